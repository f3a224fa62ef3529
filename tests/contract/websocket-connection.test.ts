import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { Rates } from '../../src/http/limits/rates.js';
import { aKeptLog } from '../harness/kept-log.js';
import { RawSocket } from '../harness/raw-socket.js';
import { aTown, type Town } from '../harness/town.js';

const HEARD = 'subscription { checkInRecorded { checkedInAt } }';
const init = (authorization: unknown) => ({ type: 'connection_init', payload: { authorization } });

let town: Town;
beforeAll(async () => {
  town = await aTown({ initWait: 300 });
});
afterAll(() => town.close());

describe('an upgrade', () => {
  it.each([
    ['at another path', '/graphql/live', {}, 404],
    ['at the root', '/', {}, 404],
    ['from a page of another origin', '/graphql', { origin: 'https://evil.example' }, 403],
    ['from a page without an origin', '/graphql', { origin: 'null' }, 403],
    ['from a page of this host under another port', '/graphql', { origin: 'http://127.0.0.1:1' }, 403],
    ['with a query beside the path', '/graphql?client=web', {}, 101],
  ] as const)('%s is answered', async (_, path, headers, status) => {
    expect(await statusOf(path, headers)).toBe(status);
  });

  it.each([
    ['no subprotocol', undefined],
    ['the older subprotocol', 'graphql-ws'],
    ['a subprotocol of something else', 'mqtt, soap'],
  ])('with %s is closed with 4406', async (_, asked) => {
    // Said as a header alone, the client does not mind that the server chooses none.
    const headers = asked === undefined ? {} : { 'sec-websocket-protocol': asked };
    const raw = await RawSocket.open(town.url, [], { headers });
    expect(raw.socket.protocol).toBe('');
    expect(await raw.closed).toEqual({ code: 4406, reason: 'Subprotocol not acceptable' });
  });

  it('with several subprotocols takes the one that it speaks', async () => {
    const raw = await RawSocket.open(town.url, ['graphql-ws', 'graphql-transport-ws']);
    expect(raw.socket.protocol).toBe('graphql-transport-ws');
    await raw.leave();
  });
});

