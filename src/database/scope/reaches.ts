import { byIndex, leaveOutGone, today } from './conditions.js';

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
const todayFunction = `
create or replace function scope.today() returns date language sql stable parallel safe as $$
  select (now() at time zone 'Europe/Oslo')::date
$$;`;

/**
 * What is worked out where it is asked, and not kept for the transaction: it would be longer as a text than it takes to
 * find. Whatever a viewer has none of is not looked for.
 */
const found = (name: string, variables: Readonly<Record<string, string>>, body: string): string => `
create or replace function scope.${name}() returns uuid[]
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp ${byIndex} as $$
declare
  ${Object.entries(variables)
    .map(([variable, value]) => `${variable} uuid[] := ${value};`)
    .join('\n  ')}
begin${body}
end $$;`;

/** Adds to what is found, where there are any of these. */
const whereAny = (of: string, rows: string): string => `
  if cardinality(${of}) > 0 then ids := ids || array(${rows}); end if;`;

/** The children of the SFO where one works, with an active place today. */
const sfoChildren = found(
  'sfo_child_ids',
  { ids: `'{}'`, gone: 'null', places: 'scope.sfo_school_ids()' },
  `
  if cardinality(places) = 0 then return ids; end if;
  declare
    day date := scope.today();
  begin
    ids := array(select distinct p.child_id from public.sfo_placement p
      where p.school_id = any(places) and p.status = 'ACTIVE' and ${today('p', 'day')});${leaveOutGone('ids', 'gone', 'day')}
    return ids;
  end;`,
);

/**
 * What was found, each once and in order: where an index looks up one row among these, it sorts them first, and again
 * for every row; what is sorted already costs it next to nothing.
 */
const inOrder = `
  return array(select distinct id from unnest(ids) id order by id);`;

/** Whose guardians an employee reaches. */
const employeesReach = {
  leads: 'scope.school_ids()',
  taught: 'scope.taught_child_ids()',
  sfo: 'scope.sfo_child_ids()',
};
const theirGuardians = `${whereAny('leads', 'select distinct g.guardian_id from public.guardianship g where g.school_id = any(leads)')}
  ${whereAny('taught', 'select g.guardian_id from public.guardianship g where g.child_id = any(taught)')}
  ${whereAny('sfo', 'select g.guardian_id from public.guardianship g where g.child_id = any(sfo)')}`;

/** Adults whose contact data an employee needs: guardians of the children within reach. */
const reachedGuardians = found(
  'reached_guardian_ids',
  { ids: `'{}'`, ...employeesReach },
  `${theirGuardians}${inOrder}`,
);

/**
 * Adults whose name a viewer may see: oneself, those who work at the schools, and guardians of the children, sorted out
 * once for all of them.
 */
const knownPersons = found(
  'known_person_ids',
  {
    ids: 'scope.person_ids()',
    ...employeesReach,
    own: 'scope.child_ids()',
    schools: 'scope.family_school_ids() || scope.work_school_ids()',
  },
  `${theirGuardians}
  ${whereAny('own', 'select g.guardian_id from public.guardianship g where g.child_id = any(own)')}
  ${whereAny('schools', 'select e.person_id from public.employment e where e.school_id = any(schools)')}${inOrder}`,
);

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
  todayFunction,
  sfoChildren,
  reachedGuardians,
  knownPersons,
  threads,
  startedThreads,
];
