import type { MikroORM } from '@mikro-orm/core';
import { type Arm, armsOf } from '../../../entities/declare/policies.js';
import { audienceOf } from '../../events/event-log.js';
import { byIndex, today } from '../scope/conditions.js';
import { accessChangeFunctions } from './access-changes.js';
import { hasHolders, holderFunctions } from './holders.js';

/**
 * What knows the tables: the audience of every one whose policies are plain arms, written from the policies, so that
 * they can't differ; and the triggers that tell of changes of access.
 */
export function audienceFunctions(orm: MikroORM): readonly string[] {
  const made = [...orm.getMetadata()].flatMap((meta) => {
    const arms = armsOf(meta.policies);
    return arms?.every(({ reach }) => hasHolders(reach)) ? [audience(meta.tableName, arms)] : [];
  });
  return [
    ...holderFunctions,
    seers,
    ...made,
    ...accessChangeFunctions,
    'revoke all on all functions in schema events from public',
    'grant execute on all functions in schema events to skolegraf_events',
  ];
}

/**
 * Who sees which of these rows now: rows that the policies can't tell apart stand together, `shown`, their ids separated
 * by commas, with all who see them, each as `[key, hat, employments]`. Only the policies of this table are written here;
 * who those people are today, `events.seers` knows.
 */
function audience(table: string, arms: readonly Arm[]): string {
  const columns = [...new Set(['municipality_id', ...arms.map(({ column }) => column)])];
  return `
drop function if exists ${audienceOf(table)}(uuid[]);
create function ${audienceOf(table)}(ids uuid[]) returns table (shown text, seers json)
language plpgsql ${withPlan} as $$
#variable_conflict use_column
begin return query
  with alike as materialized (
    select row_number() over () as n, ${columns.map((column) => `r.${column}`).join(', ')},
        string_agg(r.id::text, ',') as shown
      from public.${table} r where r.id = any(ids) group by ${columns.map((column) => `r.${column}`).join(', ')}),
  held as materialized (${arms.map(reached).join('\n    union all')}),
  logins as materialized (select array_agg(l.key) as keys, array_agg(l.kind) as kinds
    from (select distinct h.key, h.kind from held h) l),
  seers as materialized (select s.* from logins l, events.seers(l.keys, l.kinds) s)
  select a.shown, json_agg(json_build_array(s.key, s.hat, s.employments))
    from (select distinct h.n, s.n as seer from held h join seers s
        on s.key = h.key and s.kind = h.kind and s.municipality_id = h.municipality_id and s.hat = any(h.hats)) seen
      join alike a on a.n = seen.n join seers s on s.n = seen.seer
    group by a.n, a.shown;
end $$`;
}

const reached = ({ hats, column, reach }: Arm): string => `
    select a.n, a.municipality_id, h.key, h.kind, '{${hats.join()}}'::text[] as hats
      from alike a join events.${reach}_holders(array(select distinct x.${column} from alike x)) h on h.id = a.${column}`;

/** Planned once for each connection; their plans took longer than they did. */
const withPlan =
  'stable security definer set search_path = pg_catalog, public, pg_temp set plan_cache_mode = force_generic_plan';

/**
 * As whom logins are let in now, by municipality: guardians and pupils by the hat alone, those who are employed with
 * their roles. An employee's hat is the municipality's as soon as one role is; a subject that names several accounts
 * opens no scope.
 */
const seers = `
create or replace function events.seers(keys text[], kinds text[])
returns table (n bigint, key text, kind text, municipality_id uuid, hat text, employments jsonb)
language plpgsql stable ${byIndex} as $$
#variable_conflict use_column
begin return query
  with logins as materialized (
    select l.key, l.kind, case when l.kind <> 'guardian' then l.key::uuid end as subject
      from unnest(keys, kinds) l(key, kind)),
  accounts as materialized (
    select l.key, l.kind, (array_agg(a.person_id))[1] as person_id, (array_agg(a.municipality_id))[1] as municipality_id
      from logins l join public.feide_account a on a.subject = l.subject group by l.key, l.kind having count(*) = 1),
  found as (
    select distinct l.key, l.kind, i.municipality_id, l.kind as hat, null::jsonb as employments
      from logins l join public.identity_number i on i.digest = l.key
      where l.kind = 'guardian' and i.person_id is not null
    union all
    select a.key, a.kind, a.municipality_id, a.kind, null from accounts a where a.kind = 'pupil'
    union all
    select a.key, a.kind, a.municipality_id,
        case when bool_or(e.school_id is null) then 'municipality' else 'staff' end,
        jsonb_agg(jsonb_build_object('role', e.role, 'schoolId', e.school_id))
      from accounts a join public.employment e
        on e.person_id = a.person_id and e.municipality_id = a.municipality_id and ${today('e')}
      where a.kind = 'employee' group by a.key, a.kind, a.municipality_id)
  select row_number() over (), f.* from found f;
end $$`;
