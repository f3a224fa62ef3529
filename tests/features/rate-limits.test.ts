import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { pointsFor, Rates } from '../../src/http/limits/rates.js';
import { RawSocket } from '../harness/raw-socket.js';
import { type Answer, aTown, type Town } from '../harness/town.js';

const ROLES = '{ viewer { roles } }';
const STREAM = 'subscription { checkInRecorded { checkedInAt } }';
const POINTS = { person: 12, address: 8, guesses: 5, refused: 0 };

let town: Town;
let addresses = 0;
/** What this test's people send: from an address that no other test has. */
let from: Record<string, string>;
beforeAll(async () => {
  const site = { demo: false, people: [], playground: ['municipalAdmin'] };
  town = await aTown({ rates: POINTS, proxies: 1, site });
});
beforeEach(() => {
  addresses += 1;
  from = { 'x-forwarded-for': `203.0.113.${addresses}` };
});
afterAll(() => town.close());

const times = async (count: number, send: () => Promise<Answer>): Promise<(string | null)[]> => {
  const codes = [];
  for (let time = 0; time < count; time += 1) codes.push((await send()).code);
  return codes;
};
const many = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);

async function headersOf(token: string | undefined, headers: Record<string, string>): Promise<Headers> {
  const response = await fetch(`${town.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...headers,
    },
    body: JSON.stringify({ query: ROLES }),
  });
  await response.arrayBuffer();
  return response.headers;
}

describe('a person who asks too much', () => {
  it('is told when to come again, whatever the address, while her neighbour is answered', async () => {
    const one = await town.as('guardian-two-municipalities');
    expect(await times(12, () => one.send(ROLES, {}, from))).toEqual(many(12, null));
    const refused = await one.send(ROLES, {}, { ...from, 'accept-language': 'nn' });
    expect([refused.status, refused.code, refused.data]).toEqual([429, 'RATE_LIMITED', undefined]);
    expect(refused.errors[0]?.message).toBe('For mange førespurnader på kort tid. Vent litt og prøv igjen.');
    expect((await one.send(ROLES, {}, { 'x-forwarded-for': '198.51.100.1' })).code).toBe('RATE_LIMITED');
    expect((await (await town.as('father-separated')).send(ROLES, {}, from)).code).toBeNull();
    const headers = await headersOf(one.token, from);
    expect(headers.get('ratelimit-policy')).toBe('"person";q=12;w=60');
    const fullIn = Number(headers.get('retry-after'));
    expect([headers.get('ratelimit'), fullIn > 0, fullIn <= 60]).toEqual([
      `"person";r=0;t=${fullIn}`,
      true,
      true,
    ]);
  });

  it('pays from the same purse for sockets and subscriptions, and is asked to come again', async () => {
    const who = 'mother-separated';
    const { send } = await town.as(who);
    expect(await times(9, () => send(ROLES, {}, from))).toEqual(many(9, null));
    const raw = await RawSocket.of(town, who);
    for (const id of ['one', 'two', 'three']) raw.subscribe(id, STREAM);
    const { id, type, payload } = await raw.next();
    expect([id, type, payload[0].extensions.code]).toEqual(['three', 'error', 'RATE_LIMITED']);
    await vi.waitFor(() => expect(town.listening()).toBe(2));
    const late = await RawSocket.open(town.url);
    late.say({ type: 'connection_init', payload: { authorization: `Bearer ${(await town.as(who)).token}` } });
    expect(await late.closed).toEqual({ code: 1013, reason: 'Try again later' });
    await raw.leave();
  });
});

describe('a client that asks for ever more subscriptions', () => {
  it('pays ten points more for each that is one too many, is told to wait, and is sent away where it goes on', async () => {
    const own = await aTown({ rates: { ...POINTS, person: 100 } });
    const raw = await RawSocket.of(own, 'guardian');
    for (let id = 0; id < 60; id += 1) raw.subscribe(`${id}`, STREAM);
    expect(await raw.closed).toEqual({ code: 1013, reason: 'Try again later' });
    const codes = raw.texts.slice(1).map((text) => JSON.parse(text).payload[0].extensions.code);
    // A point for the socket, 20 for what it may hold; 79 are left.
    expect(codes).toEqual([...many(8, 'TOO_MANY_SUBSCRIPTIONS'), ...many(20, 'RATE_LIMITED')]);
    await own.close();
  });

  it('pays ten points more for each that is none of hers', async () => {
    const own = await aTown({ rates: { ...POINTS, person: 100 } });
    const raw = await RawSocket.of(own, 'contact-teacher');
    const codes = [];
    for (let id = 0; id < 11; id += 1) {
      raw.subscribe(`${id}`, STREAM);
      codes.push((await raw.next()).payload[0].extensions.code);
    }
    // A point for the socket; 99 are left.
    expect(codes).toEqual([...many(9, 'FORBIDDEN'), ...many(2, 'RATE_LIMITED')]);
    await raw.leave();
    await own.close();
  });
});

describe('a school behind one address', () => {
  it('is answered as long as its tokens are good, however many bad ones come from beside them', async () => {
    const forged = town.withToken('a.b.c');
    expect(await times(6, () => forged.send(ROLES, {}, from))).toEqual([
      ...many(5, 'TOKEN_INVALID'),
      'RATE_LIMITED',
    ]);
    expect((await (await town.as('principal')).send(ROLES, {}, from)).code).toBeNull();
    expect((await town.withToken(undefined).send(ROLES, {}, from)).code).toBe('TOKEN_MISSING');
  });

  it('may sign in when all its tokens have ended in the night', async () => {
    const { token } = await town.as('pupil-14', -1);
    expect(await times(8, () => town.withToken(token).send(ROLES, {}, from))).toEqual(
      many(8, 'TOKEN_EXPIRED'),
    );
    expect((await (await town.as('pupil-14')).send(ROLES, {}, from)).code).toBeNull();
  });

  it('is counted together for what nobody has signed in to, by the address that our own proxy heard', async () => {
    const nobody = town.withToken(undefined);
    const claims = (time: number) => ({ 'x-forwarded-for': `10.0.0.${time}, ${from['x-forwarded-for']}` });
    const codes = [];
    for (let time = 0; time < 9; time += 1) codes.push((await nobody.send(ROLES, {}, claims(time))).code);
    expect(codes).toEqual([...many(8, 'TOKEN_MISSING'), 'RATE_LIMITED']);
    expect((await nobody.send('{'.repeat(500), {}, from)).code).toBe('RATE_LIMITED');
    expect((await nobody.send(ROLES, {}, { 'x-forwarded-for': '198.51.100.7' })).code).toBe('TOKEN_MISSING');
  });
});

describe('a page', () => {
  it('asks in the name of who visits it, and of nobody who has asked too much', async () => {
    const { token, send } = await town.as('municipal-admin');
    const visit = async () => {
      const headers = { authorization: `Bearer ${token}`, accept: 'text/html' };
      await (await fetch(`${town.url}/`, { headers })).arrayBuffer();
    };
    for (let time = 0; time < 12; time += 1) await visit();
    expect((await send(ROLES, {}, from)).code).toBe('RATE_LIMITED');
  });
});

describe('points', () => {
  it('are taken for what an answer may hold, beside the one of each request', async () => {
    const rates = new Rates(POINTS);
    const sender = { address: '192.0.2.1' };
    (await rates.take(sender))?.charge(pointsFor(3_499));
    expect((await rates.take(sender))?.left).toBe(0);
    expect((await rates.take(sender))?.isEmpty).toBe(true);
  });

  it('are taken for the length of what is sent, over both transports', async () => {
    const { token, send } = await town.as('second-guardian');
    const long = (query: string) => `${query} # ${'x'.repeat(2 * 4_096)}`;
    expect((await send(long(ROLES), {}, from)).code).toBeNull();
    expect((await headersOf(token, from)).get('ratelimit')).toMatch(/^"person";r=8;/);
    const raw = await RawSocket.of(town, 'second-guardian');
    for (const id of ['one', 'two', 'three']) raw.subscribe(id, long(STREAM));
    const { id, type, payload } = await raw.next();
    expect([id, type, payload[0].extensions.code]).toEqual(['three', 'error', 'RATE_LIMITED']);
    await raw.leave();
  });

  it('are the same for a client that sends its body in chunks, and says nothing of its length', async () => {
    const { token } = await town.as('contact-teacher');
    const send = async (query: string) => {
      const response = await fetch(`${town.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: new Blob([JSON.stringify({ query })]).stream(),
        duplex: 'half',
      } as RequestInit);
      await response.arrayBuffer();
      return response.headers.get('ratelimit')?.match(/r=(\d+)/)?.[1];
    };
    const long = `${ROLES} # ${'x'.repeat(2 * 4_096)}`;
    expect([await send(ROLES), await send(long), await send(ROLES)]).toEqual(['11', '10', '7']);
  });

  it('are shared by a household’s addresses of IPv6, and by one of IPv4 however it is written', async () => {
    const rates = new Rates(POINTS);
    const left = async (address: string) => (await rates.take({ address }))?.left;
    expect([
      await left('2001:db8:1:2:aaaa::1'),
      await left('2001:db8:1:2::9%eth0'),
      await left('2001:db8:1:3::9'),
      await left('192.0.2.1'),
      await left('::ffff:192.0.2.1'),
    ]).toEqual([7, 6, 7, 7, 6]);
  });

  it('are not counted where none are set', async () => {
    expect(
      await new Rates({ person: 0, address: 0, guesses: 0, refused: 0 }).take({ address: '192.0.2.1' }),
    ).toBeUndefined();
  });
});
