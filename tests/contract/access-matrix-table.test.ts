import { readFile } from 'node:fs/promises';
import { buildSchema as build, GraphQLObjectType, GraphQLSchema, GraphQLString } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessTable, permits } from '../../schema/access/index.js';
import { guard } from '../../schema/shield.js';
import { standInPeople } from '../../src/database/seeds/people.js';
import { type Role, roles } from '../../src/identity/roles.js';
import { accessPage } from '../harness/matrix/access-page.js';
import { Explorer } from '../harness/matrix/explorer.js';
import { flipsOf } from '../harness/matrix/flips.js';
import { Graph } from '../harness/matrix/graph.js';
import { fillGaps } from '../harness/matrix/hard-cases.js';
import { reachOf } from '../harness/matrix/reach.js';
import { theWorld } from '../harness/matrix/world.js';
import { aTown, type Town, theSchema } from '../harness/town.js';

const onlyFor = (type: string, field: string): Role[] => roles.filter((role) => permits([role], type, field));

describe('the access table', () => {
  it('is what the page for people says', async () => {
    const page = await readFile('docs/access.md', 'utf8');
    expect(accessPage(theSchema(), page)).toBe(page);
  });

  it.each([
    ['Child', 'identityNumber', ['principal', 'schoolOffice', 'archivist']],
    ['ChildAddress', 'protection', ['principal', 'schoolOffice']],
    ['Guardianship', 'blocks', ['principal', 'schoolOffice', 'municipalAdmin']],
    ['Absence', 'reason', ['guardian', 'pupil', 'teacher', 'principal', 'schoolOffice', 'archivist']],
    ['Grade', 'value', ['guardian', 'pupil', 'teacher', 'principal', 'schoolOffice', 'archivist']],
    ['Query', 'accessLog', ['dataProtectionOfficer']],
    ['Query', 'children', ['municipalAdmin', 'archivist', 'dataProtectionOfficer']],
    ['Mutation', 'blockGuardian', ['principal', 'schoolOffice']],
    ['Mutation', 'liftGuardianBlock', ['principal', 'schoolOffice']],
    ['Mutation', 'moveChildToClass', ['principal', 'schoolOffice']],
    ['Mutation', 'appointContactTeacher', ['municipalAdmin']],
    ['Mutation', 'correctMyContactDetails', ['guardian']],
    ['Mutation', 'checkInChild', ['sfoStaff', 'sfoLeader']],
    ['Mutation', 'checkOutChild', ['sfoStaff', 'sfoLeader']],
  ] as const)('grants %s.%s to nobody but those whose work it is', (type, field, due) => {
    expect(onlyFor(type, field)).toEqual(due);
  });

  it('grants a machine nothing yet', () => {
    const granted = Object.entries(accessTable).flatMap(([type, rules]) =>
      Object.keys(rules).filter((field) => permits(['machine'], type, field)),
    );
    expect(granted).toEqual([]);
  });

  it('stops the build at a type and at a field that it does not name', () => {
    const query = new GraphQLObjectType({ name: 'Query', fields: { secrets: { type: GraphQLString } } });
    expect(() => guard(new GraphQLSchema({ query }))).toThrow('says nothing of Query.secrets');
    const unlisted = build('type Query { school: Secret } type Secret { word: String }');
    expect(() => guard(unlisted)).toThrow('says nothing of Secret.word');
  });
});

describe('a rule of the access table that is changed', () => {
  const people: readonly (readonly [Role, string])[] = [
    ['guardian', 'guardian'],
    ['pupil', 'pupil-14'],
    ['teacher', 'contact-teacher'],
    ['schoolOffice', 'school-office'],
    ['sfoStaff', 'sfo-staff'],
    ['municipalAdmin', 'municipal-admin'],
    ['archivist', 'archivist'],
    ['dataProtectionOfficer', 'data-protection-officer'],
  ];
  const graph = new Graph(theSchema());
  let town: Town;
  beforeAll(async () => {
    town = await aTown();
    await fillGaps(town);
  });
  afterAll(() => town.close());

  it.each(people)('changes what %s is answered, whichever rule it is', async (role, who) => {
    const world = await theWorld(town.sql);
    const person = standInPeople.find((each) => each.who === who);
    const reach = person && reachOf(world, town.vault, person);
    if (!reach) throw new Error(`${who} has no access`);
    const explorer = await new Explorer(who, await town.as(who), reach, world, graph).explore();
    expect((await flipsOf(explorer, role, 'types')).survivors).toEqual([]);
  });
});