describe('who is asking', () => {
  it('is acknowledged without more words', async () => {
    const { token } = await town.as('guardian');
    const raw = await RawSocket.open(town.url);
    raw.say(init(`Bearer ${token}`));
    expect(await raw.next()).toEqual({ type: 'connection_ack' });
    await raw.leave();
  });

  it('may be said in the header of the upgrade instead', async () => {
    const { token } = await town.as('guardian');
    const headers = { authorization: `Bearer ${token}` };
    const raw = await RawSocket.open(town.url, undefined, { headers });
    raw.say({ type: 'connection_init' });
    expect(await raw.next()).toEqual({ type: 'connection_ack' });
    await raw.leave();
  });

  it.each([
    ['no payload', () => ({ type: 'connection_init' })],
    ['an empty payload', () => ({ type: 'connection_init', payload: {} })],
    ['no token', () => init('')],
    ['a token that is none', () => init('Bearer nonsense')],
    ['a token that is a number', () => init(7)],
    ['a token without its scheme', (token: string) => init(token)],
    ['a token that was tampered with', (token: string) => init(`Bearer ${token.slice(0, -9)}AAAAAAAAA`)],
    [
      'a token under a name of the prototype',
      (token: string) =>
        JSON.parse(`{"type":"connection_init","payload":{"__proto__":{"authorization":"Bearer ${token}"}}}`),
    ],
  ] as const)('with %s is refused with 4403', async (_, message) => {
    const { token } = await town.as('guardian');
    const raw = await RawSocket.open(town.url);
    raw.say(message(token));
    expect(await raw.closed).toEqual({ code: 4403, reason: 'Forbidden' });
    expect(raw.texts).toEqual([]);
  });

  it('with a token that is past its end is refused with 4403', async () => {
    const { token } = await town.as('guardian', -1);
    const raw = await RawSocket.open(town.url);
    raw.say(init(`Bearer ${token}`));
    expect(await raw.closed).toEqual({ code: 4403, reason: 'Forbidden' });
  });

  it('ends with the token: 4403, with a stream that is open too', async () => {
    const { token } = await town.as('guardian', 1);
    const raw = await RawSocket.open(town.url);
    raw.say(init(`Bearer ${token}`));
    expect(await raw.next()).toEqual({ type: 'connection_ack' });
    raw.subscribe('a', HEARD);
    expect(await raw.closed).toEqual({ code: 4403, reason: 'Forbidden' });
    await following(0);
  });

  it('is waited for, then the socket is closed with 4408', async () => {
    const raw = await RawSocket.open(town.url);
    expect(await raw.beat()).toEqual({ type: 'pong' });
    expect(await raw.closed).toEqual({ code: 4408, reason: 'Connection initialisation timeout' });
  });

  it('is not waited for any more once it was said', async () => {
    const raw = await RawSocket.of(town, 'guardian');
    const late = await RawSocket.open(town.url);
    expect((await late.closed).code).toBe(4408);
    expect(await raw.beat()).toEqual({ type: 'pong' });
    await raw.leave();
  });

  it.each([
    'after',
    'before',
  ] as const)('said again %s the acknowledgement closes the socket with 4429', async (when) => {
    const { token } = await town.as('guardian');
    const raw = await RawSocket.open(town.url);
    raw.say(init(`Bearer ${token}`));
    if (when === 'after') await raw.next();
    raw.say(init(`Bearer ${token}`));
    expect(await raw.closed).toEqual({ code: 4429, reason: 'Too many initialisation requests' });
  });

  it.each([
    'unsaid',
    'unacknowledged',
  ] as const)('while it is %s a subscription closes the socket with 4401', async (yet) => {
    const { token } = await town.as('guardian');
    const raw = await RawSocket.open(town.url);
    if (yet === 'unacknowledged') raw.say(init(`Bearer ${token}`));
    raw.subscribe('a', HEARD);
    expect(await raw.closed).toEqual({ code: 4401, reason: 'Unauthorized' });
    expect(town.listening()).toBe(0);
  });
});

describe('the sockets of one person', () => {
  it('are ten; one more is told to come again later, and may once another has left', async () => {
    const sockets = [];
    for (let each = 0; each < 10; each += 1) sockets.push(await RawSocket.of(town, 'guardian'));
    const { token } = await town.as('guardian');
    const many = await RawSocket.open(town.url);
    many.say(init(`Bearer ${token}`));
    expect(await many.closed).toEqual({ code: 1013, reason: 'Too many connections' });
    const other = await RawSocket.of(town, 'second-guardian');
    expect(await other.beat()).toEqual({ type: 'pong' });
    await sockets.pop()?.leave();
    sockets.push(await RawSocket.of(town, 'guardian'));
    await Promise.all([...sockets, other].map((socket) => socket.leave()));
  });

  it('are not counted when they left before they were acknowledged', async () => {
    // In a new town the first token waits for the issuer's keys: time enough to leave.
    const other = await aTown();
    const { token } = await other.as('guardian');
    const sockets = await Promise.all(Array.from({ length: 11 }, () => RawSocket.open(other.url)));
    for (const raw of sockets) {
      raw.say(init(`Bearer ${token}`));
      raw.wire.end();
    }
    await Promise.all(sockets.map((raw) => raw.closed));
    const raw = await RawSocket.of(other, 'guardian');
    expect(await raw.beat()).toEqual({ type: 'pong' });
    await other.close();
  });
});

