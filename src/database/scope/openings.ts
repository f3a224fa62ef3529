/**
 * Opening a scope: from a verified login to the ids that it reaches, once per transaction and never cached, so that a
 * block or a change of job holds from the next operation. These run with the owner's rights; only the server's own role
 * may call them, before it takes a hat.
 */
const set = `
create or replace function scope.keep(name text, ids uuid[]) returns void language sql as $$
  select set_config('skolegraf.' || name, coalesce(ids, '{}')::text, true)
$$;`;

/** A guardian, found by the keyed digest of the identity number; one row per municipality that knows the person. */
const idporten = `
create or replace function scope.open_idporten(number_digest text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  persons uuid[]; municipalities uuid[]; children uuid[]; schools uuid[];
begin
  select array_agg(i.person_id), array_agg(i.municipality_id) into persons, municipalities
    from public.identity_number i where i.digest = number_digest and i.person_id is not null;
  if persons is null then return null; end if;
  select array_agg(c.id), array_agg(distinct c.school_id) into children, schools
    from public.guardianship g join public.child c on c.id = g.child_id
    where g.guardian_id = any(persons) and scope.guardianship_holds(g, c);
  perform scope.keep('municipality_ids', municipalities), scope.keep('person_ids', persons),
    scope.keep('child_ids', children), scope.keep('family_school_ids', schools);
  return jsonb_build_object('hat', 'guardian', 'roles', jsonb_build_array('guardian'),
    'municipalityIds', municipalities, 'personIds', persons, 'childIds', coalesce(children, '{}'),
    'schoolIds', coalesce(schools, '{}'), 'employments', jsonb_build_array());
end $$;`;

/**
 * Whether a guardianship gives access today. A block wins over everything; a register that rewrites the guardianship
 * can't reach it. At 18 guardians' access ends.
 */
const holds = `
create or replace function scope.guardianship_holds(g public.guardianship, c public.child) returns boolean
language sql stable as $$
  select g.access <> 'NONE' and g."from" <= scope.today() and (g."to" is null or g."to" >= scope.today())
    and (c.left_on is null or c.left_on >= scope.today())
    and c.birth_date > scope.today() - interval '18 years'
    and not exists (select from public.access_block b where b.guardianship_id = g.id and b.lifted_at is null)
$$;`;

/** A pupil or an employee, found by Feide's subject. Whoever has a role for the municipality wears its hat. */
const feide = `
create or replace function scope.open_feide(account_subject uuid) returns jsonb
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  account public.feide_account;
begin
  select * into account from public.feide_account a where a.subject = account_subject limit 1;
  if account.id is null then return null; end if;
  perform scope.keep('municipality_ids', array[account.municipality_id]);
  if account.child_id is not null then return scope.open_pupil(account); end if;
  return scope.open_employee(account);
end $$;`;

const pupil = `
create or replace function scope.open_pupil(account public.feide_account) returns jsonb
language plpgsql as $$
declare
  pupil public.child;
begin
  select * into pupil from public.child c
    where c.id = account.child_id and (c.left_on is null or c.left_on >= scope.today());
  if pupil.id is null then return null; end if;
  perform scope.keep('person_ids', array[pupil.id]), scope.keep('child_ids', array[pupil.id]),
    scope.keep('family_school_ids', array[pupil.school_id]);
  return jsonb_build_object('hat', 'pupil', 'roles', jsonb_build_array('pupil'),
    'municipalityIds', array[account.municipality_id], 'personIds', array[pupil.id],
    'childIds', array[pupil.id], 'schoolIds', array[pupil.school_id], 'employments', jsonb_build_array());
end $$;`;

