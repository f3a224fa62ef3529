import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Answer, aTown, type Town } from '../harness/town.js';

const MOVE = `mutation ($input: MoveChildToClassInput!) { moveChildToClass(input: $input) {
  child { schoolClass { name } enrolments { schoolClass { name } from to } } userErrors { code field } } }`;
const APPOINT = `mutation ($input: AppointContactTeacherInput!) { appointContactTeacher(input: $input) {
  contactTeacher { kind from to teacher { name } schoolClass { name contactTeachers { teacher { name } } } }
  userErrors { code field } } }`;

let town: Town;
beforeAll(async () => {
  town = await aTown();
});
afterAll(() => town.close());

interface Place {
  readonly child: string;
  readonly class: string;
  readonly school: string;
}

/** A child of 9A at the first school, and the class 9B beside it. */
async function aChildAndTheClassBeside(): Promise<
  Place & { readonly beside: string; readonly elsewhere: string }
> {
  const [row] = await town.sql<Place & { beside: string; elsewhere: string }>(
    `select c.id as child, k.id as class, k.school_id as school,
       (select b.id from school_class b where b.school_id = k.school_id and b.school_year_id = k.school_year_id
          and b.year = k.year and b.letter = 'B') as beside,
       (select b.id from school_class b where b.municipality_id = k.municipality_id and b.school_id <> k.school_id limit 1)
         as elsewhere
     from child c join school_class k on k.id = c.school_class_id
     where c.given_name = 'Jonas' and c.family_name = 'Haugen'`,
  );
  if (!row) throw new Error('Jonas has no class');
  return row;
}

describe('moving a child to another class', () => {
  it('shows at once, keeps the history, and hands the child over from one contact teacher to the other', async () => {
    const { child, beside } = await aChildAndTheClassBeside();
    const sees = async (who: string) =>
      (
        await (
          await town.as(who)
        ).send('query ($id: ID!) { child(id: $id) { name absences { totalCount } } }', { id: child })
      ).code;
    expect([await sees('contact-teacher'), await sees('other-teacher')]).toEqual([null, 'NOT_FOUND']);

    const answer = await (await town.as('school-office')).send(MOVE, {
      input: { childId: child, schoolClassId: beside },
    });
    const moved = answer.data.moveChildToClass;
    expect(moved.userErrors).toEqual([]);
    expect(moved.child.schoolClass.name).toBe('9B');
    expect(moved.child.enrolments[0]).toMatchObject({ schoolClass: { name: '9B' }, to: null });
    expect(moved.child.enrolments[1]).toMatchObject({ schoolClass: { name: '9A' }, to: expect.any(String) });
    expect(await sees('other-teacher')).toBeNull();
    const [event] = await town.sql<{ subjects: string }>(
      `select subjects from event where topic = 'child.moved'`,
    );
    expect(JSON.parse(event?.subjects ?? '{}')).toEqual({ child, schoolClass: beside });
  });

  it.each([
    ['to a class of a school that is out of the office’s sight', 'elsewhere', 'NOT_FOUND'],
    ['to the class where the child is', 'class', 'CLASS_UNCHANGED'],
    ['to a class that is a child', 'child', 'NOT_FOUND'],
  ] as const)('%s changes nothing', async (_, target, code) => {
    const place = await aChildAndTheClassBeside();
    const office = await town.as('school-office');
    const before = await town.sql('select * from enrolment where child_id = $1 order by id', [place.child]);
    const answer = await office.send(MOVE, { input: { childId: place.child, schoolClassId: place[target] } });
    expect(answer.code).toBe(code);
    expect(await town.sql('select * from enrolment where child_id = $1 order by id', [place.child])).toEqual(
      before,
    );
  });

  it.each([
    ['a contact teacher', 'contact-teacher', 'FORBIDDEN'],
    ['a guardian', 'guardian', 'FORBIDDEN'],
    ['another municipality’s office', 'second-school-office', 'NOT_FOUND'],
  ] as const)('is answered for %s with %s %s', async (_, who, code) => {
    const { child, beside } = await aChildAndTheClassBeside();
    const before = await town.sql('select school_class_id from child where id = $1', [child]);
    const answer = await (await town.as(who)).send(MOVE, {
      input: { childId: child, schoolClassId: beside },
    });
    expect(answer.code).toBe(code);
    expect(await town.sql('select school_class_id from child where id = $1', [child])).toEqual(before);
  });
});

