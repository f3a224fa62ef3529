import { type ExecutionResult, parse } from 'graphql';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { standInPeople } from '../../src/database/seeds/people.js';
import type { Engine } from '../../src/operation.js';
import { poolOf } from '../../src/start/connections.js';
import { type CountedEngine, countedEngine } from '../harness/naive/counted-engine.js';
import type { MessageCounter } from '../harness/naive/message-counter.js';
import { claimantOf } from '../harness/naive/naive-reader.js';
import { aTown, type Town } from '../harness/town.js';

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
  return counted.close;
});
afterAll(() => town.close());

const guardian = standInPeople.find((each) => each.who === 'guardian');

async function answerTo(document: ReturnType<typeof parse>): Promise<ExecutionResult> {
  if (!guardian) throw new Error('nobody is called guardian');
  return engine.execute({
    document,
    operationName: undefined,
    variables: {},
    claimant: claimantOf(guardian),
    requestId: 'a-request',
    language: 'en',
  });
}

/** The message that reads, as the server is sent it: a statement's text, or the name of one that it knows. */
async function readBy(document: ReturnType<typeof parse>): Promise<{ message: string; data: unknown }> {
  counter.messages.splice(0);
  const { data } = await answerTo(document);
  // A message without a statement makes the connection forget a name.
  const said = () => counter.messages.filter((message) => message !== '')[0]?.split('; ') ?? [];
  await vi.waitFor(() => expect(said()[3]).toMatch(/commit$/), { interval: 1 });
  return { message: said()[2] ?? '', data };
}

const NAMES = 100;
const document = (number: number) => parse(`{ viewer { c${number}: children { givenName } } }`);
const answer = (number: number) => ({
  viewer: { [`c${number}`]: [{ givenName: expect.any(String) }, { givenName: expect.any(String) }] },
});

describe('statements that a connection keeps prepared', () => {
  it('are those that are asked for now, also when there have been a hundred others before', async () => {
    const documents = Array.from({ length: NAMES + 20 }, (_, number) => document(number));
    const prepared = async (number: number) => {
      const { message, data } = await readBy(documents[number] ?? document(number));
      expect(data).toEqual(answer(number));
      return message.startsWith('statement ');
    };
    const thirdTime = [];
    for (const [number] of documents.entries()) {
      await prepared(number);
      await prepared(number);
      thirdTime.push(await prepared(number));
    }
    expect(thirdTime).toEqual(documents.map(() => true));
    // The first has fallen out for the last: it is prepared anew, and then known again.
    expect([await prepared(0), await prepared(0), await prepared(NAMES + 19)]).toEqual([false, true, true]);
    const pool = await poolOf(counted.orm);
    await vi.waitFor(async () => {
      // Those of every transaction, such as its commit, stand beside them.
      const { rows } = await pool.query(
        "select count(*)::int as held from pg_prepared_statements where statement like 'select to_json%'",
      );
      expect(rows).toEqual([{ held: NAMES }]);
    });
  });

  it('are made anew on a connection that never knew them', async () => {
    const one = document(0);
    await readBy(one);
    await readBy(one);
    const known = await readBy(one);
    const pool = await poolOf(counted.orm);
    await pool.query('select pg_terminate_backend(pg_backend_pid())').catch(() => undefined);
    await vi.waitFor(() => expect(pool.totalCount).toBe(0));
    const anew = await readBy(one);
    expect([known.message.slice(0, 10), anew.message.slice(0, 10), anew.data]).toEqual([
      'statement ',
      'select to_',
      answer(0),
    ]);
  });

  it('are made where the first message of a connection failed before it came to them', async () => {
    const opening = "select pg_get_functiondef('scope.open_idporten'::regproc) as text";
    const [whole] = await town.sql<{ text: string }>(opening);
    await town.sql(`create or replace function scope.open_idporten(number_digest text) returns jsonb
      language sql security definer as $$ select '{"roles": [], "employments": []}'::jsonb $$`);
    for (const _time of ['prepared', 'known'])
      expect((await answerTo(document(0))).errors).toMatchObject([{ originalError: { code: 'FORBIDDEN' } }]);
    await town.sql(whole?.text ?? '');
    expect((await readBy(document(0))).data).toEqual(answer(0));
  });
});
