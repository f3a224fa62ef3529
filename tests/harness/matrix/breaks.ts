import type pg from 'pg';
import { hats } from '../../../entities/declare/policies.js';

/** A row policy as PostgreSQL has it. */
export interface Policy {
  readonly table: string;
  readonly name: string;
  readonly restrictive: boolean;
  readonly command: string;
  readonly roles: readonly string[];
  readonly using: string | null;
  readonly check: string | null;
}

/** One way to spoil a policy, as a statement. */
export interface Break {
  readonly policy: Policy;
  readonly how:
    | 'dropped'
    | 'let everything through'
    | 'checked nothing'
    | 'taken from a hat'
    | 'switched off';
  readonly sql: string;
}

/** Every policy of the product's tables. */
export async function policiesOf(client: pg.Client): Promise<Policy[]> {
  const { rows } = await client.query<Policy>(
    `select tablename as table, policyname as name, permissive = 'RESTRICTIVE' as restrictive, cmd as command,
       roles::text[] as roles, qual as using, with_check as check
     from pg_policies where schemaname = 'public' order by 1, 2`,
  );
  return rows;
}

/** Every way to spoil these policies that makes a difference to somebody. */
export function breaksOf(policies: readonly Policy[]): Break[] {
  return [
    ...policies.flatMap(spoiled),
    ...[...new Set(policies.map((each) => each.table))].map(unguarded(policies)),
  ];
}

/** Hats that nobody can put on by signing in. */
const unworn: readonly string[] = [hats.machine, hats.events];

function spoiled(policy: Policy): Break[] {
  const on = `"${policy.name}" on "${policy.table}"`;
  const found: Break[] = [{ policy, how: 'dropped', sql: `drop policy ${on}` }];
  const parts = [policy.using && 'using (true)', policy.check && 'with check (true)'].filter(Boolean);
  found.push({ policy, how: 'let everything through', sql: `alter policy ${on} ${parts.join(' ')}` });
  if (policy.using && policy.check)
    found.push({ policy, how: 'checked nothing', sql: `alter policy ${on} with check (true)` });
  if (policy.roles.length > 1)
    for (const role of policy.roles.filter((each) => !unworn.includes(each)))
      found.push({
        policy,
        how: 'taken from a hat',
        sql: `alter policy ${on} to ${policy.roles.filter((each) => each !== role).join(', ')}`,
      });
  return found;
}

const unguarded =
  (policies: readonly Policy[]) =>
  (table: string): Break => {
    const policy = policies.find((each) => each.table === table);
    if (!policy) throw new Error(`${table} has no policy`);
    return { policy, how: 'switched off', sql: `alter table "${table}" disable row level security` };
  };
