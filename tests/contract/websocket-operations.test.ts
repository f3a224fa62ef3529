import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Message, RawSocket } from '../harness/raw-socket.js';
import { aTown, type Town } from '../harness/town.js';

const HEARD = 'subscription { checkInRecorded { child { id } } }';
const CHECK_IN =
  'mutation ($input: CheckInChildInput!) { checkInChild(input: $input) { userErrors { code } } }';

let town: Town;
let raw: RawSocket;
let children: string[];
beforeAll(async () => {
  town = await aTown();
  const placed = await town.sql<{ id: string }>(
    `select distinct p.child_id as id from sfo_placement p join school s on s.id = p.school_id
       where s.name = 'Furukollen skole' and p.status = 'ACTIVE' and p."from" <= scope.today()
         and (p."to" is null or p."to" >= scope.today())`,
  );
  children = placed.map(({ id }) => id);
});
beforeEach(async () => {
  raw = await RawSocket.of(town, 'sfo-leader');
  return async () => {
    await raw.leave();
    await following(0);
  };
});
afterAll(() => town.close());

describe('an event', () => {
  it('comes with the id of its subscription, its data, and where to resume after it', async () => {
    raw.subscribe(
      'æ 1',
      `query Other { viewer { roles } } ${HEARD.replace('subscription', 'subscription Heard')}`,
    );
    expect(codesOf(await raw.next())).toEqual(['REQUEST_INVALID']);
    raw.say({
      id: 'æ 1',
      type: 'subscribe',
      payload: { query: HEARD, operationName: null, variables: null, extensions: { any: 'thing' } },
    });
    await following(1);
    const child = await oneComes();
    expect(await raw.next()).toEqual({
      id: 'æ 1',
      type: 'next',
      payload: {
        data: { checkInRecorded: { child: { id: child } } },
        extensions: {
          cursor: expect.stringMatching(/^\S+$/),
          eventId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        },
      },
    });
  });

  it('comes once for each subscription of a socket', async () => {
    for (const id of ['a', 'b']) raw.subscribe(id, HEARD);
    await following(2);
    await oneComes();
    expect([(await raw.next()).id, (await raw.next()).id].sort()).toEqual(['a', 'b']);
    expect(await raw.beat()).toEqual({ type: 'pong' });
  });
});

