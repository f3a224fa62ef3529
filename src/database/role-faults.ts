import type { Client } from 'pg';
import { hats } from '../../entities/declare/policies.js';

// With these a role becomes superuser in effect, or gives itself any other role (createrole, before version 16).
const powers = {
  rolsuper: 'is a superuser',
  rolbypassrls: 'may bypass row level security',
  rolcreaterole: 'may create roles',
  rolreplication: 'may read everything by replication',
} as const;

const files = ['pg_execute_server_program', 'pg_read_server_files', 'pg_write_server_files'];

interface Reachable {
  readonly name: string;
  readonly itself: boolean;
  readonly powers: readonly (keyof typeof powers)[];
  /** One thing that the role owns in this database, as PostgreSQL describes it. */
  readonly owns: string | null;
}

/**
 * What makes the role of this connection unfit to serve: a way round row security, of its own or through any role
 * that it can take on, at any remove; memberships that it inherits; a hat that it can not put on.
 * Each is the end of a sentence about the role.
 */
export async function roleFaults(client: Client, owner: string): Promise<string[]> {
  const { rows } = await client.query<Reachable>(reachableRoles);
  const faults = rows.flatMap((role) => faultsOf(role, owner));
  const inherited = await client.query<{ name: string }>(inheritedRoles);
  for (const { name } of inherited.rows)
    faults.push(`inherits the rights of "${name}" (it must be NOINHERIT, its memberships INHERIT FALSE)`);
  const missing = await client.query<{ name: string }>(missingHats, [Object.values(hats)]);
  for (const { name } of missing.rows) faults.push(`can not take on the role "${name}"`);
  return faults;
}

function faultsOf(role: Reachable, owner: string): string[] {
  const faults: string[] = role.powers.map((power) => powers[power]);
  if (files.includes(role.name)) faults.push('reaches the files of the server');
  if (role.owns !== null) faults.push(`owns ${role.owns}`);
  if (role.itself) return faults;
  if (role.name === owner) return [`is a member of the owner "${owner}"`];
  return faults.map((fault) => `is a member of "${role.name}", which ${fault}`);
}

const reachableRoles = `
  with recursive reachable as (
    select oid from pg_roles where rolname = session_user
    union
    select m.roleid from pg_auth_members m join reachable r on m.member = r.oid
  )
  select r.rolname::text as name, r.rolname = session_user as itself,
    array_remove(array[
      case when r.rolsuper then 'rolsuper' end, case when r.rolbypassrls then 'rolbypassrls' end,
      case when r.rolcreaterole then 'rolcreaterole' end, case when r.rolreplication then 'rolreplication' end
    ], null) as powers,
    (select pg_describe_object(d.classid, d.objid, d.objsubid) from pg_shdepend d
      where d.refclassid = 'pg_authid'::regclass and d.refobjid = r.oid and d.deptype = 'o'
        and d.dbid in (0, (select oid from pg_database where datname = current_database()))
      order by d.classid, d.objid limit 1) as owns
  from reachable join pg_roles r using (oid)
  order by itself desc, name`;

// inherit_option came with version 16; before it the attribute of the member decides.
const inheritedRoles = `
  select m.roleid::regrole::text as name
  from pg_auth_members m join pg_roles r on r.oid = m.member
  where r.rolname = session_user
    and coalesce((to_jsonb(m) ->> 'inherit_option')::boolean, r.rolinherit)
  group by 1 order by 1`;

const missingHats = `
  select hat as name from unnest($1::text[]) hat
  where not exists (
    select from pg_auth_members m
    where m.roleid = to_regrole(hat) and m.member = to_regrole(quote_ident(session_user))
      and coalesce((to_jsonb(m) ->> 'set_option')::boolean, true))`;
