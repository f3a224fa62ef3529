import pg from 'pg';
import { hats } from '../../../entities/declare/policies.js';
import type { Claimant } from '../../../src/identity/claimant.js';
import { openScope } from '../../../src/identity/opening.js';
import type { StandInPerson } from '../../../src/identity/stand-in/person.js';
import type { Vault } from '../../../src/identity/vault.js';

/** What the verifier would say of somebody's token. */
export function claimantOf({ account }: StandInPerson): Claimant {
  const expires = Date.now() / 1_000 + 600;
  return account.issuer === 'idporten'
    ? { issuer: 'idporten', pid: account.pid, level: account.level, expires }
    : { issuer: 'feide', subject: account.subject, principalName: account.principalName, expires };
}

/** A connection as some role, closed after `work`. */
export async function connected<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return work(client).finally(() => client.end());
}

/** Runs `work` in a transaction whose scope is opened for somebody, as the server does it, and takes it all back. */
export async function inScopeOf<T>(
  client: pg.Client,
  person: StandInPerson,
  vault: Vault,
  work: () => Promise<T>,
): Promise<T> {
  await client.query(`begin; ${openScope(claimantOf(person), vault, 5_000)}`);
  return work().finally(() => client.query('rollback'));
}

/** The tables that each hat, and the server's bare role, has this privilege on. */
export async function privileged(client: pg.Client, privilege: string): Promise<Map<string, string[]>> {
  const { rows } = await client.query<{ role: string; tables: string[] }>(
    `select r.rolname as role, coalesce(array_agg(c.relname::text order by c.relname)
         filter (where has_table_privilege(r.oid, c.oid, $1)), '{}') as tables
       from pg_roles r, pg_class c where r.rolname = any($2) and c.relkind = 'r'
         and c.relnamespace = 'public'::regnamespace group by 1`,
    [privilege, [...Object.values(hats), 'skolegraf_server']],
  );
  return new Map(rows.map((row) => [row.role, row.tables]));
}

/** The ids of the rows of each of these tables that the session sees; one statement. */
export async function idsSeen(
  client: pg.Client,
  tables: readonly string[],
): Promise<Record<string, string[]>> {
  if (tables.length === 0) return {};
  const parts = tables.map((table) => `'${table}', (select coalesce(json_agg(id), '[]') from "${table}")`);
  const { rows } = await client.query<{ seen: Record<string, string[]> }>(
    `select json_build_object(${parts.join(', ')}) as seen`,
  );
  const seen = rows[0]?.seen ?? {};
  for (const ids of Object.values(seen)) ids.sort();
  return seen;
}

/** The role that the session runs as now. */
export async function roleNow(client: pg.Client): Promise<string> {
  return (await client.query<{ role: string }>('select current_user as role')).rows[0]?.role ?? '';
}