describe('a sign of life', () => {
  it.each([
    ['without a payload', { type: 'ping' }, { type: 'pong' }],
    ['with null', { type: 'ping', payload: null }, { type: 'pong' }],
    ['with nothing in it', { type: 'ping', payload: {} }, { type: 'pong', payload: {} }],
    [
      'with a payload',
      { type: 'ping', payload: { at: [1, { b: 'æ' }] } },
      { type: 'pong', payload: { at: [1, { b: 'æ' }] } },
    ],
  ])('%s is answered with the same, before and after the acknowledgement', async (_, ping, pong) => {
    const [stranger, guardian] = [await RawSocket.open(town.url), await RawSocket.of(town, 'guardian')];
    for (const raw of [stranger, guardian]) {
      raw.say(ping);
      expect(await raw.next()).toEqual(pong);
      await raw.leave();
    }
  });

  it.each([
    { type: 'pong' },
    { type: 'pong', payload: { unasked: true } },
  ])('that nobody asked for is no fault: %j', async (pong) => {
    const raw = await RawSocket.of(town, 'guardian');
    raw.say(pong);
    expect(await raw.beat()).toEqual({ type: 'pong' });
    await raw.leave();
  });

  it('is answered a thousand times over, each in its place', async () => {
    const raw = await RawSocket.of(town, 'guardian');
    for (let each = 0; each < 1_000; each += 1) raw.say({ type: 'ping', payload: { each } });
    for (let each = 0; each < 1_000; each += 1) expect((await raw.next()).payload).toEqual({ each });
    await raw.leave();
  });

  it('of WebSocket itself is answered too', async () => {
    const raw = await RawSocket.of(town, 'guardian');
    const answered = new Promise((resolve) => raw.socket.once('pong', (data) => resolve(String(data))));
    raw.socket.ping('are you there?');
    expect(await answered).toBe('are you there?');
    await raw.leave();
  });
});

describe('a failure that nobody foresaw', () => {
  it('closes the socket that met it with 1011, which tells the log why and the client nothing', async () => {
    const { log, text } = aKeptLog();
    const other = await aTown({ log, rates: { person: 100, address: 100, guesses: 100, refused: 100 } });
    const neighbour = await RawSocket.of(other, 'second-guardian');
    const { token } = await other.as('guardian');
    const raw = await RawSocket.open(other.url);
    const failing = vi.spyOn(Rates.prototype, 'take').mockRejectedValueOnce(new TypeError('a bug'));
    raw.say(init(`Bearer ${token}`));
    expect(await raw.closed).toEqual({ code: 1011, reason: 'Internal error' });
    failing.mockRestore();
    expect(raw.texts).toEqual([]);
    const failures = text()
      .split('\n')
      .filter((line) => line.includes('"err"'))
      .map((line) => JSON.parse(line));
    expect(failures.map(({ msg, err }) => [msg, err.type])).toEqual([
      ['a message was not handled', 'TypeError'],
    ]);
    expect(await neighbour.beat()).toEqual({ type: 'pong' });
    await other.close();
  });
});

describe('a server that stops', () => {
  it('tells everybody to come again with 1012, said who they are or not, and frees their streams', async () => {
    const other = await aTown();
    const [signedIn, stranger] = [await RawSocket.of(other, 'guardian'), await RawSocket.open(other.url)];
    signedIn.subscribe(randomUUID(), HEARD);
    await vi.waitFor(() => expect(other.listening()).toBe(1));
    await other.close();
    const restart = { code: 1012, reason: 'Service Restart' };
    expect(await Promise.all([signedIn.closed, stranger.closed])).toEqual([restart, restart]);
    expect(signedIn.texts).toEqual(['{"type":"connection_ack"}']);
    expect(other.listening()).toBe(0);
  });
});

function statusOf(path: string, headers: Readonly<Record<string, string>>): Promise<number> {
  const socket = new WebSocket(`${town.url.replace('http', 'ws')}${path}`, 'graphql-transport-ws', {
    headers,
  });
  return new Promise<number>((resolve) => {
    socket.once('open', () => resolve(101));
    socket.once('unexpected-response', (_, response) => resolve(response.statusCode ?? 0));
    socket.once('error', () => undefined);
  }).finally(() => socket.terminate());
}

const following = (count: number) => vi.waitFor(() => expect(town.listening()).toBe(count), 10_000);
