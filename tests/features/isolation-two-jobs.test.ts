import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { castSubject } from '../../src/database/seeds/people.js';
import { aTown, type Town } from '../harness/town.js';

describe('somebody with a job at each of two schools', () => {
  let town: Town;
  beforeAll(async () => {
    town = await aTown();
  });
  afterAll(() => town.close());

  it('meets the children of both jobs', async () => {
    const answer = await (await town.as('teacher-and-sfo')).send(
      '{ viewer { classes { children { id } } sfoGroups { placements { child { id } } } } }',
    );
    expect(answer.code).toBeNull();
    expect(answer.data.viewer.classes[0].children.length).toBeGreaterThan(0);
    expect(answer.data.viewer.sfoGroups[0].placements.length).toBeGreaterThan(0);
  });

  it('is not told at SFO why a child was away for being a teacher elsewhere', async () => {
    const answer = await (await town.as('teacher-and-sfo')).send(
      '{ viewer { sfoGroups { placements { child { absences { nodes { reason } } } } } } }',
    );
    expect(answer.text).not.toMatch(/"reason":"[A-Z]/);
  });

  it('is not told at SFO of nationality and parental responsibility for being principal elsewhere', async () => {
    await town.sql(
      `update employment set role = 'PRINCIPAL' where role = 'TEACHER'
         and person_id = (select person_id from feide_account where subject = $1)`,
      [castSubject('teacher-and-sfo')],
    );
    const answer = await (await town.as('teacher-and-sfo')).send(
      '{ viewer { sfoGroups { placements { child { nationality guardianships { parentalResponsibility } } } } } }',
    );
    expect(answer.text).not.toMatch(/"nationality":"|"parentalResponsibility":(true|false)/);
  });

  it('as data protection officer and teacher meets nobody’s guardians at the schools where she does not teach', async () => {
    const officer = castSubject('data-protection-officer');
    await town.sql(
      `insert into employment (id, municipality_id, school_id, person_id, role, "from")
         select gen_random_uuid(), a.municipality_id, s.id, a.person_id, 'TEACHER', scope.today() - 10
           from feide_account a join school s on s.municipality_id = a.municipality_id
           where a.subject = $1 and s.name = 'Furukollen skole'`,
      [officer],
    );
    const visitor = await town.as('data-protection-officer');
    const answer = await visitor.send(
      '{ children(first: 100) { totalCount nodes { guardianships { id } enrolments { id } } } }',
    );
    expect((await visitor.send('{ children { totalCount } }')).data.children.totalCount).toBeGreaterThan(0);
    expect([answer.code, answer.data]).toEqual(['FORBIDDEN', null]);
    expect(answer.text).not.toMatch(/"guardianships":\[\{|"enrolments":\[\{/);
  });
});

describe('relations of somebody with a job at each of two schools', () => {
  let town: Town;
  beforeAll(async () => {
    town = await aTown();
  });
  afterAll(() => town.close());

  /** The id of the school where somebody has this job. */
  async function schoolOf(who: string, role: string): Promise<string> {
    const [job] = await town.sql<{ id: string }>(
      `select e.school_id as id from employment e join feide_account a using (person_id)
         where a.subject = $1 and e.role = $2`,
      [castSubject(who), role],
    );
    return job?.id ?? '';
  }

  it('are read, counted and logged in the rows of the school of the job that shows them, and in no others', async () => {
    const sfo = await schoolOf('teacher-and-sfo', 'SFO_STAFF');
    const [child] = await town.sql<{ id: string }>(
      `select c.id from child c join contact_teacher t on t.school_class_id = c.school_class_id
         join feide_account a on a.person_id = t.teacher_id where a.subject = $1 order by c.id limit 1`,
      [castSubject('teacher-and-sfo')],
    );
    await town.sql(
      `insert into grade select (jsonb_populate_record(null::grade, to_jsonb(g)
         || jsonb_build_object('id', gen_random_uuid(), 'group_id', null, 'child_id', c.id, 'school_id', c.school_id,
           'municipality_id', c.municipality_id))).*
         from child c, lateral (select * from grade g where g.municipality_id = c.municipality_id limit 1) g
         where c.id = $1`,
      [child?.id],
    );
    const visitor = await town.as('teacher-and-sfo');
    const looks = async () =>
      (
        await town.sql(`select what from access_log_entry where child_id = $1 and what = 'Grade'`, [
          child?.id,
        ])
      ).length;
    const query = 'query ($id: ID!) { child(id: $id) { grades { totalCount nodes { id } } } }';
    const shown = await visitor.send(query, { id: child?.id });
    expect([shown.code, shown.data.child.grades.totalCount, await looks()]).toEqual([null, 1, 1]);

    await town.sql('update child set school_id = $1 where id = $2', [sfo, child?.id]);
    for (const _ of ['interpreted', 'compiled', 'named']) {
      const { data, errors } = await visitor.send(query, { id: child?.id });
      expect(data).toEqual({ child: null });
      expect(errors.map(({ path, extensions }) => [path, extensions.code])).toEqual([
        [['child', 'grades'], 'FORBIDDEN'],
      ]);
    }
    expect(await looks()).toBe(1);
  });

  it('are lists of a school to its principal, and refused where she is SFO staff', async () => {
    const [led, sfo] = [
      await schoolOf('teacher-and-sfo', 'TEACHER'),
      await schoolOf('teacher-and-sfo', 'SFO_STAFF'),
    ];
    await town.sql(
      `update employment set role = 'PRINCIPAL' where role = 'TEACHER'
         and person_id = (select person_id from feide_account where subject = $1)`,
      [castSubject('teacher-and-sfo')],
    );
    const visitor = await town.as('teacher-and-sfo');
    const query =
      'query ($id: ID!) { school(id: $id) { name all: children { totalCount } classes { name } } }';
    const own = await visitor.send(query, { id: led });
    expect([own.code, own.data.school.all.totalCount > 20]).toEqual([null, true]);
    const { data, errors } = await visitor.send(query, { id: sfo });
    expect(data).toEqual({ school: null });
    expect(errors.map(({ path, extensions }) => [path, extensions.code])).toEqual([
      [['school', 'all'], 'FORBIDDEN'],
    ]);
  });

  it('are null and FORBIDDEN at their place, beside rows that show them', async () => {
    const [job] = await town.sql<{ school: string }>(
      `insert into employment (id, municipality_id, school_id, person_id, role, "from")
         select gen_random_uuid(), a.municipality_id, s.id, a.person_id, 'SFO_STAFF', scope.today() - 10
           from feide_account a join school s on s.municipality_id = a.municipality_id
           where a.subject = $1 and exists (select from sfo_attendance d
             where d.school_id = s.id and d.day = scope.today()) order by s.id limit 1
         returning school_id as school`,
      [castSubject('municipal-admin')],
    );
    const { data, errors } = await (await town.as('municipal-admin')).send(
      '{ schools { id sfoGroups { placements { today { day } } } } }',
    );
    type Listed = { id: string; sfoGroups: { placements: { today: object | null }[] }[] };
    const filled = (data.schools as Listed[]).flatMap(({ id, sfoGroups }) =>
      sfoGroups.flatMap(({ placements }) => placements).some(({ today }) => today) ? [id] : [],
    );
    expect(filled).toEqual([job?.school]);
    const path = ['schools', 'sfoGroups', 'placements', 'today'];
    expect(
      errors.map((each) => [each.path?.filter((key) => typeof key === 'string'), each.extensions.code]),
    ).toEqual([[path, 'FORBIDDEN']]);
  });
});
