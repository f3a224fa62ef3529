import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { RawSocket } from '../harness/raw-socket.js';
import { aTown, type Town } from '../harness/town.js';

const HEARD = 'subscription { checkInRecorded { checkedInAt } }';
const KB = 1_024;

let town: Town;
let raw: RawSocket;
beforeAll(async () => {
  town = await aTown();
});
beforeEach(async () => {
  raw = await RawSocket.of(town, 'guardian');
  return () => raw.leave();
});
afterAll(() => town.close());

const subscribe = (fields: object) =>
  JSON.stringify({ id: 'a', type: 'subscribe', payload: { query: HEARD }, ...fields });

describe('a message that the protocol does not know closes the socket with 4400:', () => {
  it.each([
    ['nothing at all', ''],
    ['no JSON', 'hello'],
    ['half a message', '{"type":"ping"'],
    ['two messages', '{"type":"ping"}{"type":"ping"}'],
    ['a word', '"ping"'],
    ['a number', '1e400'],
    ['null', 'null'],
    ['a list of messages', '[{"type":"ping"}]'],
    ['a list 30 000 deep', `${'['.repeat(30_000)}${']'.repeat(30_000)}`],
    ['a bad escape', '{"type":"\\u12"}'],
    ['a mark of byte order', '\ufeff{"type":"ping"}'],
    ['an object without a type', '{}'],
    ['a type that is null', '{"type":null}'],
    ['a type that is a number', '{"type":1}'],
    ['a type that is a list', '{"type":["ping"]}'],
    ['a type that is not there', '{"type":"shutdown"}'],
    ['a type of the older protocol', '{"type":"start","id":"a","payload":{}}'],
    ['a type in capitals', '{"type":"PING"}'],
    ['a type of the prototype', '{"type":"__proto__"}'],
    ['a type that is inherited', '{"__proto__":{"type":"ping"}}'],
    ['a ping with a list', '{"type":"ping","payload":[]}'],
    ['a pong with a word', '{"type":"pong","payload":"x"}'],
    ['an init with a word', '{"type":"connection_init","payload":"x"}'],
    ['a completion without an id', '{"type":"complete"}'],
    ['a completion of nothing', '{"type":"complete","id":""}'],
    ['a completion by number', '{"type":"complete","id":1}'],
    ['a subscription without an id', subscribe({ id: undefined })],
    ['a subscription with an empty id', subscribe({ id: '' })],
    ['a subscription with a number for its id', subscribe({ id: 1 })],
    ['a subscription with a list for its id', subscribe({ id: ['a'] })],
    ['a subscription without a payload', subscribe({ payload: undefined })],
    ['a subscription without a document', subscribe({ payload: {} })],
    ['a subscription with a document that is none', subscribe({ payload: { query: { kind: 'Document' } } })],
    ['variables that are a list', subscribe({ payload: { query: HEARD, variables: [] } })],
    ['variables that are text', subscribe({ payload: { query: HEARD, variables: '{}' } })],
    ['an operation’s name that is none', subscribe({ payload: { query: HEARD, operationName: 1 } })],
    ['extensions that are a list', subscribe({ payload: { query: HEARD, extensions: [] } })],
  ])('%s', async (_, frame) => {
    raw.socket.send(frame);
    expect(await raw.closed).toEqual({ code: 4400, reason: 'Invalid message received' });
    expect(raw.texts).toEqual(['{"type":"connection_ack"}']);
  });

  it.each([
    ['an acknowledgement', { type: 'connection_ack' }],
    ['an event', { id: 'a', type: 'next', payload: { data: null } }],
    ['an error', { id: 'a', type: 'error', payload: [{ message: 'no' }] }],
  ])('%s, which is the server’s to send', async (_, message) => {
    raw.say(message);
    expect(await raw.closed).toEqual({ code: 4400, reason: 'Invalid message received' });
  });

  it('a ping that is nested too deep to be written again', async () => {
    raw.socket.send(`{"type":"ping","payload":{"a":${'['.repeat(30_000)}${']'.repeat(30_000)}}}`);
    expect(await raw.closed).toEqual({ code: 4400, reason: 'Invalid message received' });
  });
});

