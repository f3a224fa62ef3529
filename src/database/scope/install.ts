import { hats } from '../../../entities/declare/policies.js';
import { eventFunctions } from '../events/functions.js';
import { sessionFunctions } from '../sessions/functions.js';
import { fittingTriggers } from './fits.js';
import { openingFunctions } from './openings.js';
import { reachFunctions } from './reaches.js';
import { reasonFunctions } from './reasons.js';

const everyHat = Object.values(hats).join(', ');

/** Before the tables: the schema and the reaches, whose bodies PostgreSQL checks only when they run. */
export const scopeBeforeTables: readonly string[] = [
  'create schema if not exists scope',
  // The order in which events are appended.
  'create sequence if not exists scope.appended',
  ...reachFunctions,
];

/** After the tables: what uses their row types, and who may call what. */
export const scopeAfterTables: readonly string[] = [
  `drop function if exists scope.reach_of_sfo(uuid[]), scope.reach_of_teaching(uuid, uuid[]),
     scope.open_pupil(public.feide_account), scope.open_employee(public.feide_account)`,
  ...openingFunctions,
  ...reasonFunctions,
  ...eventFunctions,
  ...sessionFunctions,
  ...fittingTriggers,
  'revoke all on all functions in schema scope from public',
  `grant usage on schema scope, public to ${everyHat}, skolegraf_server`,
  `grant execute on all functions in schema scope to ${everyHat}`,
  `grant usage on sequence scope.appended to ${everyHat}`,
  `revoke execute on function scope.open_idporten(text), scope.open_feide(uuid),
     scope.open_pupil(uuid, uuid[]), scope.open_employee(uuid, uuid[]) from ${everyHat}`,
  'grant execute on function scope.open_idporten(text), scope.open_feide(uuid) to skolegraf_server',
];

/**
 * Table privileges follow the policies: a hat may do to a table what a permissive policy speaks of, and nothing else.
 */
export const grantsFromPolicies = `
do $$
declare
  given record;
begin
  execute 'revoke all on all tables in schema public from ${everyHat}, skolegraf_server';
  for given in
    select p.tablename, r.role, lower(p.cmd) as command from pg_policies p, unnest(p.roles) r(role)
      where p.schemaname = 'public' and p.permissive = 'PERMISSIVE' and r.role::text like 'skolegraf\\_%'
  loop
    execute format('grant %s on public.%I to %I',
      case given.command when 'all' then 'select, insert, update, delete' else given.command end,
      given.tablename, given.role);
  end loop;
end $$`;
