import type { Check } from './check.js';
import { type Databases, query } from './databases.js';

/** Migrations and entities lead to the same row security. */
export const alikePolicies = (databases: Databases): Check => ({
  name: 'policies of migrated and fresh are alike',
  remedy:
    'add a migration that drops and creates the policy; in a sub-query, qualify every column of the outer row.',
  find: async () => {
    const [migrated, fresh] = await Promise.all([databases.migrated(), databases.generated()]);
    return differences(await rowSecurityOf(migrated.ownerUrl), await rowSecurityOf(fresh.ownerUrl));
  },
});

/** Every table's switch and every policy as PostgreSQL understood it, a line each. */
export async function rowSecurityOf(ownerUrl: string): Promise<string[]> {
  const rows = await query<{ line: string }>(ownerUrl, described);
  return rows.map(({ line }) => line.replaceAll(/\s+/g, ' '));
}

/** What only one of two databases has. */
export function differences(migrated: readonly string[], fresh: readonly string[]): string[] {
  const [inMigrated, inFresh] = [new Set(migrated), new Set(fresh)];
  return [
    ...migrated.filter((line) => !inFresh.has(line)).map((line) => `only when migrated: ${line}`),
    ...fresh.filter((line) => !inMigrated.has(line)).map((line) => `only when made fresh: ${line}`),
  ];
}

// The migrator's own table is not in a database that no migration made.
const described = `
  select format('%s: row security %s, forced %s', c.relname, c.relrowsecurity, c.relforcerowsecurity) as line
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname <> 'migration'
  union all
  select format('%s: policy %s, %s, for %s, to %s, using %s, check %s', tablename, policyname, permissive, cmd,
    (select string_agg(role, ', ' order by role) from unnest(roles) role), qual, with_check)
    from pg_policies where schemaname = 'public'
  order by line`;