describe('appointing a contact teacher', () => {
  async function classAndTeachers() {
    const place = await aChildAndTheClassBeside();
    const person = async (family: string) =>
      (
        await town.sql<{ id: string }>(
          'select id from person where family_name = $1 and given_name = any($2)',
          [family, ['Yasmin', 'Gunn', 'Niillas']],
        )
      )[0]?.id;
    return {
      nine: (
        await town.sql<{ id: string }>(
          `select id from school_class where school_id = $1 and year = 9 and letter = 'A'
           and school_year_id = (select id from school_year where municipality_id = school_class.municipality_id
             order by starts_on desc limit 1)`,
          [place.school],
        )
      )[0]?.id,
      yasmin: await person('Khalil'),
      gunn: await person('Eide'),
      niillas: await person('Utsi'),
    };
  }

  it('ends the time of the one before, and gives the new one the class', async () => {
    const { nine, yasmin } = await classAndTeachers();
    const admin = await town.as('municipal-admin');
    const answer = await admin.send(APPOINT, {
      input: { schoolClassId: nine, teacherId: yasmin, kind: 'CONTACT' },
    });
    const made = answer.data.appointContactTeacher;
    expect(made.userErrors).toEqual([]);
    expect(made.contactTeacher).toMatchObject({
      kind: 'CONTACT',
      to: null,
      teacher: { name: 'Yasmin Khalil' },
    });
    const names = made.contactTeacher.schoolClass.contactTeachers.map(
      (each: { teacher: { name: string } }) => each.teacher.name,
    );
    expect(names).toContain('Yasmin Khalil');
    expect(names).not.toContain('Ingrid Bakken');
    const classes = await (await town.as('subject-teacher')).send('{ viewer { classes { name } } }');
    expect(classes.data.viewer.classes).toEqual([{ name: '9A' }]);
    const old = await (await town.as('contact-teacher')).send('{ viewer { classes { name } } }');
    expect(old.data.viewer.classes).toEqual([]);
  });

  it.each([
    ['somebody who no longer works there', 'gunn', {}, 'NOT_A_TEACHER_HERE'],
    ['a teacher of another municipality', 'niillas', {}, 'NOT_FOUND'],
    [
      'a period that ends before it begins',
      'yasmin',
      { from: '2026-12-01', to: '2026-11-30' },
      'DATES_INVALID',
    ],
  ] as const)('for %s changes nothing', async (_, who, period, code) => {
    const people = await classAndTeachers();
    const before = await town.sql('select * from contact_teacher order by id');
    const input = { schoolClassId: people.nine, teacherId: people[who], kind: 'SUBSTITUTE', ...period };
    expect((await (await town.as('municipal-admin')).send(APPOINT, { input })).code).toBe(code);
    expect(await town.sql('select * from contact_teacher order by id')).toEqual(before);
  });

  /** Times of one class that stand at once: of one teacher, or of two contact teachers. */
  const clashes = () =>
    town.sql(
      `select one.id from contact_teacher one join contact_teacher other using (school_class_id)
         where one.id < other.id and (one.teacher_id = other.teacher_id or (one.kind = 'CONTACT' and other.kind = 'CONTACT'))
           and one."from" <= coalesce(one."to", 'infinity') and other."from" <= coalesce(other."to", 'infinity')
           and one."from" <= coalesce(other."to", 'infinity') and other."from" <= coalesce(one."to", 'infinity')`,
    );

  /** Lets acts come as far as to their first write of an appointment, and then all of them go on. */
  async function atOnce(acts: readonly (() => Promise<Answer>)[]): Promise<Answer[]> {
    const lock = new pg.Client({ connectionString: town.ownerUrl });
    await lock.connect();
    await lock.query('begin; lock table contact_teacher in share row exclusive mode');
    const answers = acts.map((act) => act());
    const waiting =
      'select from pg_locks where not granted and database = (select oid from pg_database where datname = current_database())';
    await vi.waitFor(async () => expect(await town.sql(waiting)).toHaveLength(acts.length), {
      timeout: 4_000,
    });
    await lock.end();
    return Promise.all(answers);
  }

  it.each([
    ['one teacher who stands in', 'SUBSTITUTE', ['gunn', 'gunn']],
    ['one contact teacher', 'CONTACT', ['gunn', 'gunn']],
    ['two contact teachers', 'CONTACT', ['gunn', 'yasmin']],
  ] as const)('of %s, twice at one moment, leaves one time that stands', async (_, kind, who) => {
    const people = await classAndTeachers();
    await town.sql(`update employment set "to" = null where person_id = $1`, [people.gunn]);
    const admin = await town.as('municipal-admin');
    expect(await clashes()).toEqual([]);
    const before = await town.sql('select id from contact_teacher');
    const answers = await atOnce(
      who.map((each) => () => {
        const input = { schoolClassId: people.nine, teacherId: people[each], kind };
        return admin.send(APPOINT, { input });
      }),
    );
    expect(answers.map((answer) => answer.code)).toEqual([null, null]);
    expect(await town.sql('select id from contact_teacher')).toHaveLength(before.length + 2);
    expect(await clashes()).toEqual([]);
  });

  it.each([
    ['stand in beside being contact teacher', 'SUBSTITUTE', 0],
    ['be contact teacher into a time that is hers already', 'CONTACT', -20],
  ] as const)('of somebody to %s changes nothing', async (_, kind, days) => {
    const { nine, yasmin } = await classAndTeachers();
    await town.sql('delete from contact_teacher where school_class_id = $1 and teacher_id = $2', [
      nine,
      yasmin,
    ]);
    await town.sql(
      `insert into contact_teacher (id, municipality_id, school_id, school_class_id, teacher_id, kind, "from")
         select gen_random_uuid(), municipality_id, school_id, id, $2, 'CONTACT', scope.today() - 5
           from school_class where id = $1`,
      [nine, yasmin],
    );
    const [{ from } = { from: '' }] = await town.sql<{ from: string }>(
      'select (scope.today() + $1::int)::text as from',
      [days],
    );
    const before = await town.sql('select * from contact_teacher order by id');
    const input = { schoolClassId: nine, teacherId: yasmin, kind, from };
    const answer = await (await town.as('municipal-admin')).send(APPOINT, { input });
    expect(answer.data.appointContactTeacher.userErrors).toEqual([
      { code: 'ALREADY_APPOINTED', field: 'teacherId' },
    ]);
    expect(await town.sql('select * from contact_teacher order by id')).toEqual(before);
  });
});
