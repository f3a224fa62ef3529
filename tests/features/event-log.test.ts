import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EventLog, type LoggedEvent } from '../../src/events/event-log.js';
import { Follower } from '../../src/events/follower.js';
import { Retention } from '../../src/events/retention.js';
import { Ring } from '../../src/events/ring.js';
import { readStreamCursor, streamMark, writeStreamCursor } from '../../src/events/stream-cursor.js';
import { aTown, type Town } from '../harness/town.js';

let town: Town;
let pool: pg.Pool;
let log: EventLog;
let municipality: string;
beforeEach(async () => {
  town = await aTown();
  pool = new pg.Pool({ connectionString: town.serverUrl, max: 20 });
  log = new EventLog(pool);
  municipality =
    (await town.sql<{ id: string }>('select id from municipality order by number limit 1'))[0]?.id ?? '';
});
afterEach(async () => {
  await pool.end();
  await town.close();
});

/** A writer's own connection, as the owner: it holds its transaction open until it is told to end. */
async function aWriter(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: town.ownerUrl });
  await client.connect();
  return client;
}

const append = (client: pg.Client, topic: string) =>
  client.query(
    `insert into event (id, municipality_id, topic, subjects, at, xid, ordinal)
       values (gen_random_uuid(), $1, $2, '{}', now(), pg_current_xact_id(), nextval('scope.appended'))`,
    [municipality, topic],
  );

/** Reads to the end from a position. */
async function rest(after: number): Promise<LoggedEvent[]> {
  const found: LoggedEvent[] = [];
  for (let position = after; ; position = found.at(-1)?.position ?? position) {
    const events = await log.advance(position);
    if (events.length === 0) return found;
    found.push(...events);
  }
}

describe('positions', () => {
  it('are given after commit: an event of a transaction that is still open comes later, and is not lost', async () => {
    const { position: start } = await log.top();
    const [slow, quick] = [await aWriter(), await aWriter()];
    await slow.query('begin');
    await append(slow, 'slow');
    await append(quick, 'quick');
    const first = await rest(start);
    expect(first.map((event) => event.topic)).toEqual(['quick']);
    await slow.query('commit');
    const then = await rest(first.at(-1)?.position ?? start);
    expect(then.map((event) => event.topic)).toEqual(['slow']);
    expect(then[0]?.position).toBe((first[0]?.position ?? 0) + 1);
    await Promise.all([slow.end(), quick.end()]);
  });

  it('follow what was seen: who appends after another’s commit comes after it, whoever began first', async () => {
    const { position: start } = await log.top();
    const [waited, other] = [await aWriter(), await aWriter()];
    // Whoever waits for a row that was changed has its number before it has the row.
    await waited.query('begin; select pg_current_xact_id()');
    await append(other, 'before');
    await append(waited, 'after');
    await waited.query('commit');
    expect((await rest(start)).map((event) => event.topic)).toEqual(['before', 'after']);
    await Promise.all([waited.end(), other.end()]);
  });

  it('are never given to what was rolled back', async () => {
    const { position: start } = await log.top();
    const writer = await aWriter();
    await writer.query('begin');
    await append(writer, 'never');
    await writer.query('rollback');
    await append(writer, 'after');
    expect((await rest(start)).map((event) => event.topic)).toEqual(['after']);
    await writer.end();
  });

  it('raced by eight writers and three sequencers are given once each, without a gap and without a move', async () => {
    const { position: start } = await log.top();
    const writers = await Promise.all(Array.from({ length: 8 }, aWriter));
    const perWriter = 60;
    let writing = writers.length;
    const seen = Array.from({ length: 3 }, () => [] as LoggedEvent[]);
    const follow = async (own: LoggedEvent[]) => {
      for (;;) {
        const last = writing === 0;
        const events = await log.advance(own.at(-1)?.position ?? start);
        own.push(...events);
        if (last && events.length === 0) return;
      }
    };
    const write = async (client: pg.Client, name: number) => {
      for (let n = 0; n < perWriter; n++) {
        await client.query('begin');
        await append(client, `${name}-${n}`);
        await client.query(n % 7 === 3 ? 'rollback' : 'commit');
      }
      writing -= 1;
    };
    await Promise.all([...writers.map(write), ...seen.map(follow)]);
    const committed = writers.flatMap((_, name) =>
      Array.from({ length: perWriter }, (__, n) => n)
        .filter((n) => n % 7 !== 3)
        .map((n) => `${name}-${n}`),
    );
    for (const events of seen) {
      expect(events.map((event) => event.topic).sort()).toEqual(committed.sort());
      expect(events.map((event) => event.position)).toEqual(events.map((_, index) => start + index + 1));
      for (const [name] of writers.entries()) {
        const own = events.filter((event) => event.topic.startsWith(`${name}-`)).map((event) => event.topic);
        expect(own).toEqual(
          [...own].sort((one, other) => Number(one.split('-')[1]) - Number(other.split('-')[1])),
        );
      }
    }
    expect(seen[1]).toEqual(seen[0]);
    await Promise.all(writers.map((client) => client.end()));
  });

  it('can be asked for again: an event stands at its position, and nothing else does', async () => {
    const { position: start } = await log.top();
    const writer = await aWriter();
    await append(writer, 'one');
    const [event] = await rest(start);
    expect(await log.holds(event?.position ?? 0, event?.id ?? '')).toBe(true);
    expect(await log.holds((event?.position ?? 0) + 1, event?.id ?? '')).toBe(false);
    await writer.end();
  });

  it('are nobody’s to give or read but the log’s own hat’s', async () => {
    const client = await pool.connect();
    for (const call of ['events.number_committed(1)', 'events.top()', `events.after(0, 1)`])
      await expect(client.query(`select ${call}`)).rejects.toThrow(/permission denied/);
    client.release();
  });
});

