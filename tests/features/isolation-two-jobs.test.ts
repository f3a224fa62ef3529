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
    const answer = await (await town.as('data-protection-officer')).send(
      '{ children(first: 100) { totalCount nodes { guardianships { id } enrolments { id } } } }',
    );
    expect(answer.data.children.totalCount).toBeGreaterThan(0);
    expect(answer.text).not.toMatch(/"guardianships":\[\{|"enrolments":\[\{/);
  });
});
