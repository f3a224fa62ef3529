import { ids, type Reach } from './reach.js';
import type { Row, World } from './world.js';

type Rule = (row: Row, me: Reach, world: World) => boolean;

const school: Rule = (row, me) =>
  me.familySchools.has(row['school_id']) ||
  me.workSchools.has(row['school_id']) ||
  me.register.has(row['municipality_id']);
const atWork: Rule = (row, me) =>
  me.workSchools.has(row['school_id']) || me.register.has(row['municipality_id']);
const family: Rule = (row, me) => me.ownChildren.has(row['child_id']);
const led: Rule = (row, me) => me.ledSchools.has(row['school_id']);
const taught: Rule = (row, me) => me.taughtChildren.has(row['child_id']);
const contact: Rule = (row, me) => me.contactChildren.has(row['child_id']);
const group: Rule = (row, me) => me.groups.has(row['group_id']);
const sfoChild: Rule = (row, me) => me.sfoChildren.has(row['child_id']);
const sfoSchool: Rule = (row, me) => me.sfoSchools.has(row['school_id']);
const admin: Rule = (row, me) => me.admin.has(row['municipality_id']);
const register: Rule = (row, me) => me.register.has(row['municipality_id']);
const record: Rule = (row, me) => me.record.has(row['municipality_id']);
const myself: Rule = (row, me) => me.kind !== 'pupil' && me.persons.has(row['person_id']);
const staff: Rule = (_row, me) => me.kind === 'employee';
const everybody: Rule = () => true;
const nobody: Rule = () => false;

const any =
  (...rules: readonly Rule[]): Rule =>
  (row, me, world) =>
    rules.some((rule) => rule(row, me, world));
const both =
  (...rules: readonly Rule[]): Rule =>
  (row, me, world) =>
    rules.every((rule) => rule(row, me, world));

const child: Rule = (row, me, world) =>
  any(family, led, taught, sfoChild, register)({ ...row, child_id: row.id }, me, world);
const inNoTownHall: Rule = (_row, me) => !me.townHall;
const open: Rule = (row) => row['protection'] === 'NONE';

/** The child of a thread, as a guardian's own or as one of a class whose contact teacher one is today. */
const withinTalk: Rule = (row, me) =>
  me.kind === 'guardian'
    ? me.ownChildren.has(row['child_id'])
    : me.kind === 'employee' && me.contactChildren.has(row['child_id']);
const begun = (column: string, of: Rule): Rule => both((row, me) => me.persons.has(row[column]), of);

/** A guardian's own dialogues; at work also those of the class where the child still goes. */
const thread: Rule = (row, me, world) => {
  if (!withinTalk(row, me, world)) return false;
  const side = me.kind === 'guardian' ? 'GUARDIAN' : 'TEACHER';
  const isIn = world
    .rows('thread_participant')
    .some(
      (part) => part['thread_id'] === row.id && part['role'] === side && me.persons.has(part['person_id']),
    );
  if (isIn || me.kind === 'guardian') return isIn;
  return world
    .rows('child')
    .some((each) => each.id === row['child_id'] && each['school_class_id'] === row['school_class_id']);
};

/** A row of a thread, by what holds for the thread. */
const ofThread =
  (rule: Rule): Rule =>
  (row, me, world) =>
    world.rows('thread').some((each) => each.id === row['thread_id'] && rule(each, me, world));