it('an act that is done is in the log, and one that was refused is not', async () => {
  const { position: start } = await log.top();
  const guardian = await town.as('guardian');
  const correct =
    'mutation ($e: String) { correctMyContactDetails(input: { email: $e }) { userErrors { code } } }';
  await guardian.send(correct, { e: 'not an address' });
  await guardian.send(correct, { e: 'kari@example.no' });
  const events = await rest(start);
  expect(events.map((event) => [event.topic, Object.keys(event.subjects)])).toEqual([
    ['contact.corrected', ['person']],
  ]);
});

describe('the ring', () => {
  it('gives what stands after a position, or says that it no longer holds it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.array(fc.integer({ min: 0, max: 5 })),
        fc.nat(60),
        (size, adds, at) => {
          const ring = new Ring(0, size);
          const all: LoggedEvent[] = [];
          for (const count of adds) {
            const more = Array.from(
              { length: count },
              (_, n) => ({ position: all.length + n + 1 }) as LoggedEvent,
            );
            all.push(...more);
            ring.add(more);
          }
          const held = all.slice(-size);
          const floor = (held[0]?.position ?? 1) - 1;
          expect(ring.top).toBe(all.length);
          expect(ring.after(at, 1_000)).toEqual(
            at < floor ? undefined : all.filter((event) => event.position > at),
          );
        },
      ),
    );
  });
});

describe('a log that can not be read for a while', () => {
  it('is told of once, however often it is asked for meanwhile', async () => {
    const read = vi.spyOn(log, 'top');
    const told: unknown[] = [];
    const report = (failure: unknown) => void told.push(failure);
    const follower = await Follower.start({ log, wakeUrl: undefined, ringSize: 10, report });
    await town.sql('revoke execute on function events.number_committed from public, skolegraf_events');
    const before = read.mock.calls.length;
    await vi.waitFor(() => expect(read.mock.calls.length).toBeGreaterThan(before + 4), 5_000);
    await follower.stop();
    expect(told).toHaveLength(1);
  });
});

describe('a node', () => {
  it('notices that what it has seen is gone, also where the log has grown past it again', async () => {
    const writer = await aWriter();
    for (const topic of ['kept', 'gone']) await append(writer, topic);
    await writer.end();
    const follower = await Follower.start({
      log,
      wakeUrl: undefined,
      ringSize: 10,
      report: () => undefined,
    });
    const { epoch, top } = follower;
    const restoring = await aWriter();
    await restoring.query('begin; lock table events.counter in access exclusive mode');
    await restoring.query('delete from event where position = $1', [top]);
    await restoring.query('update events.counter set position = $1', [top - 1]);
    for (const topic of ['other', 'another']) await append(restoring, topic);
    await restoring.query('commit');
    await vi.waitFor(() => expect(follower.epoch).not.toBe(epoch), 5_000);
    expect(follower.top).toBe(top + 1);
    await Promise.all([restoring.end(), follower.stop()]);
  });
});

describe('a stream’s cursor', () => {
  it('is read back by the same subscriber and subscription, and by nobody else', () => {
    const mark = streamMark('a person', 'messageReceived');
    const place = { position: 41, eventId: randomUUID(), epoch: 'a log' };
    expect(readStreamCursor(mark, writeStreamCursor(mark, place))).toEqual(place);
    expect(
      readStreamCursor(streamMark('another', 'messageReceived'), writeStreamCursor(mark, place)),
    ).toBeUndefined();
    expect(
      readStreamCursor(streamMark('a person', 'checkInRecorded'), writeStreamCursor(mark, place)),
    ).toBeUndefined();
    for (const junk of [
      '',
      'x',
      Buffer.from('[]').toString('base64url'),
      Buffer.from('{"a":1}').toString('base64url'),
    ])
      expect(readStreamCursor(mark, junk)).toBeUndefined();
  });
});

describe('the log', () => {
  it('forgets what is older than its days, but never its newest event, from which all can resume', async () => {
    const writer = await aWriter();
    for (const topic of ['old', 'older', 'newest']) await append(writer, topic);
    await writer.end();
    const { position, eventId } = await log.top();
    await town.sql(`update event set at = now() - interval '15 days'`);
    const retention = new Retention(log, 14, (failure) => {
      throw failure;
    });
    await retention.prune();
    await retention.stop();
    expect(await town.sql('select topic, position from event')).toEqual([
      { topic: 'newest', position: String(position) },
    ]);
    expect(await log.holds(position, eventId ?? '')).toBe(true);
    await town.sql(`update event set at = now()`);
    expect(await log.prune(14)).toBe(0);
  });

  it('is another one where its database was copied, restored or promoted: no cursor of before holds', async () => {
    const { epoch } = await log.top();
    expect((await log.top()).epoch).toBe(epoch);
    await town.sql(`update events.counter set origin = 'another server'`);
    const after = await log.top();
    expect(after.epoch).not.toBe(epoch);
    expect((await log.top()).epoch).toBe(after.epoch);
  });
});