const employee = `
create or replace function scope.open_employee(account public.feide_account) returns jsonb
language plpgsql as $$
declare
  jobs public.employment[]; hat text; me uuid[] := array[account.person_id];
  home uuid[] := array[account.municipality_id];
begin
  select array_agg(e) into jobs from public.employment e
    where e.person_id = account.person_id and e.municipality_id = account.municipality_id
      and e."from" <= scope.today() and (e."to" is null or e."to" >= scope.today());
  if jobs is null then return null; end if;
  hat := case when exists (select from unnest(jobs) j where j.school_id is null)
    then 'municipality' else 'staff' end;
  perform scope.keep('person_ids', me);
  perform
    scope.keep('school_ids', scope.schools_of(jobs, '{PRINCIPAL,SCHOOL_OFFICE}')),
    scope.keep('work_school_ids', scope.schools_of(jobs, null)),
    scope.keep('sfo_school_ids', scope.schools_of(jobs, '{SFO_STAFF,SFO_LEADER}')),
    scope.keep('admin_municipality_ids', home_for.admin), scope.keep('register_municipality_ids', home_for.register),
    scope.keep('record_municipality_ids', home_for.record), scope.keep('audit_municipality_ids', home_for.audit)
  from (select
    case when bool_or(j.role = 'MUNICIPAL_ADMIN') then home end as admin,
    case when bool_or(j.role in ('MUNICIPAL_ADMIN', 'ARCHIVIST', 'DATA_PROTECTION_OFFICER')) then home end as register,
    case when bool_or(j.role = 'ARCHIVIST') then home end as record,
    case when bool_or(j.role = 'DATA_PROTECTION_OFFICER') then home end as audit
    from unnest(jobs) j) home_for;
  perform scope.reach_of_work(me, scope.schools_of(jobs, '{TEACHER}'), scope.sfo_school_ids());
  return jsonb_build_object('hat', hat,
    'roles', (select jsonb_agg(distinct scope.role_name(j.role)) from unnest(jobs) j),
    'municipalityIds', home, 'personIds', me, 'childIds', jsonb_build_array(),
    'schoolIds', scope.work_school_ids(),
    'employments', (select jsonb_agg(jsonb_build_object('role', scope.role_name(j.role), 'schoolId', j.school_id))
      from unnest(jobs) j));
end $$;`;

const schoolsOf = `
create or replace function scope.schools_of(jobs public.employment[], roles text[]) returns uuid[]
language sql immutable as $$
  select coalesce(array_agg(distinct j.school_id), '{}') from unnest(jobs) j
    where j.school_id is not null and (roles is null or j.role = any(roles))
$$;`;

/** \`SCHOOL_OFFICE\` in the database is \`schoolOffice\` in the access table. */
const roleName = `
create or replace function scope.role_name(role text) returns text language sql immutable as $$
  select lower(left(role, 1)) || substr(replace(initcap(replace(role, '_', ' ')), ' ', ''), 2)
$$;`;

/** The children of own classes and groups, and of the SFO where one works. Ends with the job, with its dates, and for a child who leaves. */
const work = `
create or replace function scope.reach_of_work(me uuid[], teaches_at uuid[], sfo_at uuid[]) returns void
language plpgsql as $$
declare
  contacts uuid[]; groups uuid[];
begin
  if cardinality(teaches_at) > 0 then
    select array_agg(distinct c.id) into contacts
      from public.contact_teacher t join public.child c on c.school_class_id = t.school_class_id
      where (c.left_on is null or c.left_on >= scope.today()) and t.teacher_id = any(me) and t.school_id = any(teaches_at)
        and t."from" <= scope.today() and (t."to" is null or t."to" >= scope.today());
    select array_agg(distinct t.group_id) into groups from public.teaching_group_teacher t
      where t.person_id = any(me) and t.school_id = any(teaches_at)
        and t."from" <= scope.today() and (t."to" is null or t."to" >= scope.today());
    perform scope.keep('contact_child_ids', contacts), scope.keep('group_ids', groups),
      scope.keep('taught_child_ids', array(
        select unnest(contacts) union
        select m.child_id from public.teaching_group_member m join public.child c on c.id = m.child_id
          where m.group_id = any(groups) and (c.left_on is null or c.left_on >= scope.today())
          and m."from" <= scope.today() and (m."to" is null or m."to" >= scope.today())));
  end if;
  if cardinality(sfo_at) > 0 then
    perform scope.keep('sfo_child_ids', array(
      select distinct p.child_id from public.sfo_placement p join public.child c on c.id = p.child_id
        where p.school_id = any(sfo_at) and (c.left_on is null or c.left_on >= scope.today())
        and p.status = 'ACTIVE' and p."from" <= scope.today() and (p."to" is null or p."to" >= scope.today())));
  end if;
end $$;`;

export const openingFunctions: readonly string[] = [
  set,
  holds,
  idporten,
  schoolsOf,
  roleName,
  work,
  pupil,
  employee,
  feide,
];
