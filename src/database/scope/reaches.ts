/**
 * The functions that row policies ask. Each reads a variable of the transaction, and gives an empty array when it is
 * not set: a session without a scope reaches nothing.
 */
const variables = [
  'municipality_ids',
  'person_ids',
  'child_ids',
  'family_school_ids',
  'school_ids',
  'work_school_ids',
  'contact_child_ids',
  'taught_child_ids',
  'group_ids',
  'sfo_school_ids',
  'sfo_child_ids',
  'admin_municipality_ids',
  'register_municipality_ids',
  'record_municipality_ids',
  'audit_municipality_ids',
] as const;

const reader = (name: string): string => `
create or replace function scope.${name}() returns uuid[] language sql stable parallel safe as $$
  select coalesce(nullif(current_setting('skolegraf.${name}', true), ''), '{}')::uuid[]
$$;`;

/** Today in Norway; the database itself keeps UTC. */
const today = `
create or replace function scope.today() returns date language sql stable parallel safe as $$
  select (now() at time zone 'Europe/Oslo')::date
$$;`;

/**
 * Adults whose contact data an employee needs: guardians of the children within reach. Worked out where it is asked,
 * once per statement, since most operations never ask.
 */
const reachedGuardians = `
create or replace function scope.reached_guardian_ids() returns uuid[]
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return array(
    select g.guardian_id from public.guardianship g where g.school_id = any(scope.school_ids())
    union
    select g.guardian_id from public.guardianship g where g.child_id = any(scope.taught_child_ids())
    union
    select g.guardian_id from public.guardianship g where g.child_id = any(scope.sfo_child_ids()));
end $$;`;

/** Adults whose name a viewer may see: oneself, those who work at the schools, and guardians of the children. */
const knownPersons = `
create or replace function scope.known_person_ids() returns uuid[]
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return array(
    select unnest(scope.person_ids())
    union
    select g.guardian_id from public.guardianship g where g.child_id = any(scope.child_ids())
    union
    select e.person_id from public.employment e
      where e.school_id = any(scope.family_school_ids() || scope.work_school_ids())
    union
    select unnest(scope.reached_guardian_ids()));
end $$;`;

/**
 * The threads that a viewer takes part in today. A guardian's are about children within reach, so that a block takes
 * them away; an employee's are about children whose contact teacher she is today: those that she takes part in, and
 * those that began in the class where the child still goes, so that they come to whoever stands in or takes over.
 */
const threads = `
create or replace function scope.thread_ids() returns uuid[]
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  persons uuid[] := scope.person_ids(); own uuid[] := scope.child_ids(); contacts uuid[] := scope.contact_child_ids();
begin
  return array(
    select t.id from public.thread_participant p join public.thread t on t.id = p.thread_id
      where p.person_id = any(persons) and p.role = 'GUARDIAN' and t.child_id = any(own)
    union
    select t.id from public.thread t join public.child c on c.id = t.child_id
      where t.child_id = any(contacts) and (t.school_class_id = c.school_class_id
        or exists (select from public.thread_participant p
          where p.thread_id = t.id and p.person_id = any(persons) and p.role = 'TEACHER')));
end $$;`;

/** The threads that a viewer has begun, about children within reach: those to which she names who takes part. */
const startedThreads = `
create or replace function scope.started_thread_ids() returns uuid[]
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return array(
    select t.id from public.thread t where t.started_by_id = any(scope.person_ids())
      and t.child_id = any(scope.child_ids() || scope.contact_child_ids()));
end $$;`;

export const reachFunctions: readonly string[] = [
  ...variables.map(reader),
  today,
  reachedGuardians,
  knownPersons,
  threads,
  startedThreads,
];
