import type { MikroORM } from '@mikro-orm/core';
import { type Arm, armsOf } from '../../../entities/declare/policies.js';
import { audienceOf } from '../../events/event-log.js';
import { today } from '../scope/conditions.js';
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
    ...made,
    ...accessChangeFunctions,
    'revoke all on all functions in schema events from public',
    'grant execute on all functions in schema events to skolegraf_events',
  ];
}

/**
 * Who sees which of these rows now, by the key of their login, and as whom: guardians and pupils by the hat alone, those
 * who are employed with their roles. An employee's hat is the municipality's as soon as one role is.
 */
function audience(table: string, arms: readonly Arm[]): string {
  const columns = [...new Set(arms.map(({ column }) => column))].filter((column) => !fixed.has(column));
  return `
create or replace function ${audienceOf(table)}(ids uuid[])
returns table (id uuid, key text, hat text, employments jsonb)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  with shown as materialized (
    select ${['id', 'municipality_id', ...columns].map((column) => `r.${column}`).join(', ')}
      from public.${table} r where r.id = any(ids)),
  held as materialized (${arms.map(reached).join('\n    union all')}),
  employed as materialized (
    select a.subject::text as key, a.municipality_id,
        case when bool_or(e.school_id is null) then 'municipality' else 'staff' end as hat,
        jsonb_agg(jsonb_build_object('role', e.role, 'schoolId', e.school_id)) as employments
      from public.feide_account a join public.employment e
        on e.person_id = a.person_id and e.municipality_id = a.municipality_id and ${today('e')}
      where a.subject = any(array(select distinct h.key::uuid from held h where h.kind = 'employee'))
      group by a.subject, a.municipality_id)
  select distinct h.id, h.key, h.kind, null::jsonb from held h
    where h.kind = 'guardian' and h.kind = any(h.hats) and exists (select from public.identity_number i
      where i.digest = h.key and i.municipality_id = h.municipality_id and i.person_id is not null)
  union all
  select distinct h.id, h.key, h.kind, null::jsonb from held h
    where h.kind = 'pupil' and h.kind = any(h.hats) and exists (select from public.feide_account a
      where a.subject::text = h.key and a.municipality_id = h.municipality_id)
      and ${namesOne('h')}
  union all
  select distinct h.id, h.key, e.hat, e.employments
    from held h join employed e on e.key = h.key and e.municipality_id = h.municipality_id
    where h.kind = 'employee' and e.hat = any(h.hats) and ${namesOne('h')}
$$`;
}

const fixed: ReadonlySet<string> = new Set(['id', 'municipality_id']);

const reached = ({ hats, column, reach }: Arm): string => `
    select s.id, s.municipality_id, h.key, h.kind, '{${hats.join()}}'::text[] as hats
      from shown s join events.${reach}_holders(array(select distinct x.${column} from shown x)) h
        on h.id = s.${column}`;

/** A subject that names several accounts opens no scope. */
const namesOne = (row: string): string =>
  `(select count(*) from public.feide_account f where f.subject = ${row}.key::uuid) = 1`;
