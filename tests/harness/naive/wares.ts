import { ViewerRole } from '../../../resolvers/viewer/viewer.js';
import { permits } from '../../../schema/access/index.js';
import type { StandInPerson } from '../../../src/identity/stand-in/person.js';
import type { Town, Visitor } from '../town.js';
import type { Wares } from './random-operation.js';

/** Somebody who asks, and what there is to ask for. */
export interface Asking {
  readonly person: StandInPerson;
  readonly visitor: Visitor;
  readonly wares: Wares;
}

const tables = [
  'municipality',
  'school',
  'school_year',
  'school_class',
  'teaching_group',
  'composite_group',
  'sfo_group',
  'person',
  'child',
  'guardianship',
  'sfo_placement',
  'absence',
  'grade',
  'enrolment',
  'person_contact',
  'access_log_entry',
];

const searches = ['', 'a', 'k', 'S', 'an ha', 'Ø', 'å', 'nobody at all', '  ', 'e-l'];

/** Where somebody finds what is theirs to see. */
const ways: readonly string[] = [
  '{ viewer { children { id school { id } schoolClass { id } sfoPlacements { id group { id } } } } }',
  '{ viewer { children { guardianships { id guardian { id } } } people { id } municipalities { id } } }',
  '{ viewer { schools { id sfoGroups { id } } classes { id schoolYear { id } } teachingGroups { id } } }',
  '{ viewer { classes { children { id } } teachingGroups { members { child { id } } } } }',
  '{ viewer { sfoGroups { id placements { id child { id } } } } }',
  '{ children(first: 5) { nodes { id guardianships { id } } } }',
  '{ viewer { schools { children(first: 5) { nodes { id } } } } }',
];

/** Each of these gives some of its cursors, to whoever may ask for it. */
const lists: Readonly<Record<string, string>> = {
  'Query.children': '{ children(first: 30) { edges { cursor } } }',
  'Query.accessLog': '{ accessLog(first: 30) { edges { cursor } } }',
  'School.children': '{ schools { children(first: 10) { edges { cursor } } } }',
  'Child.absences': '{ viewer { children { absences { edges { cursor } } } } }',
  'Child.grades': '{ viewer { children { grades { edges { cursor } } } } }',
  'Child.sfoAttendance': '{ viewer { children { sfoAttendance { edges { cursor } } } } }',
};

/** Gathers what one person can put into arguments: ids of every type, and cursors from answers of the person's own. */
export async function waresFor(town: Town, person: StandInPerson): Promise<Asking> {
  const visitor = await town.as(person.who);
  const ids = await Promise.all(
    tables.map((table) => town.sql<{ id: string }>(`select id from "${table}" order by id desc limit 4`)),
  );
  const own = new Set<string>();
  for (const query of ways) for (const id of textsUnder((await visitor.send(query)).data, 'id')) own.add(id);
  const { data } = await visitor.send('{ viewer { roles } }');
  const roles = (data?.viewer.roles ?? []).map((role: keyof typeof ViewerRole) => ViewerRole[role]);
  const cursors = new Map<string, readonly string[]>();
  for (const [list, query] of Object.entries(lists))
    cursors.set(list, [...textsUnder((await visitor.send(query)).data, 'cursor')]);
  const days = await town.sql<{ day: string }>(
    'select distinct day::text from absence order by day desc limit 12',
  );
  return {
    person,
    visitor,
    wares: {
      own: [...own],
      ids: [...ids.flat().map((row) => row.id), 'no id', ''],
      allows: (type, field) => permits(roles, type, field),
      cursors,
      searches,
      days: days.map((each) => each.day),
    },
  };
}

function* textsUnder(value: unknown, name: string): Generator<string> {
  if (Array.isArray(value)) for (const each of value) yield* textsUnder(each, name);
  else if (value && typeof value === 'object')
    for (const [key, each] of Object.entries(value))
      if (key === name) yield String(each);
      else yield* textsUnder(each, name);
}
