import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { aTinyLine, type TinyLine } from '../harness/tiny-line.js';

let line: TinyLine;
beforeEach(async () => {
  line = await aTinyLine();
});
afterEach(() => line.close());

describe('a server that falls silent', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
  afterEach(() => void vi.useRealTimers());

  it('is pinged, and left when it does not answer', async () => {
    const heard = line.hearing();
    const first = await line.server.socket(1);
    first.event((await first.operation()).id, 'one');
    await heard.hears('resync: begun', 'one');
    for (const count of [1, 2]) {
      vi.advanceTimersByTime(20_000);
      await vi.waitFor(() => expect(first.pings.length).toBe(count));
      first.send({ type: 'pong' });
      first.event('1', `event ${count}`);
      await vi.waitFor(() => expect(heard.told.at(-1)).toBe(`event ${count}`));
    }
    vi.advanceTimersByTime(20_000);
    await vi.waitFor(() => expect(first.pings.length).toBe(3));
    vi.advanceTimersByTime(15_000);
    const second = await line.server.socket(2);
    expect((await second.operation()).payload.variables).toEqual({ after: 'cursor-event 2' });
  });

  it('is left when it does not take the token within 15 seconds', async () => {
    line.server.unanswered.add('token-1');
    const heard = line.hearing();
    const first = await line.server.socket(1);
    vi.advanceTimersByTime(15_000);
    const second = await line.server.socket(2);
    second.event((await second.operation()).id, 'one');
    await heard.hears('resync: begun', 'one');
    expect([first.subscribed, line.tokens]).toEqual([[], [undefined, undefined]]);
  });

  it('is left when it does not even open a socket', async () => {
    const connections: Socket[] = [];
    const deaf = createServer((connection) => void connections.push(connection.resume())).listen(
      0,
      '127.0.0.1',
    );
    await once(deaf, 'listening');
    line.renew({
      url: `http://127.0.0.1:${(deaf.address() as AddressInfo).port}/graphql`,
      token: () => 'a token',
    });
    const heard = line.hearing();
    await vi.waitFor(() => expect(connections.length).toBe(1));
    vi.advanceTimersByTime(15_000);
    await vi.waitFor(() => expect(connections.length).toBe(2));
    expect(heard.told).toEqual([]);
    line.client.close();
    for (const connection of connections) connection.destroy();
    deaf.close();
  });
});

describe('a token that ends', () => {
  it('is replaced once for all subscriptions, which all go on', async () => {
    const both = [line.hearing(), line.hearing()];
    const first = await line.server.socket(1);
    await first.operation(2);
    for (const { id } of first.subscribed) first.event(id, 'one');
    await Promise.all(both.map((heard) => heard.hears('resync: begun', 'one')));
    first.close(4403);
    const second = await line.server.socket(2);
    await second.operation(2);
    expect(second.subscribed.map(({ payload }) => payload.variables)).toEqual([
      { after: 'cursor-one' },
      { after: 'cursor-one' },
    ]);
    expect([line.tokens, second.token, line.failures]).toEqual([[undefined, 'token-1'], 'token-2', []]);
  });

  it('and whose successor is refused too ends everything, until the application subscribes anew', async () => {
    line.server.refused.add('token-2');
    const both = [line.hearing(), line.hearing()];
    const first = await line.server.socket(1);
    await first.operation(2);
    first.close(4403);
    await Promise.all(both.map((heard) => heard.hears('ended: TOKEN_REFUSED')));
    expect(line.server.sockets.length).toBe(2);
    const again = line.hearing();
    const third = await line.server.socket(3);
    third.event((await third.operation()).id, 'one');
    await again.hears('resync: begun', 'one');
    expect(line.tokens).toEqual([undefined, 'token-1', 'token-2']);
  });

  it('is waited for where the application has none at the moment', async () => {
    line.renew({
      token: async () => {
        if (line.tokens.push(undefined) < 3) throw new Error('no network');
        return 'a token';
      },
    });
    const heard = line.hearing();
    const first = await line.server.socket(1);
    first.event((await first.operation()).id, 'one');
    await heard.hears('resync: begun', 'one');
    expect(first.token).toBe('a token');
  });
});