describe('a socket that is being closed', () => {
  it('is heard no more', async () => {
    // It does not learn that it is being closed, and goes on.
    raw.wire.pause();
    raw.socket.send('hello');
    raw.subscribe('a', HEARD);
    const other = await RawSocket.of(town, 'second-guardian');
    for (const id of ['b', 'c', 'd']) {
      other.subscribe(id, HEARD.replace('Recorded', 'Recorded(after: "long ago")'));
      expect((await other.next()).payload[0].extensions.code).toBe('RESYNC_REQUIRED');
    }
    expect(town.listening()).toBe(0);
    raw.wire.resume();
    expect((await raw.closed).code).toBe(4400);
    expect(raw.texts).toEqual(['{"type":"connection_ack"}']);
    await other.leave();
  });
});

describe('an id that is taken closes the socket with 4409:', () => {
  it.each([
    ['a plain one', 'a', 'Subscriber for a already exists'],
    ['one of the prototype', '__proto__', 'Subscriber for __proto__ already exists'],
    ['one in Norwegian', 'æøå', 'Subscriber for æøå already exists'],
    ['the longest that a close can tell', 'x'.repeat(93), `Subscriber for ${'x'.repeat(93)} already exists`],
    ['one that is longer', 'x'.repeat(94), ''],
    ['one that is longer in bytes', 'æ'.repeat(60), ''],
    ['one of 60 KB', 'x'.repeat(60 * KB), ''],
  ])('%s', async (_, id, reason) => {
    raw.subscribe(id, HEARD);
    raw.subscribe(id, HEARD);
    expect(await raw.closed).toEqual({ code: 4409, reason });
    await following(0);
  });
});

describe('a frame', () => {
  it('in bytes is read as text', async () => {
    raw.socket.send(Buffer.from('{"type":"ping","payload":{"a":"å"}}'), { binary: true });
    expect(await raw.next()).toEqual({ type: 'pong', payload: { a: 'å' } });
  });

  it('of bytes that are no text is closed with 4400', async () => {
    raw.socket.send(randomBytes(1_000), { binary: true });
    expect((await raw.closed).code).toBe(4400);
  });

  it('of text that is no UTF-8 is closed with 1007', async () => {
    raw.socket.send(Buffer.from('{"type":"ping","payload":{"a":"\xff"}}', 'latin1'), { binary: false });
    expect((await raw.closed).code).toBe(1007);
  });

  it('in many fragments, with a sign of life between them, is one message', async () => {
    const answered = new Promise((resolve) => raw.socket.once('pong', resolve));
    const letters = [...'{"type":"ping","payload":{"a":1}}'];
    for (const letter of letters) raw.socket.send(letter, { fin: false });
    raw.socket.ping();
    raw.socket.send('', { fin: true });
    await answered;
    expect(await raw.next()).toEqual({ type: 'pong', payload: { a: 1 } });
  });

  it('of 64 KB is read', async () => {
    raw.socket.send(sized(64 * KB));
    expect((await raw.next()).type).toBe('pong');
  });

  it.each([
    ['a byte larger than 64 KB', (open: RawSocket) => open.socket.send(sized(64 * KB + 1))],
    ['of 16 MB', (open: RawSocket) => open.socket.send(sized(16 * KB * KB))],
    [
      'in fragments that are larger together',
      (open: RawSocket) => {
        open.socket.send(' '.repeat(40 * KB), { fin: false });
        open.socket.send(' '.repeat(40 * KB), { fin: true });
      },
    ],
  ])('%s is closed with 1009', async (_, send) => {
    send(raw);
    expect((await raw.closed).code).toBe(1009);
  });

  it.each([
    ['without a mask', [0x81, 0x02, 0x7b, 0x7d]],
    ['of a kind that is not there', [0x83, 0x80, 0, 0, 0, 0]],
    ['that claims to be compressed', [0xc1, 0x80, 0, 0, 0, 0]],
    ['that goes on with nothing', [0x80, 0x80, 0, 0, 0, 0]],
  ])('%s is closed with 1002', async (_, bytes) => {
    raw.wire.write(Buffer.from(bytes));
    expect((await raw.closed).code).toBe(1002);
  });
});

/** A ping of so many bytes. */
const sized = (bytes: number): string => '{"type":"ping"}'.padEnd(bytes);

const following = (count: number) => vi.waitFor(() => expect(town.listening()).toBe(count), 10_000);
