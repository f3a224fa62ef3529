import { createHash } from 'node:crypto';
import { parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { standInPeople } from '../../src/database/seeds/people.js';
import { Documents } from '../../src/http/documents.js';
import { askedBy } from '../../src/pipeline/streaming/asked.js';
import { aKeptLog } from '../harness/kept-log.js';
import { claimantOf } from '../harness/naive/naive-reader.js';
import { RawSocket } from '../harness/raw-socket.js';
import { aTown, type Town, theSchema } from '../harness/town.js';

const { log, text } = aKeptLog();
let town: Town;
beforeAll(async () => {
  town = await aTown({ log });
});
afterAll(() => town.close());

describe('memory', () => {
  it('holds no more answers for a client that asks and never reads, whoever it is', async () => {
    const raw = await RawSocket.open(town.url);
    raw.wire.pause();
    const ping = JSON.stringify({ type: 'ping', payload: { pad: 'x'.repeat(60_000) } });
    for (let count = 0; count < 500; count += 1) raw.socket.send(ping);
    // What the server does not take stays with the client, but for what the system's own buffers hold.
    await vi.waitFor(() => expect(raw.wire.bytesWritten).toBeGreaterThan(1_000_000));
    const answered = await (await town.as('guardian')).send('{ viewer { can } }');
    expect(answered.code).toBeNull();
    expect(raw.socket.bufferedAmount).toBeGreaterThan(20_000_000);
    raw.wire.resume();
    await vi.waitFor(() => expect(raw.texts.length).toBeGreaterThan(50), 20_000);
    raw.socket.terminate();
  });

  it('holds some hundred documents that are comments for the most part, not as many as there are', () => {
    const documents = new Documents(theSchema(), { introspection: true });
    for (let count = 0; count < 1_000; count += 1)
      documents.read(`{ viewer { can } } # ${count} ${'x'.repeat(90_000)}`);
    expect(documents.size).toBeGreaterThan(300);
    expect(documents.size).toBeLessThan(400);
  });
});

describe('a stream’s cursor', () => {
  it('does not let whoever finds it try out identity numbers', () => {
    const guardian = standInPeople.find(({ who }) => who === 'guardian');
    if (guardian?.account.issuer !== 'idporten') throw new Error('a guardian signs in with ID-porten');
    const asked = askedBy(
      theSchema('open'),
      {
        document: parse('subscription { checkInRecorded { checkedInAt } }'),
        operationName: undefined,
        variables: {},
        claimant: claimantOf(guardian),
        requestId: 'a-request',
        language: 'en',
      },
      town.vault,
    );
    const tried = createHash('sha256').update(`${guardian.account.pid} checkInRecorded `).digest('base64url');
    expect(asked.mark).toHaveLength(12);
    expect(tried.startsWith(asked.mark)).toBe(false);
  });
});

describe('the log', () => {
  it('keeps no more than a hundred characters of an operation’s name', async () => {
    await (await town.as('guardian')).send(`query Q${'x'.repeat(900)} { viewer { can } }`);
    await vi.waitFor(() => expect(text()).toContain('"operation":"Qxxx'));
    expect(text()).toContain(`"operation":"Q${'x'.repeat(99)}"`);
  });
});

describe('an idempotency key', () => {
  const CORRECT = `mutation ($input: CorrectMyContactDetailsInput!) {
    correctMyContactDetails(input: $input) { viewer { people { contact { mobile } } } userErrors { code } } }`;
  const correct = async (who: string, mobile: string) =>
    (await (await town.as(who)).send(CORRECT, { input: { mobile, idempotencyKey: 'a key that is guessed' } }))
      .data.correctMyContactDetails;
  const shown = (mobile: string) => ({ viewer: { people: [{ contact: { mobile } }] }, userErrors: [] });

  it('of somebody else is one’s own: it shows and hides nothing of the other’s act', async () => {
    expect(await correct('father-separated', '+4740000001')).toEqual(shown('+4740000001'));
    expect(await correct('mother-separated', '+4740000002')).toEqual(shown('+4740000002'));
    expect(await correct('father-separated', '+4740000001')).toEqual(shown('+4740000001'));
    expect(await correct('mother-separated', '+4740000001')).toEqual({
      viewer: null,
      userErrors: [{ code: 'IDEMPOTENCY_KEY_REUSED' }],
    });
  });
});