describe('an error ends its own operation alone, and the others still hear an event after', () => {
  it.each([
    ['an empty document', { query: '' }, 'SYNTAX_INVALID'],
    ['a syntax error', { query: 'subscription {' }, 'SYNTAX_INVALID'],
    ['a field that is not there', { query: 'subscription { nothing }' }, 'OPERATION_INVALID'],
    [
      'two fields at the root',
      { query: `subscription { ${['a', 'b'].map((name) => `${name}: checkInRecorded { id }`).join()} }` },
      'OPERATION_INVALID',
    ],
    ['nothing but its type', { query: 'subscription { __typename }' }, 'OPERATION_INVALID'],
    ['a directive that is not there', { query: HEARD.replace(' {', ' @live {') }, 'OPERATION_INVALID'],
    [
      'a fragment of itself',
      { query: `${HEARD.replace('id', '...F')} fragment F on Child { ...F }` },
      'OPERATION_TOO_DEEP',
    ],
    ['a query', { query: '{ viewer { roles } }' }, 'REQUEST_INVALID'],
    ['a question about the schema', { query: '{ __schema { queryType { name } } }' }, 'REQUEST_INVALID'],
    [
      'a mutation',
      { query: CHECK_IN, variables: { input: { childId: 'x', idempotencyKey: 'k' } } },
      'REQUEST_INVALID',
    ],
    ['an operation that is not named so', { query: HEARD, operationName: 'Other' }, 'REQUEST_INVALID'],
    ['an operation without a name', { query: HEARD, operationName: '' }, 'REQUEST_INVALID'],
    [
      'two operations',
      { query: 'subscription A { checkInRecorded { id } } subscription B { checkInRecorded { id } }' },
      'REQUEST_INVALID',
    ],
    [
      'a variable that is missing',
      { query: 'subscription ($after: String!) { checkInRecorded(after: $after) { id } }' },
      'VARIABLES_INVALID',
    ],
    [
      'a variable of another type',
      {
        query: 'subscription ($after: String) { checkInRecorded(after: $after) { id } }',
        variables: { after: { a: 1 } },
      },
      'VARIABLES_INVALID',
    ],
    [
      'variables that are nested too deep',
      { query: HEARD, variables: { a: JSON.parse(`${'['.repeat(1_000)}${']'.repeat(1_000)}`) } },
      'OPERATION_TOO_DEEP',
    ],
    [
      'a cursor that is none',
      { query: HEARD.replace('Recorded', 'Recorded(after: "x")') },
      'RESYNC_REQUIRED',
    ],
    [
      'more than an answer may hold',
      {
        query: HEARD.replace(
          '{ id }',
          `{ ${'absences(first: 100) { nodes { child { '.repeat(2)} id ${'} } } '.repeat(2)} }`,
        ),
      },
      'OPERATION_TOO_COSTLY',
    ],
    ['a field that is refused', { query: HEARD.replace('id', 'identityNumber { value }') }, 'FORBIDDEN'],
  ] as const)('of %s', async (_, payload, code) => {
    raw.subscribe('good', HEARD);
    await following(1);
    raw.say({ id: 'bad', type: 'subscribe', payload });
    const refused = await raw.next();
    expect([refused.id, refused.type, codesOf(refused)]).toEqual(['bad', 'error', [code]]);
    for (const error of refused.payload) {
      expect(error).toEqual({
        message: expect.any(String),
        ...('locations' in error && { locations: error.locations }),
        extensions: { code, requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
      });
    }
    raw.subscribe('bad', HEARD);
    await following(2);
    const child = await oneComes();
    const heard = [await raw.next(), await raw.next()];
    expect(heard.map(({ id, type }) => [id, type]).sort()).toEqual([
      ['bad', 'next'],
      ['good', 'next'],
    ]);
    expect(heard.map(childOf)).toEqual([child, child]);
  });
});

describe('a client that completes a subscription', () => {
  it('hears nothing of it any more, and may use its id again', async () => {
    for (const id of ['a', 'b']) raw.subscribe(id, HEARD);
    await following(2);
    raw.say({ id: 'a', type: 'complete' });
    await following(1);
    await oneComes();
    expect((await raw.next()).id).toBe('b');
    expect(await raw.beat()).toEqual({ type: 'pong' });
    raw.subscribe('a', HEARD);
    await following(2);
    const child = await oneComes();
    expect([await raw.next(), await raw.next()].map(childOf)).toEqual([child, child]);
    expect(await raw.beat()).toEqual({ type: 'pong' });
  });

  it('may complete it twice, or one that never was', async () => {
    raw.subscribe('a', HEARD);
    await following(1);
    for (const id of ['a', 'a', 'b', '__proto__', 'constructor']) raw.say({ id, type: 'complete' });
    expect(await raw.beat()).toEqual({ type: 'pong' });
    await following(0);
  });

  it.each([
    'opening',
    'open',
  ] as const)('while it was %s may use its id again in the same breath, many times, and hears each event once', async (was) => {
    raw.subscribe('a', HEARD);
    if (was === 'open') await following(1);
    for (let each = 0; each < 30; each += 1) {
      raw.say({ id: 'a', type: 'complete' });
      raw.subscribe('a', HEARD);
    }
    expect(await settled()).toBe(1);
    const child = await oneComes();
    expect(childOf(await raw.next())).toBe(child);
    expect(await raw.beat()).toEqual({ type: 'pong' });
    raw.say({ id: 'a', type: 'complete' });
    await following(0);
  });

  it('keeps its place: the next one with its id is told of its own error', async () => {
    raw.subscribe('a', HEARD);
    raw.say({ id: 'a', type: 'complete' });
    raw.subscribe('a', 'subscription {');
    const refused = await raw.next();
    expect([refused.type, refused.id, codesOf(refused)]).toEqual(['error', 'a', ['SYNTAX_INVALID']]);
    expect(await settled()).toBe(0);
    expect(await raw.beat()).toEqual({ type: 'pong' });
  });
});

describe('the subscriptions of one socket', () => {
  it('are twenty; one more is refused, and may begin once another is completed', async () => {
    for (let each = 0; each < 20; each += 1) raw.subscribe(`${each}`, HEARD);
    await following(20);
    raw.subscribe('more', HEARD);
    expect(codesOf(await raw.next())).toEqual(['TOO_MANY_SUBSCRIPTIONS']);
    raw.say({ id: '7', type: 'complete' });
    await following(19);
    raw.subscribe('more', HEARD);
    await following(20);
  });
});

/** The next child comes to SFO. */
async function oneComes(): Promise<string> {
  const child = children.shift() ?? '';
  children.push(child);
  await town.sql('delete from sfo_attendance where child_id = $1 and day = scope.today()', [child]);
  const input = { childId: child, idempotencyKey: randomUUID() };
  expect((await (await town.as('sfo-staff')).send(CHECK_IN, { input })).code).toBeNull();
  return child;
}

const codesOf = ({ payload }: Message): string[] =>
  payload.map(({ extensions }: { extensions: { code: string } }) => extensions.code);

const childOf = ({ payload }: Message): unknown => payload.data.checkInRecorded.child.id;

/** How many streams there are once what was asked for on other sockets, after this, has begun and ended. */
async function settled(): Promise<number> {
  const other = await RawSocket.of(town, 'sfo-leader');
  for (let each = 0; each < 10; each += 1) {
    other.subscribe('a', HEARD.replace('Recorded', 'Recorded(after: "x")'));
    await other.next();
  }
  await other.leave();
  return town.listening();
}

const following = (count: number): Promise<void> =>
  vi.waitFor(() => expect(town.listening()).toBe(count), 10_000);
