import { parse } from 'graphql';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { databaseFailure } from '../../src/errors/database-failure.js';
import type { Engine } from '../../src/operation.js';
import { type CountedEngine, countedEngine } from '../harness/naive/counted-engine.js';
import type { MessageCounter } from '../harness/naive/message-counter.js';
import { claimantOf } from '../harness/naive/naive-reader.js';
import { personCalled } from '../harness/person-called.js';
import { aTown, type Town } from '../harness/town.js';

const CORRECT = `mutation { correctMyContactDetails(input: { mobile: "+4740000001" }) { userErrors { code } } }`;
const CHILDREN = '{ viewer { children { givenName } } }';

let town: Town;
let counter: MessageCounter;
let counted: CountedEngine;
let engine: Engine;
beforeAll(async () => {
  town = await aTown();
});
beforeEach(async () => {
  counted = await countedEngine(town);
  ({ counter, engine } = counted);
});
afterEach(() => counted.close());
afterAll(() => town.close());

/** What a guardian is answered, or the code that the failure of the database has. */
async function ask(query: string): Promise<unknown> {
  const guardian = personCalled('guardian');
  const operation = { document: parse(query), operationName: undefined, variables: {} };
  const person = { claimant: claimantOf(guardian), requestId: 'a-request', language: 'en' } as const;
  try {
    const { data, errors } = await engine.execute({ ...operation, ...person });
    const cause = errors?.[0]?.originalError;
    return cause ? databaseFailure(cause) : JSON.parse(JSON.stringify(data));
  } catch (error) {
    return databaseFailure(error as Error);
  }
}

describe('a database that says nothing any more', () => {
  it.each([
    ['in a query', /^begin/, CHILDREN],
    ['in an act', /^update/, CORRECT],
  ])('is taken for lost two seconds after an operation’s own five: %s', async (_when, message, query) => {
    counter.freezeAt(message);
    const begun = performance.now();
    const code = await ask(query);
    const seconds = (performance.now() - begun) / 1_000;
    expect([code, seconds > 6, seconds < 11]).toEqual(['UNAVAILABLE', true, true]);
  });
});
