import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Documents } from '../../src/http/documents.js';
import { Patience } from '../../src/http/limits/patience.js';
import { TrustedDocuments } from '../../src/http/trusted/trusted-documents.js';
import { RawSocket } from '../harness/raw-socket.js';
import { type Answer, aTown, type Town, theSchema, type Visitor } from '../harness/town.js';

const KNOWN = '{ viewer { can } }';
const STREAM = 'subscription { checkInRecorded { checkedInAt } }';
/** Milliseconds of a minute: few documents are refused in less. */
const REFUSED = 3;

let town: Town;
beforeAll(async () => {
  town = await aTown({ rates: { person: 0, address: 0, guesses: 0, refused: REFUSED }, proxies: 1 });
  await (await town.as('principal')).send(KNOWN);
});
afterAll(() => town.close());

let written = 0;
/** A document that nobody has sent before. */
const anew = (field: string) => `{ viewer { ${field} } } # ${++written}`;

/** Sends documents that do not fit the schema until no more are read. @returns the codes, each once. */
async function spend({ send }: Visitor, headers = {}): Promise<{ codes: (string | null)[]; last: Answer }> {
  const codes = new Set<string | null>();
  for (;;) {
    const last = await send(anew('nothing'), {}, headers);
    codes.add(last.code);
    if (last.code !== 'OPERATION_INVALID') return { codes: [...codes], last };
  }
}

describe('a person whose documents are refused again and again', () => {
  it('has no more of them read in that minute, while all that the server knows is answered', async () => {
    const guardian = await town.as('guardian');
    const { codes, last } = await spend(guardian);
    expect([codes, last.status]).toEqual([['OPERATION_INVALID', 'RATE_LIMITED'], 429]);
    expect((await guardian.send('{'.repeat(500))).code).toBe('RATE_LIMITED');
    expect((await guardian.send(anew('roles'))).code).toBe('RATE_LIMITED');
    expect((await guardian.send(KNOWN)).code).toBeNull();
  });

  it('has no long body read either, since what the server knows is rarely so long', async () => {
    const guardian = await town.as('guardian');
    const long = `${KNOWN} # ${'x'.repeat(20_000)}`;
    expect((await (await town.as('principal')).send(long)).code).toBeNull();
    expect((await guardian.send(long)).code).toBe('RATE_LIMITED');
    expect((await guardian.send(KNOWN)).code).toBeNull();
  });

  it('is told when to come again', async () => {
    const { token } = await town.as('guardian');
    const response = await fetch(`${town.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: anew('roles') }),
    });
    await response.arrayBuffer();
    const fullIn = Number(response.headers.get('retry-after'));
    expect([response.status, fullIn > 0, fullIn <= 60]).toEqual([429, true, true]);
    expect(response.headers.get('ratelimit')).toBe(`"refused";r=0;t=${fullIn}`);
    expect(response.headers.get('ratelimit-policy')).toBe(`"refused";q=${REFUSED};w=60`);
  });

  it('is refused the same over WebSocket', async () => {
    const neighbour = await RawSocket.of(town, 'second-guardian');
    neighbour.subscribe('known', STREAM);
    expect(await neighbour.beat()).toEqual({ type: 'pong' });
    const raw = await RawSocket.of(town, 'guardian');
    raw.subscribe('known', STREAM);
    raw.subscribe('new', `${STREAM} # ${++written}`);
    const { id, type, payload } = await raw.next();
    expect([id, type, payload[0].extensions.code]).toEqual(['new', 'error', 'RATE_LIMITED']);
    await Promise.all([raw, neighbour].map((each) => each.leave()));
  });

  it('costs a neighbour behind the same address nothing', async () => {
    expect((await (await town.as('second-guardian')).send(anew('roles'))).code).toBeNull();
  });
});

describe('all at one address who are not signed in', () => {
  it('have one time together; who signs in there has one of her own', async () => {
    const from = { 'x-forwarded-for': '203.0.113.1' };
    const elsewhere = { 'x-forwarded-for': '203.0.113.2' };
    const nobody = town.withToken(undefined);
    expect((await spend(nobody, from)).codes).toEqual(['OPERATION_INVALID', 'RATE_LIMITED']);
    expect((await town.withToken('a.b.c').send(anew('nothing'), {}, from)).code).toBe('RATE_LIMITED');
    expect((await nobody.send(KNOWN, {}, from)).code).toBe('TOKEN_MISSING');
    expect((await nobody.send(anew('nothing'), {}, elsewhere)).code).toBe('OPERATION_INVALID');
    expect((await (await town.as('principal')).send(anew('roles'), {}, from)).code).toBeNull();
  });
});

describe('a body that is too large', () => {
  it('is read to its end while there is time for it, so that its sender hears why it was refused', async () => {
    const patience = new Patience(REFUSED);
    const sender = { address: '203.0.113.9' };
    expect(await patience.bears(sender, 5_000_000)).toBe(true);
    expect(await patience.bears(sender, 200_000)).toBe(false);
    expect((await patience.turn(sender)).isEmpty).toBe(true);
    expect(await patience.bears({ address: '203.0.113.10' }, 200_000)).toBe(true);
  });
});

describe('documents of one sender that nobody knows', () => {
  it('are read one after the other; of more than twenty that wait the rest is refused', async () => {
    const patience = new Patience(REFUSED);
    const sender = { address: '203.0.113.9' };
    const first = await patience.turn(sender);
    const order: number[] = [];
    const waiting = Array.from({ length: 20 }, async (_, at) => {
      const turn = await patience.turn(sender);
      order.push(at);
      turn.end(0);
    });
    expect((await patience.turn(sender)).isEmpty).toBe(true);
    expect((await patience.turn({ address: '203.0.113.10' })).isEmpty).toBe(false);
    expect(order).toEqual([]);
    first.end(1);
    await Promise.all(waiting);
    expect(order).toEqual(Array.from({ length: 20 }, (_, at) => at));
  });
});

describe('a trusted document', () => {
  it('is read whoever asks for it, and however much was refused', async () => {
    const trusted = new TrustedDocuments('off', new Map([['an-id', KNOWN]]));
    const documents = new Documents(theSchema(), { introspection: true }, trusted);
    const spent = () => Promise.reject(new Error('nothing is left'));
    expect(await documents.ask({ documentId: 'an-id' }, spent)).toHaveProperty('document');
    await expect(documents.ask({ query: anew('can') }, spent)).rejects.toThrow('nothing is left');
  });
});
