import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { aTinyLine, type TinyLine } from '../harness/tiny-line.js';

let line: TinyLine;
beforeEach(async () => {
  line = await aTinyLine();
});
afterEach(() => line.close());

describe('a subscriber', () => {
  it('goes on from the last event after the socket is cut', async () => {
    const heard = line.hearing({ variables: { child: 'x' } });
    const first = await line.server.socket(1);
    const { id, payload } = await first.operation();
    expect(payload.variables).toEqual({ child: 'x' });
    first.event(id, 'one');
    first.event(id, 'two');
    await heard.hears('resync: begun', 'one', 'two');
    first.cut();
    const second = await line.server.socket(2);
    expect((await second.operation()).payload.variables).toEqual({ child: 'x', after: 'cursor-two' });
  });

  it.each([
    1000, 1001, 1012, 1013, 4408, 4504, 4999,
  ])('comes again when it is closed with %i', async (code) => {
    const heard = line.hearing();
    const first = await line.server.socket(1);
    first.event((await first.operation()).id, 'one');
    await heard.hears('resync: begun', 'one');
    first.close(code);
    const second = await line.server.socket(2);
    const { id, payload } = await second.operation();
    expect(payload.variables).toEqual({ after: 'cursor-one' });
    second.event(id, 'two');
    await heard.hears('resync: begun', 'one', 'two');
    expect(line.server.opened).toBe(2);
  });

  it.each([
    4400, 4401, 4406, 4409, 4429, 4500, 1008, 1009, 1011,
  ])('is told that it is over when it is closed with %i', async (code) => {
    const heard = line.hearing();
    const first = await line.server.socket(1);
    await first.operation();
    first.close(code);
    await heard.hears('ended: CONNECTION_BROKEN');
    expect([line.failures, line.server.sockets.length]).toEqual([[], 1]);
  });

  it('is told that it is over when the server does not speak the protocol', async () => {
    const heard = line.hearing();
    const first = await line.server.socket(1);
    await first.operation();
    first.send({ type: 'nonsense' });
    await heard.hears('ended: CONNECTION_BROKEN');
  });

  it('waits longer and longer for a server that takes nobody, and begins anew where one does', async () => {
    const heard = line.hearing();
    for (const number of [1, 2, 3]) {
      const socket = await line.server.socket(number);
      await socket.operation();
      socket.close(1012);
    }
    const fourth = await line.server.socket(4);
    fourth.event((await fourth.operation()).id, 'one');
    await heard.hears('resync: begun', 'one');
    fourth.close(1012);
    await line.server.socket(5);
    expect(line.failures).toEqual([0, 1, 2, 0]);
  });

  it('hears an event once, however often it is sent, and goes on from where it was sent last', async () => {
    const heard = line.hearing();
    const first = await line.server.socket(1);
    const { id } = await first.operation();
    first.event(id, 'one');
    first.event(id, 'two');
    first.event(id, 'one', 'cursor-again');
    first.cut();
    const second = await line.server.socket(2);
    const again = await second.operation();
    expect(again.payload.variables).toEqual({ after: 'cursor-again' });
    second.event(again.id, 'two');
    second.event(again.id, 'three');
    await heard.hears('resync: begun', 'one', 'two', 'three');
  });

  it('knows the last 1000 events again, and no more', async () => {
    const heard = line.hearing();
    const first = await line.server.socket(1);
    const { id } = await first.operation();
    const names = Array.from({ length: 1_001 }, (_, number) => `event ${number}`);
    for (const name of names) first.event(id, name);
    first.event(id, 'event 1');
    first.event(id, 'event 0');
    await heard.hears('resync: begun', ...names, 'event 0');
  });

  it('moves on with the cursors of a ping, which it answers', async () => {
    const quiet = line.hearing();
    const other = line.hearing();
    const first = await line.server.socket(1);
    await first.operation(2);
    const [one, two] = first.subscribed.map(({ id }) => id);
    first.ping({ [one ?? '']: 'quiet-1', [two ?? '']: 'other-1', nobody: 'x' });
    await Promise.all([quiet.hears('resync: begun'), other.hears('resync: begun')]);
    first.event(two ?? '', 'later');
    await other.hears('resync: begun', 'later');
    await vi.waitFor(() => expect(first.pongs.length).toBe(1));
    first.cut();
    const second = await line.server.socket(2);
    await second.operation(2);
    expect(second.subscribed.map(({ payload }) => payload.variables)).toEqual([
      { after: 'quiet-1' },
      { after: 'cursor-later' },
    ]);
  });

  it('loads anew where the socket was lost before there was anything to go on from', async () => {
    const heard = line.hearing();
    const first = await line.server.socket(1);
    await first.operation();
    await heard.hears('resync: begun');
    first.cut();
    const second = await line.server.socket(2);
    const { id, payload } = await second.operation();
    expect(payload.variables).toEqual({});
    second.event(id, 'one');
    await heard.hears('resync: begun', 'resync: gap', 'one');
  });

  it('who can not be resumed loads anew and hears what comes after, and the others notice nothing', async () => {
    const lost = line.hearing();
    const other = line.hearing();
    const first = await line.server.socket(1);
    await first.operation(2);
    const ids = first.subscribed.map(({ id }) => id);
    for (const id of ids) first.event(id, 'one');
    await Promise.all([lost, other].map((each) => each.hears('resync: begun', 'one')));
    first.cut();
    const second = await line.server.socket(2);
    await second.operation(2);
    const [mine = '', others = ''] = second.subscribed.map(({ id }) => id);
    second.error(mine, 'RESYNC_REQUIRED');
    const anew = await second.operation(3);
    expect(anew.payload.variables).toEqual({});
    second.event(anew.id, 'two');
    second.event(others, 'two');
    await lost.hears('resync: begun', 'one', 'resync: gap', 'two');
    await other.hears('resync: begun', 'one', 'two');
    expect([line.server.sockets.length, second.completed]).toEqual([2, []]);
  });

  it.each([
    'NO_ACCESS',
    'FORBIDDEN',
    'OPERATION_INVALID',
    'RESYNC_REQUIRED',
  ])('who is answered %s at the start is told so, and nothing is tried again', async (code) => {
    const heard = line.hearing();
    const other = line.hearing();
    const first = await line.server.socket(1);
    await first.operation(2);
    const [mine = '', others = ''] = first.subscribed.map(({ id }) => id);
    first.error(mine, code);
    await heard.hears(`ended: ${code}`);
    first.event(others, 'one');
    await other.hears('resync: begun', 'one');
    expect(first.subscribed.length).toBe(2);
  });

  it.each([
    'UNAVAILABLE',
    'OPERATION_TOO_SLOW',
  ])('asks again, from where it was, while it is answered %s', async (code) => {
    const heard = line.hearing();
    const first = await line.server.socket(1);
    const { id } = await first.operation();
    first.event(id, 'one');
    first.error(id, code);
    const second = await first.operation(2);
    first.error(second.id, code);
    const third = await first.operation(3);
    expect(third.payload.variables).toEqual({ after: 'cursor-one' });
    first.event(third.id, 'two');
    await heard.hears('resync: begun', 'one', 'two');
    expect([line.failures, line.server.sockets.length]).toEqual([[0, 1], 1]);
  });
});
