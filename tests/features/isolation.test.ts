import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Child } from '../../entities/child.js';
import { standInPeople } from '../../src/database/seeds/people.js';
import { newId } from '../../src/reading/identifier.js';
import { Graph } from '../harness/matrix/graph.js';
import { idsFor } from '../harness/matrix/oracle.js';
import { randomPairs } from '../harness/matrix/random-pairs.js';
import { reachOf } from '../harness/matrix/reach.js';
import { theWorld, type World } from '../harness/matrix/world.js';
import { type Answer, aTown, type Town, theSchema, type Visitor } from '../harness/town.js';

/** `npm run hostile -- a2` tries 10 000. */
const PAIRS = 1_000;

describe('other people’s ids', () => {
  const graph = new Graph(theSchema());
  let town: Town;
  let world: World;
  beforeAll(async () => {
    town = await aTown();
    world = await theWorld(town.sql);
  });
  afterAll(() => town.close());

  it(`${PAIRS} ids picked at random show nobody a row beyond reach`, async () => {
    const { hits, shown } = await randomPairs(town, world, graph, PAIRS);
    expect(hits).toEqual([]);
    expect(shown).toBeGreaterThan(100);
  });

  it.each([
    'guardian',
    'pupil-14',
    'contact-teacher',
    'school-office',
    'sfo-staff',
    'municipal-admin',
    'archivist',
  ])('%s reads the same bytes for an id of somebody else, one that never was, and one that is none', async (who) => {
    const visitor = await town.as(who);
    const reach = reachOf(world, town.vault, standInPeople.find((each) => each.who === who) ?? never());
    const known = new Set(idsFor('read', 'child', reach, world));
    const foreign = world.rows('child').find((row) => !known.has(row.id))?.id;
    const ids = [
      foreign,
      newId(Child),
      'garbage',
      '',
      `${foreign}'; --`,
      '00000000-0000-0000-0000-000000000000',
    ];
    for (const field of ['child', 'node']) {
      const bodies = await Promise.all(
        ids.map((id) => body(visitor, `query($id: ID!) { ${field}(id: $id) { id } }`, { id })),
      );
      expect(new Set(bodies).size).toBe(1);
      expect(bodies[0]).toContain('NOT_FOUND');
    }
  });

  it('a row without a way of its own is no node, not even to those who may read it', async () => {
    const archivist = await town.as('archivist');
    for (const table of [
      'absence',
      'grade',
      'enrolment',
      'child_address',
      'identity_number',
      'sfo_attendance',
    ])
      for (const { id } of world.rows(table).slice(0, 3)) {
        const answer = await archivist.send('query($id: ID!) { node(id: $id) { __typename id } }', { id });
        expect([table, answer.code]).toEqual([table, 'NOT_FOUND']);
      }
  });
});

/** The body as it came, but for the request id. */
async function body(visitor: Visitor, query: string, variables: object): Promise<string> {
  const { text }: Answer = await visitor.send(query, { ...variables });
  return text.replace(/"requestId":"[^"]*"/g, '');
}

function never(): never {
  throw new Error('there is nobody of that name');
}
