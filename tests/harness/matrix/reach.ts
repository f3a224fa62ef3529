import type { Role } from '../../../src/identity/roles.js';
import type { StandInPerson } from '../../../src/identity/stand-in/person.js';
import type { Vault } from '../../../src/identity/vault.js';
import type { Row, World } from './world.js';

type Ids = ReadonlySet<unknown>;

/** What a person may reach, worked out from the rules of the school and from rows alone; no function of the database. */
export interface Reach {
  readonly kind: 'guardian' | 'pupil' | 'employee';
  readonly roles: readonly Role[];
  readonly municipalities: Ids;
  readonly persons: Ids;
  readonly ownChildren: Ids;
  readonly familySchools: Ids;
  readonly ledSchools: Ids;
  readonly workSchools: Ids;
  readonly sfoSchools: Ids;
  readonly contactChildren: Ids;
  readonly taughtChildren: Ids;
  readonly sfoChildren: Ids;
  readonly groups: Ids;
  readonly admin: Ids;
  readonly register: Ids;
  readonly record: Ids;
  readonly audit: Ids;
  /** Has a job for the whole municipality. */
  readonly townHall: boolean;
}

const none: Omit<Reach, 'kind' | 'roles' | 'municipalities' | 'persons'> = {
  ownChildren: new Set(),
  familySchools: new Set(),
  ledSchools: new Set(),
  workSchools: new Set(),
  sfoSchools: new Set(),
  contactChildren: new Set(),
  taughtChildren: new Set(),
  sfoChildren: new Set(),
  groups: new Set(),
  admin: new Set(),
  register: new Set(),
  record: new Set(),
  audit: new Set(),
  townHall: false,
};

/** The reach of somebody who signs in today; undefined for somebody without any. */
export function reachOf(world: World, vault: Vault, { account }: StandInPerson): Reach | undefined {
  if (account.issuer === 'idporten') return guardianReach(world, vault.digest(account.pid));
  const [login, ...others] = world.rows('feide_account').filter((row) => row['subject'] === account.subject);
  if (!login || others.length > 0) return undefined;
  return login['child_id'] ? pupilReach(world, login) : employeeReach(world, login);
}

function guardianReach(world: World, digest: string): Reach | undefined {
  const numbers = world.rows('identity_number').filter((row) => row['digest'] === digest && row['person_id']);
  if (numbers.length === 0) return undefined;
  const persons = ids(numbers, 'person_id');
  const blocked = ids(
    world.rows('access_block').filter((row) => row['lifted_at'] === null),
    'guardianship_id',
  );
  const children = new Map(world.rows('child').map((row) => [row.id, row]));
  const own = world
    .rows('guardianship')
    .filter((row) => persons.has(row['guardian_id']) && row['access'] !== 'NONE' && !blocked.has(row.id))
    .filter((row) => lasts(world, row))
    .map((row) => children.get(String(row['child_id'])))
    .filter((child) => child !== undefined)
    .filter((child) => goesThere(world, child) && isMinor(world, child));
  return {
    ...none,
    kind: 'guardian',
    roles: ['guardian'],
    persons,
    municipalities: ids(numbers, 'municipality_id'),
    ownChildren: ids(own, 'id'),
    familySchools: ids(own, 'school_id'),
  };
}

function pupilReach(world: World, login: Row): Reach | undefined {
  const me = world.rows('child').filter((row) => row.id === login['child_id'] && goesThere(world, row));
  if (me.length === 0) return undefined;
  return {
    ...none,
    kind: 'pupil',
    roles: ['pupil'],
    municipalities: ids(me, 'municipality_id'),
    persons: ids(me, 'id'),
    ownChildren: ids(me, 'id'),
    familySchools: ids(me, 'school_id'),
  };
}

function employeeReach(world: World, login: Row): Reach | undefined {
  const jobs = world
    .rows('employment')
    .filter((row) => row['person_id'] === login['person_id'] && lasts(world, row))
    .filter((row) => row['municipality_id'] === login['municipality_id']);
  if (jobs.length === 0) return undefined;
  const as = (column: string, ...roles: readonly string[]) =>
    ids(
      jobs.filter((job) => roles.includes(String(job['role']))),
      column,
    );
  const sfoSchools = as('school_id', 'SFO_STAFF', 'SFO_LEADER');
  return {
    ...none,
    kind: 'employee',
    roles: [...new Set(jobs.map((job) => roleOf(String(job['role']))))],
    municipalities: new Set([login['municipality_id']]),
    persons: new Set([login['person_id']]),
    ledSchools: as('school_id', 'PRINCIPAL', 'SCHOOL_OFFICE'),
    workSchools: ids(jobs, 'school_id'),
    sfoSchools,
    sfoChildren: sfoChildren(world, sfoSchools),
    ...taught(world, login['person_id'], as('school_id', 'TEACHER')),
    admin: as('municipality_id', 'MUNICIPAL_ADMIN'),
    register: as('municipality_id', 'MUNICIPAL_ADMIN', 'ARCHIVIST', 'DATA_PROTECTION_OFFICER'),
    record: as('municipality_id', 'ARCHIVIST'),
    audit: as('municipality_id', 'DATA_PROTECTION_OFFICER'),
    townHall: jobs.some((job) => job['school_id'] === null),
  };
}

/** The children of the classes and groups that somebody teaches today, at the schools where she is a teacher today. */
function taught(world: World, me: unknown, schools: Ids) {
  const here = (row: Row) => schools.has(row['school_id']) && lasts(world, row);
  const classes = ids(
    world.rows('contact_teacher').filter((row) => row['teacher_id'] === me && here(row)),
    'school_class_id',
  );
  const groups = ids(
    world.rows('teaching_group_teacher').filter((row) => row['person_id'] === me && here(row)),
    'group_id',
  );
  const contactChildren = ids(
    world.rows('child').filter((row) => classes.has(row['school_class_id']) && goesThere(world, row)),
    'id',
  );
  const members = world
    .rows('teaching_group_member')
    .filter((row) => groups.has(row['group_id']) && lasts(world, row));
  return {
    groups,
    contactChildren,
    taughtChildren: new Set([...contactChildren, ...ids(present(world, members), 'child_id')]),
  };
}

function sfoChildren(world: World, schools: Ids): Ids {
  const places = world
    .rows('sfo_placement')
    .filter((row) => schools.has(row['school_id']) && row['status'] === 'ACTIVE' && lasts(world, row));
  return ids(present(world, places), 'child_id');
}

/** Those of the rows whose child still goes to the school. */
function present(world: World, rows: readonly Row[]): readonly Row[] {
  const there = ids(
    world.rows('child').filter((row) => goesThere(world, row)),
    'id',
  );
  return rows.filter((row) => there.has(row['child_id']));
}

export const ids = (rows: readonly Row[], column: string): Ids =>
  new Set(rows.map((row) => row[column]).filter((id) => id !== null));

/** `SCHOOL_OFFICE` in a row is `schoolOffice` in the access table. */
const roleOf = (code: string) =>
  code.toLowerCase().replace(/_(.)/g, (_, letter: string) => letter.toUpperCase()) as Role;

const lasts = ({ today }: World, row: Row): boolean =>
  String(row['from']) <= today && (row['to'] === null || String(row['to']) >= today);

const goesThere = ({ today }: World, child: Row): boolean =>
  child['left_on'] === null || String(child['left_on']) >= today;

/** At 18 a guardian's access ends. */
function isMinor({ today }: World, child: Row): boolean {
  const [year, ...monthAndDay] = String(child['birth_date']).split('-');
  return [Number(year) + 18, ...monthAndDay].join('-') > today;
}
