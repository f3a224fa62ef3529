import type { Reach } from '../../../entities/declare/policies.js';
import { byIndex, guards, here, rolesOf, today } from '../scope/conditions.js';

/**
 * The inverse of opening a scope: given ids, who has them within a reach. `key` is how a login is known: the digest of a
 * guardian's identity number, or Feide's subject. Set-based, so that one statement answers for everybody who listens.
 */
const childHolders = `
  select g.child_id as id, i.digest as key, 'guardian' as kind
    from public.guardianship g join public.child c on c.id = g.child_id
    join public.identity_number i on i.person_id = g.guardian_id
    where g.child_id = any(ids) and ${guards('g', 'c')}
  union
  select c.id, a.subject::text, 'pupil' from public.child c join public.feide_account a on a.child_id = c.id
    where c.id = any(ids) and ${here('c')}`;

/** Employees by the roles that they hold at the school, or anywhere in the municipality. */
const employeesWith = (roles: string, by: 'school_id' | 'municipality_id'): string => `
  select e.${by} as id, a.subject::text as key, 'employee' as kind
    from public.employment e join public.feide_account a
      on a.person_id = e.person_id and a.municipality_id = e.municipality_id and a.child_id is null
    where e.${by} = any(ids) and e.role in (${roles}) and ${today('e')}`;

/** Contact teachers and who stands in, where they still teach. */
const contactHolders = `
  with asked as materialized (
    select c.id, c.school_class_id from public.child c where c.id = any(ids) and ${here('c')}),
  contacts as materialized (
    select x.id, t.teacher_id, t.school_id from asked x
      join public.contact_teacher t on t.school_class_id = x.school_class_id where ${today('t')})
  select t.id, a.subject::text as key, 'employee' as kind
    from contacts t join public.feide_account a on a.person_id = t.teacher_id and a.child_id is null
    where exists (select from public.employment e
      where e.person_id = t.teacher_id and e.municipality_id = a.municipality_id and e.school_id = t.school_id
        and e.role in (${rolesOf.teaches}) and ${today('e')})`;

/** As `scope.thread_ids()` has it: guardians who take part, while the child is theirs; and the class's contact teachers. */
const threadHolders = `
  with asked as materialized (select t.id, t.child_id, t.school_class_id from public.thread t where t.id = any(ids)),
  about as materialized (select array_agg(distinct child_id) as children from asked)
  select t.id, h.key, h.kind from asked t
    join lateral (select * from events.child_ids_holders((select children from about))) h on h.id = t.child_id
    where h.kind = 'guardian' and exists (select from public.thread_participant p
      join public.identity_number i on i.person_id = p.person_id
      where p.thread_id = t.id and p.role = 'GUARDIAN' and i.digest = h.key)
  union
  select t.id, h.key, h.kind from asked t join public.child c on c.id = t.child_id
    join lateral (select * from events.contact_child_ids_holders((select children from about))) h on h.id = c.id
    where t.school_class_id = c.school_class_id or exists (select from public.thread_participant p
      join public.feide_account a on a.person_id = p.person_id
      where p.thread_id = t.id and p.role = 'TEACHER' and a.subject::text = h.key)`;

/** What is written for a reach; the audience of a table can be made when each of its policies' reaches stands here. */
const held = {
  child_ids: childHolders,
  contact_child_ids: contactHolders,
  school_ids: employeesWith(rolesOf.school_ids, 'school_id'),
  sfo_school_ids: employeesWith(rolesOf.sfo_school_ids, 'school_id'),
  admin_municipality_ids: employeesWith(rolesOf.admin_municipality_ids, 'municipality_id'),
  register_municipality_ids: employeesWith(rolesOf.register_municipality_ids, 'municipality_id'),
  record_municipality_ids: employeesWith(rolesOf.record_municipality_ids, 'municipality_id'),
  audit_municipality_ids: employeesWith(rolesOf.audit_municipality_ids, 'municipality_id'),
  thread_ids: threadHolders,
} satisfies Partial<Record<Reach, string>>;

export const hasHolders = (reach: Reach): boolean => reach in held;

export const holderFunctions: readonly string[] = Object.entries(held).map(
  ([reach, query]) => `
create or replace function events.${reach}_holders(ids uuid[]) returns table (id uuid, key text, kind text)
language plpgsql stable ${byIndex} as $$
#variable_conflict use_column
begin return query ${query};
end $$`,
);
