import type { Class } from '../../../../entities/declare/registry.js';
import { SfoAttendance } from '../../../../entities/sfo-attendance.js';
import { SfoPlacement } from '../../../../entities/sfo-placement.js';
import type { Vault } from '../../../../src/identity/vault.js';
import { newId } from '../../../../src/reading/identifier.js';
import { elderNumbers } from './elder-numbers.js';
import type { Person } from './issuers.js';
import type { Sql } from './sql.js';

/** A child, one guardian, and those who hear of the child at school. */
export interface Home {
  readonly child: string;
  readonly municipality: string;
  readonly group: string;
  readonly attendance: string;
  readonly guardianship: string;
  readonly guardian: Person;
  /** Whether the guardian has no other child. */
  readonly isOnly: boolean;
  /** The contact teachers of the child's class. */
  readonly teachers: readonly Person[];
}

/** Who takes part in a run: all at one school, each with a way to sign in. */
export interface Village {
  readonly homes: readonly Home[];
  /** Who leads its SFO, and hears of every child there. */
  readonly leader: Person;
  readonly office: Person;
  /** A guardian and a teacher elsewhere, who hear nothing of it. */
  readonly strangers: readonly Person[];
}

const SCHOOL = 'Furukollen skole';
const goesOn = (row: string) =>
  `${row}."from" <= scope.today() and (${row}."to" is null or ${row}."to" >= scope.today())`;

/** Children with a guardian who may write and with contact teachers who can sign in; nobody is both. */
const HOMES = `
  select distinct on (g.guardian_id) c.id as child, g.id as guardianship, g.guardian_id as guardian,
    c.municipality_id as municipality, c.school_id as school,
    not exists (select from guardianship o where o.guardian_id = g.guardian_id and o.id <> g.id) as only,
    (select array_agg(distinct t.teacher_id || ' ' || a.subject) from contact_teacher t
      join feide_account a on a.person_id = t.teacher_id
      where t.school_class_id = c.school_class_id and ${goesOn('t')}) as teachers
  from guardianship g join child c on c.id = g.child_id join school s on s.id = c.school_id
  where s.name = $1 and g.access = 'FULL' and ${goesOn('g')} and c.left_on is null
    and c.birth_date > scope.today() - interval '17 years'
    and not exists (select from access_block b where b.guardianship_id = g.id)
    and not exists (select from employment e where e.person_id = g.guardian_id)
    and g.guardian_id = (select max(o.guardian_id::text)::uuid from guardianship o
      where o.child_id = c.id and o.access = 'FULL' and ${goesOn('o')})
    and exists (select from contact_teacher t join feide_account a on a.person_id = t.teacher_id
      where t.school_class_id = c.school_class_id and ${goesOn('t')})
  order by g.guardian_id, c.id`;

interface HomeRow {
  readonly child: string;
  readonly guardianship: string;
  readonly guardian: string;
  readonly municipality: string;
  readonly school: string;
  readonly only: boolean;
  readonly teachers: readonly string[];
}

/** Picks the people of a run, and lets the guardians sign in with numbers that a program in production takes. */
export async function findVillage(sql: Sql, vault: Vault, count: number): Promise<Village> {
  const rows = (await sql<HomeRow>(HOMES, [SCHOOL])).slice(0, count);
  if (rows.length < count) throw new Error(`the seeds have ${rows.length} of ${count} homes`);
  const numbers = elderNumbers(count + 1);
  const homes: Home[] = [];
  for (const row of rows) homes.push(await settled(sql, vault, row, numbers.pop() ?? ''));
  const [elsewhere] = await sql<{ id: string }>(
    `select g.guardian_id as id from guardianship g join school s on s.id = g.school_id
       where s.name <> $1 and g.access = 'FULL' and ${goesOn('g')} order by s.municipality_id <> $2 desc, g.id limit 1`,
    [SCHOOL, rows[0]?.municipality],
  );
  const stranger = await guardianWith(sql, vault, elsewhere?.id ?? '', numbers.pop() ?? '');
  const [leader, office] = await Promise.all(
    ['SFO_LEADER', 'SCHOOL_OFFICE'].map((role) => employee(sql, role)),
  );
  const teacher = await employee(sql, 'TEACHER', 'Fjellbakken skole');
  if (!leader || !office) throw new Error('the seeds have no leader');
  return { homes, leader, office, strangers: [stranger, teacher] };
}

async function settled(sql: Sql, vault: Vault, row: HomeRow, number: string): Promise<Home> {
  const { child, municipality, guardianship, school } = row;
  const [group] = await sql<{ id: string }>(
    'select id from sfo_group where school_id = $1 order by id limit 1',
    [school],
  );
  await sql(
    `insert into sfo_placement (id, municipality_id, school_id, child_id, group_id, kind, status, "from")
       select $1, $2, $3, $4, $5, 'FULL', 'ACTIVE', '2020-08-01' where not exists (
         select from sfo_placement p where p.child_id = $4 and p.school_id = $3 and p.status = 'ACTIVE' and ${goesOn('p')})`,
    [newId(SfoPlacement as Class), municipality, school, child, group?.id],
  );
  const attendance = newId(SfoAttendance as Class);
  await sql('delete from sfo_attendance where child_id = $1 and day = scope.today()', [child]);
  await sql(
    `insert into sfo_attendance (id, municipality_id, school_id, child_id, group_id, day)
       values ($1, $2, $3, $4, $5, scope.today())`,
    [attendance, municipality, school, child, group?.id],
  );
  const guardian = await guardianWith(sql, vault, row.guardian, number);
  const teachers = row.teachers.map((each): Person => {
    const [id = '', subject = ''] = each.split(' ');
    return { id, login: { subject } };
  });
  return {
    child,
    municipality,
    group: group?.id ?? '',
    attendance,
    guardianship,
    guardian,
    isOnly: row.only,
    teachers,
  };
}

async function guardianWith(sql: Sql, vault: Vault, id: string, pid: string): Promise<Person> {
  await sql('update identity_number set digest = $2, sealed = $3 where person_id = $1', [
    id,
    vault.digest(pid),
    vault.seal(pid),
  ]);
  return { id, login: { pid } };
}

async function employee(sql: Sql, role: string, school = SCHOOL): Promise<Person> {
  const [found] = await sql<{ id: string; subject: string }>(
    `select e.person_id as id, a.subject from employment e join school s on s.id = e.school_id
       join feide_account a on a.person_id = e.person_id
       where e.role = $1 and s.name = $2 and ${goesOn('e')} order by e.person_id limit 1`,
    [role, school],
  );
  if (!found) throw new Error(`nobody at ${school} is ${role}`);
  return { id: found.id, login: { subject: found.subject } };
}
