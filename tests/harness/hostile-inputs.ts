import type { AnyOperation } from './every-operation.js';

/** JSON text of what no input of ours means anything by: objects for operators, ways to prototypes, SQL, odd letters. */
export const hostileValues: readonly string[] = [
  '{"$gt":""}',
  '{"$ne":null}',
  '{"id":{"$in":[]}}',
  '{"__proto__":{"admin":true}}',
  '{"constructor":{"prototype":{"admin":true}}}',
  '["__proto__","admin"]',
  '[[[]]]',
  '"__proto__"',
  '"constructor"',
  `"' or '1'='1"`,
  `"'; update child set given_name = 'taken'; --"`,
  `"\\\\'; update person set given_name = 'taken'; --"`,
  '"$1); drop table absence; --"',
  '"%"',
  '"_"',
  '"{{7*7}}"',
  '"\\u0000"',
  '"\\ud800"',
  '"\\u202e\\r\\nx-injected: yes"',
  '"../../../../etc/passwd"',
  '1e400',
  '-1',
  '9007199254740993',
  'true',
  'null',
  '""',
  JSON.stringify('å'.repeat(20_000)),
];

const HERE = '"> here <"';

/** The request that has this value in one place of an operation’s variables, for each of its places. */
export function* placed({ query, variables }: AnyOperation, value: string): Generator<string> {
  for (const spoiled of withMark(variables))
    yield `{"query":${JSON.stringify(query)},"variables":${JSON.stringify(spoiled).replace(HERE, () => value)}}`;
}

/** Copies of a value, each with the mark in place of one thing in it. */
function* withMark(value: unknown): Generator<unknown> {
  if (Array.isArray(value)) {
    for (const [index, each] of value.entries())
      for (const inner of withMark(each)) yield value.with(index, inner);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, each] of Object.entries(value))
      for (const inner of withMark(each)) yield { ...value, [name]: inner };
  }
  yield JSON.parse(HERE);
}
