import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Class, declaredClasses } from '../../entities/declare/registry.js';
import { newId } from '../../src/reading/identifier.js';
import { Graph } from '../harness/matrix/graph.js';
import { hardCases } from '../harness/matrix/hard-cases.js';
import { type Pairs, randomPairs } from '../harness/matrix/random-pairs.js';
import { theWorld } from '../harness/matrix/world.js';
import { aTown, type Town, theSchema, type Visitor } from '../harness/town.js';
import { quantile } from './timing.js';

const PAIRS = 10_000;
/** Of each person so many ids are compared byte by byte with one that never was. */
const COMPARED = 40;

let town: Town;
let pairs: Pairs;
beforeAll(async () => {
  town = await aTown();
  await hardCases(town);
  pairs = await randomPairs(town, await theWorld(town.sql), new Graph(theSchema()), PAIRS);
}, 600_000);
afterAll(() => town.close());

it('A2 ids of anybody’s rows, asked for by anybody', ({ task }) => {
  expect(pairs.hits).toEqual([]);
  task.meta.figures = [
    `${PAIRS} pairs of a person and an id: 0 hits, ${pairs.shown} rows shown to whom they are`,
  ];
});

it('A2 not yours and not there are the same bytes', async ({ task }) => {
  let compared = 0;
  for (const [who, foreign] of pairs.foreign) {
    const visitor = await town.as(who);
    for (const { entry, id } of foreign.slice(0, COMPARED)) {
      const type = [...declaredClasses()].find(([each]) => each.name === entry.target)?.[0];
      if (!type) throw new Error(`${entry.target} is not declared`);
      const [yours, nobodys] = [
        await body(visitor, entry.field, id),
        await body(visitor, entry.field, newId(type as Class)),
      ];
      expect(yours).toBe(nobodys);
      compared += 1;
    }
  }
  task.meta.figures = [`${compared} answers compared: equal but for the request id`];
});

async function body(visitor: Visitor, field: string, id: string): Promise<string> {
  const { text, status } = await visitor.send(`query($id: ID!) { ${field}(id: $id) { id } }`, { id });
  return `${status} ${text.replace(/"requestId":"[^"]*"/g, '')}`;
}

it('A2 not yours and not there take the same time', async ({ task }) => {
  const visitor = await town.as('guardian');
  const foreign = pairs.foreign.get('guardian') ?? [];
  const times: Record<'yours' | 'nobodys', number[]> = { yours: [], nobodys: [] };
  for (let round = 0; round < 400; round += 1) {
    const { entry, id } = foreign[round % foreign.length] ?? { entry: undefined, id: '' };
    const type = [...declaredClasses()].find(([each]) => each.name === entry?.target)?.[0];
    if (!entry || !type) throw new Error('there is nothing that is not hers');
    for (const [whose, asked] of [
      ['yours', id],
      ['nobodys', newId(type as Class)],
    ] as const) {
      const began = performance.now();
      await body(visitor, entry.field, asked);
      times[whose].push(performance.now() - began);
    }
  }
  const [one, other] = [quantile(times.yours, 0.5), quantile(times.nobodys, 0.5)];
  task.meta.figures = [
    `in the middle ${one.toFixed(2)} ms for another’s, ${other.toFixed(2)} ms for one that never was`,
  ];
});
