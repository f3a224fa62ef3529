/** A statement of MikroORM's whose values travel beside it. */
export interface Bound {
  readonly text: string;
  readonly values: readonly unknown[];
}

/**
 * Numbers the places of a statement's values, where MikroORM would write the values themselves into its text: then
 * PostgreSQL would read and plan it anew each time. Undefined where a value stands for more than itself, such as a list
 * or a piece of SQL.
 */
export function bound(sql: string, values: readonly unknown[]): Bound | undefined {
  if (sql.includes('??') || !values.every(isPlain)) return undefined;
  let number = 0;
  const text = sql.replace(/\\?\?/g, (mark) => (mark === '?' ? `$${++number}` : '?'));
  return number === values.length ? { text, values } : undefined;
}

const isPlain = (value: unknown): boolean =>
  value === null || value === undefined || value instanceof Date || scalars.has(typeof value);

const scalars: ReadonlySet<string> = new Set(['string', 'number', 'bigint', 'boolean']);
