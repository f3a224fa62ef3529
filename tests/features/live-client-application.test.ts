import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { parse } from 'graphql';
import { afterEach, beforeEach, describe, expect, expectTypeOf, it, vi } from 'vitest';
import { type CursorStorage, createLiveClient } from '../../src/client/index.js';
import type { LiveListener } from '../harness/live-listener.js';
import { aTinyLine, type Heard, type TinyLine } from '../harness/tiny-line.js';

let line: TinyLine;
beforeEach(async () => {
  line = await aTinyLine();
});
afterEach(() => line.close());

describe('an application', () => {
  it('that takes its time is given one event at a time, in order, also over a lost socket', async () => {
    const gate = Promise.withResolvers<void>();
    let inside = 0;
    const heard = line.hearing({
      next: async () => {
        inside += 1;
        expect(inside).toBe(1);
        await gate.promise;
        inside -= 1;
      },
    });
    const first = await line.server.socket(1);
    const { id } = await first.operation();
    first.event(id, 'one');
    first.event(id, 'two');
    await heard.hears('resync: begun', 'one');
    first.cut();
    const second = await line.server.socket(2);
    const again = await second.operation();
    expect(again.payload.variables).toEqual({ after: 'cursor-two' });
    second.event(again.id, 'three');
    second.error(again.id, 'NO_ACCESS');
    expect(heard.told).toEqual(['resync: begun', 'one']);
    gate.resolve();
    await heard.hears('resync: begun', 'one', 'two', 'three', 'ended: NO_ACCESS');
  });

  it('that has 1000 events waiting leaves the rest with the server until it has caught up', async () => {
    const gate = Promise.withResolvers<void>();
    const heard = line.hearing({ next: () => gate.promise });
    const first = await line.server.socket(1);
    const { id } = await first.operation();
    const names = Array.from({ length: 1_001 }, (_, number) => `event ${number}`);
    for (const name of names) first.event(id, name);
    await vi.waitFor(() => expect(first.completed).toEqual([id]));
    expect(first.subscribed.length).toBe(1);
    gate.resolve();
    const again = await first.operation(2);
    expect(again.payload.variables).toEqual({ after: 'cursor-event 1000' });
    first.event(again.id, 'the next');
    await heard.hears('resync: begun', ...names, 'the next');
  });

  it('whose handler throws is told, and its other subscriptions go on', async () => {
    const storage = new Map<string, string>();
    line.renew({ storage: asStorage(storage) });
    const failing = line.hearing({
      name: 'failing',
      next: ({ heard }) => {
        if (heard === 'two') throw new Error('a fault of the application');
      },
    });
    const other = line.hearing();
    const first = await line.server.socket(1);
    await first.operation(2);
    for (const { id } of first.subscribed) for (const name of ['one', 'two', 'three']) first.event(id, name);
    await failing.hears('resync: begun', 'one', 'two', 'ended: HANDLER_FAILED');
    await other.hears('resync: begun', 'one', 'two', 'three');
    expect(Object.fromEntries(storage)).toEqual({ failing: 'cursor-one' });
  });

  it('that unsubscribes while the line is down is not subscribed again, and the others are', async () => {
    const next = Promise.withResolvers<string>();
    line.renew({
      token: (refused) => (refused ? next.promise : 'a token'),
      connected: (is) => {
        connected = is;
      },
    });
    let connected = false;
    const gone = line.hearing({ variables: { who: 'gone' } });
    const stays = line.hearing({ variables: { who: 'stays' } });
    const first = await line.server.socket(1);
    await first.operation(2);
    for (const { id } of first.subscribed) first.event(id, 'one');
    await Promise.all([gone, stays].map((each) => each.hears('resync: begun', 'one')));
    first.close(4403);
    await vi.waitFor(() => expect(connected).toBe(false));
    gone.unsubscribe();
    next.resolve('the next token');
    const second = await line.server.socket(2);
    const { id, payload } = await second.operation();
    expect(payload.variables).toEqual({ who: 'stays', after: 'cursor-one' });
    second.event(id, 'two');
    await stays.hears('resync: begun', 'one', 'two');
    expect([second.subscribed.length, gone.told]).toEqual([1, ['resync: begun', 'one']]);
  });

  it('that unsubscribes within a handler hears nothing more', async () => {
    const heard: LiveListener = line.hearing({ next: () => heard.unsubscribe() });
    const first = await line.server.socket(1);
    const { id } = await first.operation();
    first.event(id, 'one');
    first.event(id, 'two');
    await vi.waitFor(() => expect(first.completed).toEqual([id]));
    expect(heard.told).toEqual(['resync: begun', 'one']);
  });

  it('that comes back goes on from the last event that it had done with', async () => {
    const storage = new Map<string, string>();
    line.renew({ storage: asStorage(storage) });
    const gate = Promise.withResolvers<void>();
    const before = line.hearing({
      name: 'check-ins',
      next: ({ heard }) => (heard === 'two' ? gate.promise : undefined),
    });
    const first = await line.server.socket(1);
    const { id } = await first.operation();
    first.event(id, 'one');
    first.event(id, 'two');
    await before.hears('resync: begun', 'one', 'two');
    line.client.close();
    line.renew({ storage: asStorage(storage) });
    const after = line.hearing({ name: 'check-ins' });
    const second = await line.server.socket(2);
    const again = await second.operation();
    expect(again.payload.variables).toEqual({ after: 'cursor-one' });
    second.event(again.id, 'two');
    second.ping({ [again.id]: 'cursor-moved' });
    await after.hears('two');
    await vi.waitFor(() => expect(Object.fromEntries(storage)).toEqual({ 'check-ins': 'cursor-moved' }));
    second.error(again.id, 'NO_ACCESS');
    await after.hears('two', 'ended: NO_ACCESS');
    expect(storage.size).toBe(0);
  });

  it('knows whether it is connected', async () => {
    const connected: boolean[] = [];
    line.renew({
      token: () => 'a',
      connected: (is) => void connected.push(is),
    });
    line.hearing();
    const first = await line.server.socket(1);
    await first.operation();
    first.cut();
    await (await line.server.socket(2)).operation();
    expect(connected).toEqual([true, false, true]);
  });

  it('with typed documents gets typed data, and gives the variables but for the cursor', async () => {
    const query = parse('subscription ($child: ID!, $from: String) { heard(child: $child, after: $from) }');
    const typed = query as TypedDocumentNode<Heard, { child: string; from?: string | null }>;
    const told: string[] = [];
    line.client.subscribe(
      { query: typed, cursorVariable: 'from', variables: { child: 'x' } },
      {
        next: (data) => {
          expectTypeOf(data).toEqualTypeOf<Heard>();
          told.push(data.heard);
        },
        resync: () => undefined,
        ended: () => undefined,
      },
    );
    const handlers = { next: () => undefined, resync: () => undefined, ended: () => undefined };
    // @ts-expect-error the child is missing
    expect(() => line.client.subscribe({ query: typed }, handlers)).toThrow('declares no variable $after');
    const first = await line.server.socket(1);
    const { id, payload } = await first.operation();
    expect(payload).toEqual({
      query: 'subscription ($child: ID!, $from: String) {\n  heard(child: $child, after: $from)\n}',
      variables: { child: 'x' },
    });
    first.event(id, 'one');
    await vi.waitFor(() => expect(told).toEqual(['one']));
    first.cut();
    const second = await line.server.socket(2);
    expect((await second.operation()).payload.variables).toEqual({ child: 'x', from: 'cursor-one' });
  });

  it('is told at once of an address that is none', () => {
    expect(() => createLiveClient({ url: 'nowhere', token: () => '' })).toThrow(TypeError);
  });
});

const asStorage = (items: Map<string, string>): CursorStorage => ({
  getItem: (name) => items.get(name) ?? null,
  setItem: (name, cursor) => items.set(name, cursor),
  removeItem: async (name) => void items.delete(name),
});
