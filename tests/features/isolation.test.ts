import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Child } from '../../entities/child.js';
import { permits } from '../../schema/access/index.js';
import { standInPeople } from '../../src/database/seeds/people.js';
import { newId } from '../../src/reading/identifier.js';
import { asked } from '../harness/matrix/asking.js';
import { type Entry, Graph } from '../harness/matrix/graph.js';
import { idsFor } from '../harness/matrix/oracle.js';
import { type Reach, reachOf } from '../harness/matrix/reach.js';
import { wayIn } from '../harness/matrix/ways.js';
import { tableOf, theWorld, type World } from '../harness/matrix/world.js';
import { type Answer, aTown, type Town, theSchema, type Visitor } from '../harness/town.js';

const PAIRS = 2_000;
const people = standInPeople.filter((person) => person.who !== 'former-teacher');

/** The same numbers in every run. */
function* numbers(seed: number): Generator<number> {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state / 2 ** 32;
  }
}

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
    const draw = numbers(2_026);
    const pick = <T>(from: readonly T[]): T => from[Math.floor(Number(draw.next().value) * from.length)] as T;
    const byId = graph.entries.filter((entry) => entry.byId && world.rows(tableOf(entry.target)).length > 0);
    const pairs = Array.from({ length: PAIRS }, () => {
      const entry = pick(byId);
      return { person: pick(people), entry, id: pick(world.rows(tableOf(entry.target))).id };
    });
    const hits: string[] = [];
    let shown = 0;
    for (const person of people) {
      const reach = reachOf(world, town.vault, person);
      if (!reach) throw new Error(`${person.who} has no access`);
      const mine = pairs.filter((pair) => pair.person === person);
      const questions = mine.map(({ entry, id }) => ({
        entry,
        id,
        way: wayIn(entry, id),
        selection: '{ id }',
      }));
      for (const [{ entry, id }, { found, codes }] of await asked(await town.as(person.who), questions)) {
        const due = dueFor(entry, id, reach);
        shown += found.length;
        if (found.length !== (due === null ? 1 : 0) || codes.join() !== (due ?? ''))
          hits.push(`${person.who} ${entry.field} ${entry.target} ${id}: ${codes.join() || 'shown'}`);
      }
    }
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

  function dueFor({ target, owner, field }: Entry, id: string, reach: Reach): string | null {
    if (!permits(reach.roles, owner, field)) return 'FORBIDDEN';
    const visible = idsFor('read', tableOf(target), reach, world).includes(id);
    return visible && permits(reach.roles, target, '*') ? null : 'NOT_FOUND';
  }
});

/** The body as it came, but for the request id. */
async function body(visitor: Visitor, query: string, variables: object): Promise<string> {
  const { text }: Answer = await visitor.send(query, { ...variables });
  return text.replace(/"requestId":"[^"]*"/g, '');
}

function never(): never {
  throw new Error('there is nobody of that name');
}
