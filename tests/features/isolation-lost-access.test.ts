import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { castSubject } from '../../src/database/seeds/people.js';
import { aTown, type Town } from '../harness/town.js';

const CHILD = `query($id: ID!) {
  child(id: $id) { name address { street } guardianships { guardian { name contact { email mobile } } } absences { totalCount } } }`;
const BLOCK = `mutation($id: ID!) {
  blockGuardian(input: { guardianshipId: $id, reason: RESTRAINING_ORDER }) { guardianship { id } userErrors { code } } }`;
const LIFT = `mutation($id: ID!) { liftGuardianBlock(input: { guardianshipId: $id }) { userErrors { code } } }`;
const MINE = '{ viewer { children { id } schools { id } } }';

describe('access that is lost', () => {
  let town: Town;
  beforeEach(async () => {
    town = await aTown();
  });
  afterEach(() => town.close());

  const childId = async (given: string, family: string): Promise<string> => {
    const [row] = await town.sql<{ id: string }>(
      'select id from child where given_name = $1 and family_name = $2',
      [given, family],
    );
    if (!row) throw new Error(`${given} does not go to school`);
    return row.id;
  };
  const guardianship = async (child: string, given: string): Promise<string> => {
    const [row] = await town.sql<{ id: string }>(
      'select g.id from guardianship g join person p on p.id = g.guardian_id where child_id = $1 and given_name = $2',
      [child, given],
    );
    if (!row) throw new Error(`${given} is no guardian`);
    return row.id;
  };
  const yesterday = `(now() at time zone 'Europe/Oslo')::date - 1`;

  it('a guardian whom the office blocks has nothing from the next operation on, and all again when it is lifted', async () => {
    const child = await childId('Oskar', 'Solberg Moen');
    const id = await guardianship(child, 'Stian');
    const [father, mother, office] = await Promise.all(
      ['father-separated', 'mother-separated', 'school-office'].map((who) => town.as(who)),
    );
    const before = await father?.send(CHILD, { id: child });
    expect(before?.code).toBeNull();
    expect((await office?.send(BLOCK, { id }))?.data.blockGuardian.guardianship).toEqual({ id });
    expect((await father?.send(CHILD, { id: child }))?.code).toBe('NOT_FOUND');
    expect((await father?.send('query($id: ID!) { node(id: $id) { id } }', { id }))?.code).toBe('NOT_FOUND');
    expect((await father?.send(MINE))?.data.viewer).toEqual({ children: [], schools: [] });
    expect((await mother?.send(CHILD, { id: child }))?.data.child.name).toBe('Oskar Solberg Moen');
    await town.sql(
      `update guardianship set access = 'FULL', "from" = '2020-01-01', origin = 'REGISTER' where id = $1`,
      [id],
    );
    expect((await father?.send(CHILD, { id: child }))?.code).toBe('NOT_FOUND');
    expect((await office?.send(LIFT, { id }))?.code).toBeNull();
    expect((await father?.send(CHILD, { id: child }))?.data).toEqual(before?.data);
  });

  it('two parents who live apart see their child, and not how the other is reached', async () => {
    const id = await childId('Oskar', 'Solberg Moen');
    for (const [who, own, other] of [
      ['mother-separated', 'Hanne Solberg', 'Stian Moen'],
      ['father-separated', 'Stian Moen', 'Hanne Solberg'],
    ] as const) {
      const answer = await (await town.as(who)).send(CHILD, { id });
      const adults: { guardian: { name: string; contact: object | null } }[] =
        answer.data.child.guardianships;
      const contact = (name: string) =>
        adults.find(({ guardian }) => guardian.name === name)?.guardian.contact;
      expect(contact(own)).not.toBeNull();
      expect(contact(other)).toBeNull();
    }
  });

  it.each([
    'guardian',
    'municipal-admin',
    'archivist',
  ])('%s reads the same bytes for a protected address as for none, and its street nowhere', async (who) => {
    const id = await childId('Nora', 'Haugen');
    const visitor = await town.as(who);
    await town.sql(
      `update child_address set street = 'Merket vei 77', protection = 'CONFIDENTIAL' where child_id = $1`,
      [id],
    );
    const ask = `query($id: ID!) { child(id: $id) { name address { id street postalCode city } } }`;
    const text = async () => (await visitor.send(ask, { id })).text.replace(/"requestId":"[^"]*"/g, '');
    const guarded = await text();
    await town.sql('delete from child_address where child_id = $1', [id]);
    expect(await text()).toBe(guarded);
    expect(guarded).not.toContain('Merket');
  });

  it('the office still reads a protected address, and that it is protected', async () => {
    const id = await childId('Nora', 'Haugen');
    await town.sql(`update child_address set protection = 'CLIENT' where child_id = $1`, [id]);
    const ask = 'query($id: ID!) { child(id: $id) { address { protection } } }';
    expect((await (await town.as('school-office')).send(ask, { id })).data.child.address).toEqual({
      protection: 'CLIENT',
    });
  });

  it.each([
    'contact-teacher',
    'principal',
    'sfo-staff',
    'municipal-admin',
  ])('%s who has left the job is told that there is no access, whatever is asked', async (who) => {
    const visitor = await town.as(who);
    expect((await visitor.send(MINE)).code).toBeNull();
    await town.sql(
      `update employment set "to" = ${yesterday} where person_id = (select person_id from feide_account where subject = $1)`,
      [castSubject(who)],
    );
    const answer = await visitor.send(MINE);
    expect([answer.code, answer.data]).toEqual(['NO_ACCESS', undefined]);
  });

  it('a substitute whose time is over no longer sees the class', async () => {
    const visitor = await town.as('substitute-teacher');
    const [pupil] = await town.sql<{ id: string }>(
      `select c.id from child c join contact_teacher t using (school_class_id) join feide_account a on a.person_id = t.teacher_id
         where a.subject = $1 and t."from" <= now() and (t."to" is null or t."to" >= now()) limit 1`,
      [castSubject('substitute-teacher')],
    );
    const see = () => visitor.send('query($id: ID!) { child(id: $id) { id } }', { id: pupil?.id });
    expect((await see()).code).toBeNull();
    for (const [table, column] of [
      ['contact_teacher', 'teacher_id'],
      ['teaching_group_teacher', 'person_id'],
    ])
      await town.sql(
        `update ${table} set "to" = ${yesterday} where ${column} = (select person_id from feide_account where subject = $1)`,
        [castSubject('substitute-teacher')],
      );
    expect((await see()).code).toBe('NOT_FOUND');
  });

  it.each([
    'guardian',
    'contact-teacher',
    'subject-teacher',
    'sfo-staff',
  ])('%s no longer sees a child who has left the school', async (who) => {
    const visitor = await town.as(who);
    const id = who === 'sfo-staff' ? await childInSfo() : await childId('Jonas', 'Haugen');
    const see = () => visitor.send('query($id: ID!) { child(id: $id) { id } }', { id });
    expect((await see()).code).toBeNull();
    await town.sql(`update child set left_on = ${yesterday} where id = $1`, [id]);
    expect((await see()).code).toBe('NOT_FOUND');
  });

  it.each([
    'contact-teacher',
    'pupil-14',
  ])('%s whose Feide login a second municipality knows as well has no access, until one of them lets go', async (who) => {
    const visitor = await town.as(who);
    const subject = castSubject(who);
    await town.sql(
      `insert into feide_account select (jsonb_populate_record(null::feide_account, to_jsonb(a)
         || jsonb_build_object('id', gen_random_uuid(), 'municipality_id', m.id))).*
         from feide_account a join municipality m on m.id <> a.municipality_id where a.subject = $1`,
      [subject],
    );
    const answer = await visitor.send(MINE);
    expect([answer.code, answer.data]).toEqual(['NO_ACCESS', undefined]);
    await town.sql(
      `delete from feide_account a where a.subject = $1 and not exists (select from person p
         where p.id = a.person_id and p.municipality_id = a.municipality_id)
         and not exists (select from child c where c.id = a.child_id and c.municipality_id = a.municipality_id)`,
      [subject],
    );
    expect((await visitor.send(MINE)).code).toBeNull();
  });

  it('a pupil who has left the school has no access', async () => {
    const pupil = await town.as('pupil-14');
    await town.sql(`update child set left_on = ${yesterday} where id = $1`, [
      await childId('Jonas', 'Haugen'),
    ]);
    expect((await pupil.send(MINE)).code).toBe('NO_ACCESS');
  });

  it('a guardian’s access ends on the day that the child is 18', async () => {
    const guardian = await town.as('guardian');
    const id = await childId('Jonas', 'Haugen');
    const see = async () => (await guardian.send('query($id: ID!) { child(id: $id) { id } }', { id })).code;
    const born = (days: number) =>
      town.sql(
        `update child set birth_date = (now() at time zone 'Europe/Oslo')::date - interval '18 years' + $2 * interval '1 day' where id = $1`,
        [id, days],
      );
    await born(1);
    expect(await see()).toBeNull();
    await born(0);
    expect(await see()).toBe('NOT_FOUND');
  });

  async function childInSfo(): Promise<string> {
    const [row] = await town.sql<{ id: string }>(
      `select p.child_id as id from sfo_placement p join employment e using (school_id)
         join feide_account a on a.person_id = e.person_id
       where a.subject = $1 and p.status = 'ACTIVE' and p."from" <= now() and (p."to" is null or p."to" >= now()) limit 1`,
      [castSubject('sfo-staff')],
    );
    return row?.id ?? '';
  }
});
