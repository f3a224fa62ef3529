import { randomUUID } from 'node:crypto';
import { parse } from 'graphql';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from '../../src/operation.js';
import { type CountedEngine, countedEngine } from '../harness/naive/counted-engine.js';
import type { MessageCounter } from '../harness/naive/message-counter.js';
import { claimantOf } from '../harness/naive/naive-reader.js';
import { personCalled } from '../harness/person-called.js';
import { aTown, type Town } from '../harness/town.js';

const IN = `mutation ($input: CheckInChildInput!) { checkInChild(input: $input) {
  attendance { child { id } } userErrors { code } } }`;
const WRITE = `mutation ($input: SendMessageInput!) { sendMessage(input: $input) {
  message { text } userErrors { code } } }`;

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
  await town.sql(`delete from sfo_attendance where day = (now() at time zone 'Europe/Oslo')::date`);
  return counted.close;
});
afterAll(() => town.close());

async function act(who: string, mutation: string, input: object): Promise<unknown> {
  const person = personCalled(who);
  const { data, errors } = await engine.execute({
    document: parse(mutation),
    operationName: undefined,
    variables: { input: { idempotencyKey: randomUUID(), ...input } },
    claimant: claimantOf(person),
    requestId: 'a-request',
    language: 'en',
  });
  return data ?? errors;
}

/** How many statements there are in each message of an act that has been done before. */
async function messagesOf(done: () => Promise<unknown>): Promise<readonly number[]> {
  await done();
  counter.messages.splice(0);
  await done();
  return counter.messages.map((message) => message.split('; ').length);
}

describe('what an act says to the database', () => {
  it('is who asks and the key, what the rules ask, and then all that a check-in writes and shows', async () => {
    const children = await town.sql<{ id: string }>(
      `select child_id as id from sfo_placement where status = 'ACTIVE' order by id limit 2`,
    );
    const found = await messagesOf(async () => {
      const child = children.pop();
      expect(await act('sfo-staff', IN, { childId: child?.id })).toEqual({
        checkInChild: { attendance: { child }, userErrors: [] },
      });
    });
    expect(found).toEqual([4, 3, 5]);
  });

  it('is one message more for what is written in a thread, which has to be held first', async () => {
    const parent = await town.as('guardian');
    const { data } = await parent.send('{ viewer { threads(first: 1) { nodes { id } } } }');
    const threadId = data.viewer.threads.nodes[0].id;
    const found = await messagesOf(async () =>
      expect(await act('guardian', WRITE, { threadId, text: 'Hei!' })).toEqual({
        sendMessage: { message: { text: 'Hei!' }, userErrors: [] },
      }),
    );
    expect(found).toEqual([4, 1, 3, 6]);
  });

  it('ends before its commit where anything before fails, and leaves nothing', async () => {
    const [child] = await town.sql<{ id: string }>(
      `select child_id as id from sfo_placement where status = 'ACTIVE' order by id limit 1`,
    );
    const input = { childId: child?.id, idempotencyKey: randomUUID() };
    const left = () =>
      town.sql(
        `select (select count(*)::int from sfo_attendance where day = (now() at time zone 'Europe/Oslo')::date) as days,
          (select count(*)::int from idempotency_key where key = $1) as keys`,
        [input.idempotencyKey],
      );
    await town.sql('alter table event rename to event_elsewhere');
    expect(await act('sfo-staff', IN, input)).toMatchObject([{ path: ['checkInChild'] }]);
    expect(await left()).toEqual([{ days: 0, keys: 0 }]);
    await town.sql('alter table event_elsewhere rename to event');
    expect(await act('sfo-staff', IN, input)).toMatchObject({ checkInChild: { userErrors: [] } });
    expect(await left()).toEqual([{ days: 1, keys: 1 }]);
  });
});
