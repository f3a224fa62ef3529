/** What a column of a seeded row may hold; dates and instants travel as text. */
export type Value = string | number | boolean | null;

/** An array in PostgreSQL's text form: one parameter carries a whole column. */
export function arrayLiteral(values: readonly Value[]): string {
  return `{${values.map(element).join(',')}}`;
}

function element(value: Value): string {
  if (value === null) return 'NULL';
  if (typeof value !== 'string') return String(value);
  return /["\\]/.test(value) ? `"${value.replace(/["\\]/g, '\\$&')}"` : `"${value}"`;
}
