import fc from 'fast-check';
import { parse, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { standInPeople } from '../../src/database/seeds/people.js';
import { hardCases } from '../harness/matrix/hard-cases.js';
import { claimantOf, NaiveReader } from '../harness/naive/naive-reader.js';
import { randomOperation } from '../harness/naive/random-operation.js';
import { ofApi, ofNaive } from '../harness/naive/same-answer.js';
import { type Asking, waresFor } from '../harness/naive/wares.js';
import { aTown, type Town, theSchema } from '../harness/town.js';

const RUNS = 500;
const TIMES = 3;
/** Milliseconds for all runs, and for making a failing one smaller. */
const LIMIT = 150_000;

let town: Town;
let naive: NaiveReader;
beforeAll(async () => {
  town = await aTown();
  await hardCases(town);
  naive = new NaiveReader(town.serverUrl, town.ownerUrl, town.vault);
});
afterAll(async () => {
  await naive.close();
  await town.close();
});

describe('one statement for a whole selection', () => {
  it('answers any selection as one statement for each field of each row would', async () => {
    const people = new Map<string, Asking>();
    for (const person of standInPeople) people.set(person.who, await waresFor(town, person));
    const names = [...people.keys()];
    const schema = theSchema();
    const operations = fc.gen().map((gen) => {
      const pick = (most: number) => gen(fc.nat, { max: most });
      const who = names[pick(names.length - 1)] ?? '';
      return { who, ...randomOperation(schema, known(people, who).wares, pick) };
    });
    await fc.assert(
      fc.asyncProperty(operations, async ({ who, query, variables }) => {
        const asking = known(people, who);
        fc.pre(validate(schema, parse(query)).length === 0);
        let expected = await naive.answer(claimantOf(asking.person), query, variables);
        // The first time it is interpreted; later it is compiled, and its statement is named.
        for (let time = 0; time < TIMES; time++) {
          // Looking may add to the access log, which is read here too.
          if (time > 0 && query.includes('accessLog'))
            expected = await naive.answer(claimantOf(asking.person), query, variables);
          const answer = await asking.visitor.send(query, variables);
          fc.pre(answer.code !== 'OPERATION_TOO_COSTLY' && answer.code !== 'OPERATION_TOO_LARGE');
          expect(ofApi(answer, expected)).toEqual(ofNaive(expected));
        }
      }),
      { numRuns: RUNS, maxSkipsPerRun: 20, interruptAfterTimeLimit: LIMIT, markInterruptAsFailure: true },
    );
  }, 240_000);
});

function known(people: ReadonlyMap<string, Asking>, who: string): Asking {
  const asking = people.get(who);
  if (!asking) throw new Error(`nobody is called ${who}`);
  return asking;
}
