import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { projectFolder } from './folder.js';

export { valueAt } from './value-at.js';

/** Where the value of a variable comes from. */
export type Given =
  | { readonly value: unknown }
  /** A new key at each run. */
  | { readonly unique: true }
  /** What stands at a path in the answer to another query of the same person. */
  | { readonly path: string; readonly query: string };

/** One operation that can be run as it is: a tab of the playground, a paragraph of the documentation, a test. */
export interface Example {
  /** Its file’s name, without the extension. */
  readonly name: string;
  readonly title: string;
  /** A paragraph about it; empty where the title says all. */
  readonly about: string;
  /** Who may run it, as `npm run token` names people. */
  readonly who: string;
  readonly document: string;
  readonly variables: Readonly<Record<string, Given>>;
  /** The example that has to be run before it. */
  readonly after: string | undefined;
  /** Of a subscription the example that makes it hear something. */
  readonly heard: string | undefined;
}

/** Every example under `docs/examples`, by name. */
export async function readExamples(): Promise<Example[]> {
  const folder = join(projectFolder(), 'docs', 'examples');
  const files = (await readdir(folder)).filter((file) => file.endsWith('.graphql')).sort();
  return Promise.all(
    files.map(async (file) =>
      exampleOf(basename(file, '.graphql'), await readFile(join(folder, file), 'utf8')),
    ),
  );
}

/**
 * An example as its file tells it: a title, a paragraph, and who runs it with which variables, all in comments above
 * the document.
 * @throws Error that names what is missing.
 */
export function exampleOf(name: string, text: string): Example {
  const start = text.search(/^[^#\s]/m);
  const [heading = '', ...paragraphs] = text.slice(0, start).replace(/^# ?/gm, '').trim().split(/\n\n+/);
  const settings = new Map(
    (paragraphs.pop() ?? '').split('\n').map((line): [string, string] => {
      const at = line.indexOf(': ');
      return [line.slice(0, at), line.slice(at + 2)];
    }),
  );
  const who = settings.get('as');
  if (!who) throw new Error(`docs/examples/${name}.graphql does not say who runs it`);
  const variables = [...settings].filter(([key]) => key.startsWith('$'));
  return {
    name,
    title: heading,
    about: paragraphs.join('\n\n').replaceAll('\n', ' '),
    who,
    document: text.slice(start),
    variables: Object.fromEntries(variables.map(([key, said]) => [key.slice(1), givenBy(said)])),
    after: settings.get('after'),
    heard: settings.get('heard'),
  };
}

function givenBy(said: string): Given {
  if (said === 'unique') return { unique: true };
  const [, path, query] = /^(\S.*?) of (\{.*)$/.exec(said) ?? [];
  return path && query ? { path, query } : { value: JSON.parse(said) };
}
