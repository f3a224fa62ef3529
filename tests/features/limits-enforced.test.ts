import { getIntrospectionQuery } from 'graphql';
import type { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { connected } from '../harness/matrix/sessions.js';
import { RawSocket } from '../harness/raw-socket.js';
import { aTown, type Town } from '../harness/town.js';

let town: Town;
beforeAll(async () => {
  town = await aTown({ introspection: false });
});
afterAll(() => town.close());

const watching = <T>(work: (client: Client) => Promise<T>) =>
  connected(inject('superuserUrl').replace('DATABASE', new URL(town.ownerUrl).pathname.slice(1)), work);

const post = (body: string, headers: Record<string, string> = {}) =>
  fetch(`${town.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });

describe('an operation', () => {
  it.each([
    ['10 100 nodes is refused', 100, 'OPERATION_TOO_COSTLY'],
    ['9 999 nodes is answered', 99, null],
  ])('that may return %s', async (_what, children, code) => {
    const admin = await town.as('archivist');
    const query = `{ children(first: ${children}) { nodes { absences(first: 100) { nodes { day } } } } }`;
    const answer = await admin.send(query);
    expect([answer.status, answer.code]).toEqual([code ? 400 : 200, code]);
  });

  it('is cut off by the database after five seconds, where nothing of it goes on', { timeout: 20_000 }, () =>
    connected(town.ownerUrl, async (owner) => {
      const running = async () =>
        (
          await watching((client) =>
            client.query(`select from pg_stat_activity where datname = current_database() and state = 'active'
               and usename = 'skolegraf_server'`),
          )
        ).rows.length;
      await owner.query('begin; lock table child in access exclusive mode');
      const guardian = await town.as('guardian');
      const began = performance.now();
      const answering = guardian.send('{ viewer { children { name } } }');
      await vi.waitFor(async () => expect(await running()).toBe(1), 4_000);
      const answer = await answering;
      const seconds = (performance.now() - began) / 1_000;
      expect([answer.status, answer.code, answer.data]).toEqual([503, 'OPERATION_TOO_SLOW', undefined]);
      expect([seconds > 4.9, seconds < 8]).toEqual([true, true]);
      await vi.waitFor(async () => expect(await running()).toBe(0), 500);
      await owner.query('rollback');
      expect((await guardian.send('{ viewer { children { name } } }')).code).toBeNull();
    }),
  );

  it.each([
    [100 * 1024, 200],
    [100 * 1024 + 1, 413],
  ])('in a body of %i bytes is answered %i', async (bytes, status) => {
    const body = JSON.stringify({ query: '{ __typename }' });
    const response = await post(body + ' '.repeat(bytes - body.length));
    expect(response.status).toBe(status);
  });
});

describe('subscriptions of one socket', () => {
  it('are opened four at a time, and what else the client says is heard in between', () =>
    connected(town.ownerUrl, async (owner) => {
      const waiting = async () =>
        (
          await watching((client) =>
            client.query(`select from pg_stat_activity where datname = current_database()
               and usename = 'skolegraf_server' and wait_event_type = 'Lock'`),
          )
        ).rows.length;
      await owner.query('begin; lock table guardianship in access exclusive mode');
      const raw = await RawSocket.of(town, 'guardian');
      for (let id = 0; id < 20; id += 1)
        raw.subscribe(`${id}`, 'subscription { checkInRecorded { checkedInAt } }');
      expect(await raw.beat()).toEqual({ type: 'pong' });
      await vi.waitFor(async () => expect(await waiting()).toBe(4), 2_000);
      expect(await raw.beat()).toEqual({ type: 'pong' });
      expect(await waiting()).toBe(4);
      await owner.query('rollback');
      await vi.waitFor(() => expect(town.listening()).toBe(20), 5_000);
      await raw.leave();
    }));
});

describe('the schema of a server that shows it to nobody', () => {
  it('is not asked for, over HTTP and over WebSocket', async () => {
    const query = getIntrospectionQuery();
    expect((await town.withToken(undefined).send(query)).code).toBe('INTROSPECTION_OFF');
    const raw = await RawSocket.of(town, 'guardian');
    raw.subscribe('one', query);
    expect((await raw.next()).payload[0].extensions.code).toBe('INTROSPECTION_OFF');
    await raw.leave();
  });

  it.each([
    ['{ viewr { roles } }', 'subscription { checkInRecordd { checkedInAt } }'],
    ['{ viewer { role } }', 'subscription { checkInRecorded { checkedInA } }'],
    ['{ child(idd: 1) { id } }', 'subscription { checkInRecorded(aftr: "x") { checkedInAt } }'],
  ])('is not guessed at: %s', async (query, stream) => {
    const { errors } = await town.withToken(undefined).send(query);
    const raw = await RawSocket.of(town, 'guardian');
    raw.subscribe('one', stream);
    const { payload } = await raw.next();
    await raw.leave();
    for (const { message, extensions } of [errors[0], payload[0]]) {
      expect(extensions.code).toBe('OPERATION_INVALID');
      expect(message).not.toContain('Did you mean');
    }
  });
});

describe('a page elsewhere', () => {
  it.each([
    ['another host', 'https://elsewhere.example'],
    ['no host at all', 'null'],
    ['our host on another port', 'http://127.0.0.1:1'],
  ])('at %s is refused its socket with 403', async (_where, origin) => {
    await expect(RawSocket.open(town.url, undefined, { headers: { origin } })).rejects.toThrow('403');
  });

  it('is not told that it may read what it asked for', async () => {
    const response = await post('{"query":"{ __typename }"}', { origin: 'https://elsewhere.example' });
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    const asking = await fetch(`${town.url}/graphql`, {
      method: 'OPTIONS',
      headers: { origin: 'https://elsewhere.example', 'access-control-request-method': 'POST' },
    });
    expect([asking.ok, asking.headers.get('access-control-allow-origin')]).toEqual([false, null]);
  });
});

describe('what is long or often asked for', () => {
  it('counts by its length: a page of 100 messages with their texts, but not two', async () => {
    const guardian = await town.as('guardian');
    const page = (alias: string) => `${alias}: messages(first: 100) { nodes { text } }`;
    const ask = (pages: string) => guardian.send(`{ viewer { threads(first: 1) { nodes { ${pages} } } } }`);
    expect((await ask(page('one'))).code).toBeNull();
    expect((await ask(`${page('one')} ${page('other')}`)).code).toBe('OPERATION_TOO_COSTLY');
    const again = 'messages(first: 100) { nodes { text again: text } }';
    expect((await ask(again)).code).toBe('OPERATION_TOO_COSTLY');
  });

  it('counts together in all acts of one operation, of which the last is not done', async () => {
    const guardian = await town.as('guardian');
    const acts = Array.from(
      { length: 9 },
      (_, at) => `a${at}: correctMyContactDetails(input: { mobile: "+474000000${at}" }) { ...P }`,
    );
    const { data, errors } = await guardian.send(
      `mutation { ${acts.join(' ')} }
       fragment P on CorrectMyContactDetailsPayload {
         viewer { children { absences(first: 100) { nodes { child { absences(first: 5) { totalCount } } } } } } }`,
    );
    expect([data, errors.map(({ extensions }) => extensions.code)]).toEqual([null, ['OPERATION_TOO_COSTLY']]);
    const refused = Number(String(errors[0]?.path?.[0]).slice(1));
    expect([refused > 0, refused < 9]).toEqual([true, true]);
    const written = await town.sql<{ mobile: string }>(
      `select distinct mobile from person_contact where mobile like '+474000000_'`,
    );
    expect(written).toEqual([{ mobile: `+474000000${refused - 1}` }]);
  });
});
