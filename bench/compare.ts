import { isDeepStrictEqual } from 'node:util';

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/;

/** The data of an answer, without what only differs in form: pages as lists, instants in UTC to the millisecond. */
export function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'string') return instant.test(value) ? new Date(value).toISOString() : value;
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value);
  if (entries.length === 1 && entries[0]?.[0] === 'nodes') return plain(entries[0][1]);
  return Object.fromEntries(entries.map(([key, each]) => [key, plain(each)]));
}

/**
 * The data of a GraphQL answer.
 * @throws Error when there are errors in it.
 */
export function dataOf(who: string, text: string): unknown {
  const { data, errors } = JSON.parse(text) as { data?: unknown; errors?: readonly unknown[] };
  if (errors !== undefined)
    throw new Error(`${who} answered with errors: ${JSON.stringify(errors).slice(0, 1000)}`);
  return data;
}

/** @throws Error that shows the first place where two answers differ. */
export function requireSame(what: string, expected: unknown, found: unknown): void {
  if (isDeepStrictEqual(expected, found)) return;
  throw new Error(`${what}: the answers differ at ${difference(expected, found, '$')}`);
}

function difference(expected: unknown, found: unknown, path: string): string {
  const show = (value: unknown) => JSON.stringify(value)?.slice(0, 300);
  if (!isBranch(expected) || !isBranch(found)) return `${path}: ${show(expected)} against ${show(found)}`;
  const keys = new Set([...Object.keys(expected), ...Object.keys(found)]);
  for (const key of keys)
    if (!isDeepStrictEqual(expected[key], found[key]))
      return difference(expected[key], found[key], `${path}.${key}`);
  return `${path}: ${show(expected)} against ${show(found)}`;
}

function isBranch(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object';
}
