import { byIndex, gone, today } from './conditions.js';

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
begin
${body}
end $$;`;

/** Adds to what is found, where there are any of these. */
const whereAny = (of: string, rows: string): string => `
  if cardinality(${of}) > 0 then ids := ids || array(${rows}); end if;`;

/** The children of the SFO where one works, with an active place today. */
const sfoChildren = found(
  'sfo_child_ids',
  { ids: `'{}'`, places: 'scope.sfo_school_ids()' },
  `${whereAny(
    'places',
    `select distinct p.child_id from public.sfo_placement p
      where p.school_id = any(places) and p.status = 'ACTIVE' and ${today('p')} and not ${gone('p.child_id')}`,
  )}
  return ids;`,
);

/** Adults whose contact data an employee needs: guardians of the children within reach. */
const reachedGuardians = found(
  'reached_guardian_ids',
  {
    ids: `'{}'`,
    leads: 'scope.school_ids()',
    taught: 'scope.taught_child_ids()',
    sfo: 'scope.sfo_child_ids()',
  },
  `${whereAny('leads', 'select distinct g.guardian_id from public.guardianship g where g.school_id = any(leads)')}
  ${whereAny('taught', 'select distinct g.guardian_id from public.guardianship g where g.child_id = any(taught)')}
  ${whereAny('sfo', 'select distinct g.guardian_id from public.guardianship g where g.child_id = any(sfo)')}
  return ids;`,
);

/** Adults whose name a viewer may see: oneself, those who work at the schools, and guardians of the children. */
const knownPersons = found(
  'known_person_ids',
  {
    ids: 'scope.person_ids() || scope.reached_guardian_ids()',
    own: 'scope.child_ids()',
    schools: 'scope.family_school_ids() || scope.work_school_ids()',
  },
  `${whereAny('own', 'select distinct g.guardian_id from public.guardianship g where g.child_id = any(own)')}
  ${whereAny('schools', 'select distinct e.person_id from public.employment e where e.school_id = any(schools)')}
  return ids;`,
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
