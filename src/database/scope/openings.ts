import { byIndex, guards, here, leaveOutGone, rolesOf, today } from './conditions.js';

/**
 * Opening a scope: from a verified login to the ids that it reaches, once per transaction and never cached, so that a
 * block or a change of job holds from the next operation. These run with the owner's rights; only the server's own role
 * may call them, before it takes a hat. They run in every transaction, so their plans are kept (`force_generic_plan`),
 * and they call no function that PostgreSQL could not inline.
 */
const under = 'security definer set search_path = pg_catalog, public, pg_temp';

/** Sets reaches of this transaction; arrays that are null reach nothing. */
const keep = (reaches: Readonly<Record<string, string>>): string =>
  `perform ${Object.entries(reaches)
    .map(([name, ids]) => `set_config('skolegraf.${name}', coalesce(${ids}, '{}')::text, true)`)
    .join(',\n    ')};`;

/**
 * A guardian, found by the keyed digest of the identity number; one row per municipality that knows the person.
 */
const idporten = `
create or replace function scope.open_idporten(number_digest text) returns jsonb
language plpgsql ${under} set plan_cache_mode = force_generic_plan as $$
declare
  day date := scope.today(); persons uuid[]; municipalities uuid[]; children uuid[]; schools uuid[];
begin
  select array_agg(i.person_id), array_agg(i.municipality_id) into persons, municipalities
    from public.identity_number i where i.digest = number_digest and i.person_id is not null;
  if persons is null then return null; end if;
  select array_agg(c.id), array_agg(distinct c.school_id) into children, schools
    from public.guardianship g join public.child c on c.id = g.child_id
    where g.guardian_id = any(persons) and ${guards('g', 'c', 'day')};
  ${keep({
    municipality_ids: 'municipalities',
    person_ids: 'persons',
    child_ids: 'children',
    family_school_ids: 'schools',
  })}
  return jsonb_build_object('hat', 'guardian', 'roles', jsonb_build_array('GUARDIAN'),
    'municipalityIds', municipalities, 'personIds', persons, 'childIds', coalesce(children, '{}'),
    'schoolIds', coalesce(schools, '{}'), 'employments', jsonb_build_array());
end $$;`;

/** A pupil or an employee, found by Feide's subject. One that several municipalities know is nobody: which is not said. */
const feide = `
create or replace function scope.open_feide(account_subject uuid) returns jsonb
language plpgsql ${under} ${byIndex} as $$
declare
  persons uuid[]; pupils uuid[]; homes uuid[];
begin
  select array_agg(a.person_id), array_agg(a.child_id), array_agg(a.municipality_id) into persons, pupils, homes
    from public.feide_account a where a.subject = account_subject;
  if cardinality(homes) is distinct from 1 then return null; end if;
  if pupils[1] is not null then return scope.open_pupil(pupils[1], homes); end if;
  return scope.open_employee(persons[1], homes);
end $$;`;

const pupil = `
create or replace function scope.open_pupil(me uuid, home uuid[]) returns jsonb
language plpgsql as $$
declare
  school uuid;
begin
  select c.school_id into school from public.child c where c.id = me and ${here('c')};
  if school is null then return null; end if;
  ${keep({
    municipality_ids: 'home',
    person_ids: 'array[me]',
    child_ids: 'array[me]',
    family_school_ids: 'array[school]',
  })}
  return jsonb_build_object('hat', 'pupil', 'roles', jsonb_build_array('PUPIL'),
    'municipalityIds', home, 'personIds', array[me],
    'childIds', array[me], 'schoolIds', array[school], 'employments', jsonb_build_array());
end $$;`;

const schoolsWith = (roles: string): string =>
  `array_agg(e.school_id) filter (where e.school_id is not null and e.role in (${roles}))`;
const homeWith = (roles: string): string => `case when bool_or(e.role in (${roles})) then home end`;

const jobsToday = `public.employment e
    where e.person_id = me and e.municipality_id = home[1] and ${today('e', 'day')}`;

/** The children of own classes and groups. Ends with the job, with its dates, and for a child who leaves. */
const teaching = `
    select array_agg(c.id) into contacts
      from public.contact_teacher t join public.child c on c.school_class_id = t.school_class_id
      where ${here('c', 'day')} and t.teacher_id = me and t.school_id = any(teaches) and ${today('t', 'day')};
    select array_agg(t.group_id) into groups from public.teaching_group_teacher t
      where t.person_id = me and t.school_id = any(teaches) and ${today('t', 'day')};
    if groups is not null then
      members := array(select distinct m.child_id from public.teaching_group_member m
        where m.group_id = any(groups) and ${today('m', 'day')});${leaveOutGone('members', 'gone', 'day')}
    end if;`;

/**
 * An employee. Whoever has a role for the municipality wears its hat. A school where somebody has two jobs stands there
 * twice: to sort it out would take longer than all the rest of the query.
 */
const employee = `
create or replace function scope.open_employee(me uuid, home uuid[]) returns jsonb
language plpgsql as $$
declare
  day date := scope.today(); hat text; jobs jsonb; held jsonb;
  leads uuid[]; works uuid[]; teaches uuid[]; sfo uuid[];
  admin uuid[]; register uuid[]; record uuid[]; audit uuid[];
  contacts uuid[]; groups uuid[]; members uuid[]; gone uuid[];
begin
  select case when bool_or(e.school_id is null) then 'municipality' else 'staff' end,
      jsonb_agg(jsonb_build_object('role', e.role, 'schoolId', e.school_id)), jsonb_agg(distinct e.role),
      ${schoolsWith(rolesOf.school_ids)}, array_agg(e.school_id) filter (where e.school_id is not null),
      ${schoolsWith(rolesOf.teaches)}, ${schoolsWith(rolesOf.sfo_school_ids)}
    into hat, jobs, held, leads, works, teaches, sfo
    from ${jobsToday};
  if jobs is null then return null; end if;
  if hat = 'municipality' then
    select ${homeWith(rolesOf.admin_municipality_ids)}, ${homeWith(rolesOf.register_municipality_ids)},
        ${homeWith(rolesOf.record_municipality_ids)}, ${homeWith(rolesOf.audit_municipality_ids)}
      into admin, register, record, audit
      from ${jobsToday};
  end if;
  if teaches is not null then${teaching}
  end if;
  ${keep({
    municipality_ids: 'home',
    person_ids: 'array[me]',
    school_ids: 'leads',
    work_school_ids: 'works',
    sfo_school_ids: 'sfo',
    admin_municipality_ids: 'admin',
    register_municipality_ids: 'register',
    record_municipality_ids: 'record',
    audit_municipality_ids: 'audit',
    contact_child_ids: 'contacts',
    group_ids: 'groups',
    taught_child_ids: 'contacts || members',
  })}
  return jsonb_build_object('hat', hat, 'roles', held, 'municipalityIds', home, 'personIds', array[me],
    'childIds', jsonb_build_array(), 'schoolIds', coalesce(works, '{}'), 'employments', jobs);
end $$;`;

export const openingFunctions: readonly string[] = [pupil, employee, feide, idporten];
