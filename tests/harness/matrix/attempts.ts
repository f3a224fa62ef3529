import type pg from 'pg';
import type { Row } from './world.js';

/** How an attempt to write ended: refused by privilege or policy, or let through to the table's own constraints. */
export type Ending = 'refused' | { readonly rows: number };

const INSUFFICIENT_PRIVILEGE = '42501';

/** Tries a statement and takes it back. A key that is taken means that every policy had let it through. */
export async function attempt(
  client: pg.Client,
  text: string,
  values: readonly unknown[] = [],
): Promise<Ending> {
  await client.query('savepoint attempt');
  try {
    return { rows: (await client.query(text, [...values])).rowCount ?? 0 };
  } catch (error) {
    const code = (error as { code?: string }).code ?? '';
    if (code === INSUFFICIENT_PRIVILEGE) return 'refused';
    if (code.startsWith('23')) return { rows: 1 };
    throw error;
  } finally {
    await client.query('rollback to savepoint attempt');
  }
}

/** Adds a copy of a row; its id is the row's own, so that nothing but policies can tell it from a good one. */
export const adding = (client: pg.Client, table: string, row: Row): Promise<Ending> =>
  attempt(client, `insert into "${table}" select * from json_populate_record(null::"${table}", $1)`, [
    JSON.stringify(row),
  ]);

/** A column of a table to try changes with. Sessions are of no municipality. */
export function columnToChange(table: string): string {
  const others: Readonly<Record<string, string>> = { municipality: 'number', browser_session: 'issuer' };
  return others[table] ?? 'municipality_id';
}

/** Changes every row at once without naming a column to read, so that the policies of changing stand alone. */
export function changingAll(
  client: pg.Client,
  table: string,
  column: string,
  value: unknown,
): Promise<Ending> {
  return attempt(client, `update "${table}" set "${column}" = $1`, [value]);
}

/** Deletes every row at once. */
export const deletingAll = (client: pg.Client, table: string): Promise<Ending> =>
  attempt(client, `delete from "${table}"`);
