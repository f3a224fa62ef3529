import { readFile } from 'node:fs/promises';
import { buildSchema as build, GraphQLObjectType, GraphQLSchema, GraphQLString } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessTable, permits } from '../../schema/access/index.js';
import { guard } from '../../schema/shield.js';
import { standInPeople } from '../../src/database/seeds/people.js';
import { type Role, roles } from '../../src/identity/roles.js';
import { accessPage } from '../harness/matrix/access-page.js';
import { asked } from '../harness/matrix/asking.js';
import { Explorer } from '../harness/matrix/explorer.js';
import { Graph } from '../harness/matrix/graph.js';
import { fillGaps } from '../harness/matrix/hard-cases.js';
import { reachOf } from '../harness/matrix/reach.js';
import { type Attack, attacksOf } from '../harness/matrix/refusals.js';
import { tableOf, theWorld } from '../harness/matrix/world.js';
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
    const survivors: string[] = [];
    for (const [type, rules] of Object.entries(accessTable))
      for (const [field, allowed] of Object.entries(rules))
        if (
          isMet(explorer, type, field) &&
          !(await isNoticed(explorer, type, field, role, allowed as Set<Role>))
        )
          survivors.push(`${type}.${field} ${allowed.has(role) ? 'taken from' : 'given to'} ${role}`);
    expect(survivors).toEqual([]);
  });
});

/** Whether somebody can come to where the rule is asked: to the type, and on from there. */
function isMet(explorer: Explorer, type: string, field: string): boolean {
  if (/^(Query|Mutation|Subscription|UserError)$|Payload$/.test(type)) return false;
  // Where row security shows nothing, a rule has nothing to change.
  if (explorer.world.tables.includes(tableOf(type)) && explorer.visible(type).length === 0) return false;
  const entries = field === '*' ? explorer.graph.entriesInto(type) : [explorer.graph.entry(type, field)];
  if (field === '*')
    return entries.some(
      (entry) =>
        entry &&
        explorer.may(entry.owner, entry.field) &&
        (entry.owner === 'Query' || explorer.ways.has(entry.owner)),
    );
  return explorer.ways.has(type) && entries.every((entry) => !entry || explorer.may(entry.target, '*'));
}

/** Whether the same questions are answered otherwise when one role is taken out of a rule, or put in. */
async function isNoticed(
  explorer: Explorer,
  type: string,
  field: string,
  role: Role,
  allowed: Set<Role>,
): Promise<boolean> {
  const had = allowed.delete(role);
  try {
    const cell = attacksOf(explorer).filter((attack) => attack.cell === `${type}.${field}`);
    const refused = await codesOf(explorer, cell, 'Refused');
    allowed.add(role);
    return refused !== (await codesOf(explorer, cell, 'Granted'));
  } finally {
    if (!had) allowed.delete(role);
  }
}

async function codesOf(explorer: Explorer, attacks: readonly Attack[], name: string): Promise<string> {
  const replies = await asked(explorer.visitor, attacks.slice(0, 40), name);
  return JSON.stringify(replies.map(([, { found, codes }]) => [found.length, codes]));
}
