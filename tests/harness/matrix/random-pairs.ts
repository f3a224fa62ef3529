import { permits } from '../../../schema/access/index.js';
import { standInPeople } from '../../../src/database/seeds/people.js';
import type { Town } from '../town.js';
import { asked } from './asking.js';
import type { Entry, Graph } from './graph.js';
import { idsFor } from './oracle.js';
import { type Reach, reachOf } from './reach.js';
import { wayIn } from './ways.js';
import { tableOf, type World } from './world.js';

/** What came of ids picked at random for people picked at random. */
export interface Pairs {
  /** Answers that are not those due. */
  readonly hits: readonly string[];
  /** How many rows were shown to those who may see them. */
  readonly shown: number;
  /** Ids that were not the person's, by person. */
  readonly foreign: ReadonlyMap<string, readonly { readonly entry: Entry; readonly id: string }[]>;
}

/** The same numbers in every run. */
function* numbers(seed: number): Generator<number> {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state / 2 ** 32;
  }
}

/** Asks for so many ids of any type by every field that takes one, as anybody, and compares with the rules of the school. */
export async function randomPairs(town: Town, world: World, graph: Graph, count: number): Promise<Pairs> {
  const draw = numbers(2_026);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(Number(draw.next().value) * from.length)] as T;
  const people = standInPeople.filter((person) => person.who !== 'former-teacher');
  const byId = graph.entries.filter((entry) => entry.byId && world.rows(tableOf(entry.target)).length > 0);
  const pairs = Array.from({ length: count }, () => {
    const entry = pick(byId);
    return { person: pick(people), entry, id: pick(world.rows(tableOf(entry.target))).id };
  });
  const hits: string[] = [];
  const foreign = new Map<string, { entry: Entry; id: string }[]>();
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
      const due = dueFor(entry, id, reach, world);
      shown += found.length;
      if (due === 'NOT_FOUND') foreign.set(person.who, [...(foreign.get(person.who) ?? []), { entry, id }]);
      if (found.length !== (due === null ? 1 : 0) || codes.join() !== (due ?? ''))
        hits.push(`${person.who} ${entry.field} ${entry.target} ${id}: ${codes.join() || 'shown'}`);
    }
  }
  return { hits, shown, foreign };
}

function dueFor({ target, owner, field }: Entry, id: string, reach: Reach, world: World): string | null {
  if (!permits(reach.roles, owner, field)) return 'FORBIDDEN';
  const visible = idsFor('read', tableOf(target), reach, world).includes(id);
  return visible && permits(reach.roles, target, '*') ? null : 'NOT_FOUND';
}
