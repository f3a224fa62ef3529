import pg from 'pg';
import { roleFaults } from '../../src/database/role-faults.js';
import { roles } from '../../src/database/roles.js';
import type { Check } from './check.js';
import { type Databases, query } from './databases.js';

/** Tables that no policy lets anybody read, and why. */
const unread: Readonly<Record<string, string>> = {
  migration: 'the migrator’s own; the server has no privilege on it',
  event: 'read by the event log’s own passage, not by people',
  browser_session: 'read by the functions of the schema `sessions`, before anybody is known',
};

/** Row security stands on every table, and every table is read by somebody or has its reason. */
export const rowSecurity = (databases: Databases): Check => ({
  name: 'row security on every table',
  remedy:
    'give the entity rowLevelSecurity and a policy, and migrate; or state the reason in tests/check/row-security.ts.',
  find: async () => bareTables((await databases.migrated()).ownerUrl),
});

/** The tables without row security, within municipalities or at all, or that nobody may read. */
export async function bareTables(ownerUrl: string): Promise<string[]> {
  const tables = await query<{ name: string; secured: boolean; fenced: boolean; read: boolean }>(
    ownerUrl,
    secured,
  );
  const faults = tables.flatMap(({ name, secured, fenced, read }) => {
    if (name in unread && !read && (secured || name === 'migration')) return [];
    if (name in unread && read) return [`${name} is read, but listed as unread`];
    if (!secured) return [`${name} has no row security`];
    return [
      ...(fenced ? [] : [`${name} has no restrictive policy over municipalities`]),
      ...(read ? [] : [`${name} has no policy for reading`]),
    ];
  });
  const there = new Set(tables.map(({ name }) => name));
  const gone = Object.keys(unread).filter((name) => !there.has(name));
  return [...faults, ...gone.map((name) => `${name} is listed as unread, but is not there`)];
}

/** The role that serves requests owns nothing and has no way round the policies. */
export const serverOwnsNothing = (databases: Databases): Check => ({
  name: 'the server role owns nothing',
  remedy: 'create it as skolegraf_owner; see src/database/roles.ts for what the roles may be.',
  find: async () => {
    const { serverUrl } = await databases.migrated();
    const client = new pg.Client({ connectionString: serverUrl });
    await client.connect();
    try {
      return await roleFaults(client, roles.owner);
    } finally {
      await client.end();
    }
  },
});

const secured = `
  select c.relname as name, c.relrowsecurity as secured,
    exists (select from pg_policies p where p.schemaname = 'public' and p.tablename = c.relname
      and p.permissive = 'RESTRICTIVE' and p.cmd = 'ALL' and p.policyname = 'within_municipality') as fenced,
    exists (select from pg_policies p where p.schemaname = 'public' and p.tablename = c.relname
      and p.permissive = 'PERMISSIVE' and p.cmd in ('SELECT', 'ALL')) as read
  from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
  order by name`;