/** Who may read which row, from the specification; that it is of the own municipality holds besides. */
const readers: Readonly<Record<string, Rule>> = {
  municipality: everybody,
  school_year: everybody,
  school: (row, me, world) => school({ ...row, school_id: row.id }, me, world),
  school_class: school,
  teaching_group: school,
  teaching_group_teacher: school,
  contact_teacher: school,
  sfo_group: school,
  composite_group: atWork,
  composite_group_part: atWork,
  teaching_group_member: any(family, led, group, contact, admin, record),
  person: any((row, me, world) => knownPersons(me, world).has(row.id), register),
  person_contact: any(myself, (row, me, world) => guardiansAtWork(me, world).has(row['person_id']), admin),
  identity_number: any(myself, led, record),
  child,
  // Whoever works for the whole municipality meets no protected address, not even in a second job at a school's office.
  child_address: any(both(open, any(family, led, admin, record)), both(inNoTownHall, led)),
  child_name_token: any(led, taught, sfoChild, register),
  enrolment: any(family, led, taught, admin, record),
  guardianship: any(family, led, taught, sfoChild, admin, record),
  access_block: any(led, admin),
  employment: any(both(staff, myself), atWork),
  absence: any(family, led, taught, sfoChild, record),
  grade: any(family, led, group, contact, record),
  sfo_placement: any(family, led, sfoSchool, admin, record),
  sfo_attendance: any(family, led, sfoSchool, record),
  thread,
  thread_participant: ofThread(thread),
  message: ofThread(thread),
  access_log_entry: (row, me) => me.audit.has(row['municipality_id']),
  idempotency_key: (row, me) => me.persons.has(row['owner_id']),
  feide_account: any(
    both(staff, myself),
    (row, me) => me.kind === 'pupil' && me.persons.has(row['child_id']),
  ),
  event: nobody,
};

/** Who may add which row. */
const writers: Readonly<Record<string, Rule>> = {
  access_block: led,
  enrolment: led,
  contact_teacher: admin,
  access_log_entry: both(staff, (row, me) => me.persons.has(row['viewer_id'])),
  sfo_attendance: sfoSchool,
  thread: begun('started_by_id', withinTalk),
  thread_participant: any(
    ofThread(begun('started_by_id', withinTalk)),
    both(staff, begun('person_id', ofThread(thread))),
  ),
  message: begun('sender_id', ofThread(thread)),
  event: everybody,
  idempotency_key: (row, me) => me.persons.has(row['owner_id']),
};

/** Who may change which row. */
const changers: Readonly<Record<string, Rule>> = {
  access_block: led,
  enrolment: led,
  child: led,
  child_address: led,
  contact_teacher: admin,
  sfo_attendance: sfoSchool,
  thread,
  thread_participant: begun('person_id', ofThread(thread)),
  person_contact: (row, me) => me.kind === 'guardian' && me.persons.has(row['person_id']),
};

const rules = { read: readers, add: writers, change: changers };

/** Whether somebody may do this to this row. @throws Error for a table that the specification does not name. */
export function may(doing: keyof typeof rules, table: string, row: Row, me: Reach, world: World): boolean {
  if (!readers[table]) throw new Error(`nobody has said who may read ${table}`);
  const home = table === 'municipality' ? row.id : row['municipality_id'];
  return me.municipalities.has(home) && (rules[doing][table] ?? nobody)(row, me, world);
}

/** The ids of all rows of a table that somebody may read, or change; sorted. */
export function idsFor(
  doing: 'read' | 'change',
  table: string,
  me: Reach | undefined,
  world: World,
): string[] {
  if (!me) return [];
  return world
    .rows(table)
    .filter((row) => may(doing, table, row, me, world))
    .map((row) => row.id)
    .sort();
}

const guardians = new WeakMap<Reach, ReadonlySet<unknown>>();
const known = new WeakMap<Reach, ReadonlySet<unknown>>();

/** Guardians of the children whom an employee has to do with. */
function guardiansAtWork(me: Reach, world: World): ReadonlySet<unknown> {
  const found =
    guardians.get(me) ??
    ids(
      world.rows('guardianship').filter((row) => any(led, taught, sfoChild)(row, me, world)),
      'guardian_id',
    );
  guardians.set(me, found);
  return found;
}

/** Oneself, the guardians of own children and of those at work, and those who work or worked at the schools. */
function knownPersons(me: Reach, world: World): ReadonlySet<unknown> {
  const found =
    known.get(me) ??
    new Set([
      ...me.persons,
      ...ids(
        world.rows('guardianship').filter((row) => family(row, me, world)),
        'guardian_id',
      ),
      ...ids(
        world
          .rows('employment')
          .filter((row) => row['school_id'] !== null && school(row, { ...me, register: new Set() }, world)),
        'person_id',
      ),
      ...guardiansAtWork(me, world),
    ]);
  known.set(me, found);
  return found;
}
