import type { Town } from './town.js';

/** What the inside of the server looks like, by what it would be. */
const inside: readonly (readonly [string, RegExp])[] = [
  ['SQL', /\b(?:select|insert into|update|delete from)\b[^"]{0,80}\b(?:from|values|set|where)\b/i],
  ['a place in the code', /\.[cm]?[jt]s:\d+|\bat \S+ \(|node_modules/],
  ['a path', /\/(?:tmp|work|home|root|usr|var|etc|srv|opt)\/\w|[A-Z]:\\\\/],
  [
    'a name of the database',
    /skolegraf_(?:server|owner|guardian|staff|test)|pg_catalog|\bscope\.\w+\(|current_setting/,
  ],
  ['an address', /\b(?:\d{1,3}\.){3}\d{1,3}:\d+|postgres(?:ql)?:\/\//],
  ['a token', /eyJ[\w-]{10,}\.[\w-]{10,}/],
];

/** In the log the calls of a bug are told, below the project's own folder. */
const inLog = inside.filter(([what]) => what !== 'a place in the code');

/** The identity numbers of everybody in a town. */
export async function identityNumbersOf(town: Town): Promise<ReadonlySet<string>> {
  const rows = await town.sql<{ sealed: string }>('select sealed from identity_number');
  return new Set(rows.map(({ sealed }) => town.vault.open(sealed)));
}

/** What of the inside shows in a text that a client or a log can see; empty where nothing does. */
export function leaksIn(
  text: string,
  where: 'answer' | 'log',
  numbers: ReadonlySet<string>,
  marks: readonly string[] = [],
): string[] {
  const found = (where === 'log' ? inLog : inside).flatMap(([what, pattern]) => {
    const match = pattern.exec(text);
    return match ? [`${what}: ${match[0]}`] : [];
  });
  for (const [number] of text.matchAll(/(?<!\d)\d{11}(?!\d)/g))
    if (numbers.has(number)) found.push('an identity number');
  return [...found, ...marks.filter((mark) => text.includes(mark)).map((mark) => `what was sent: ${mark}`)];
}
