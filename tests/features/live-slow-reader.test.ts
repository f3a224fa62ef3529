import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { RawSocket } from '../harness/raw-socket.js';
import { aTown, type Town } from '../harness/town.js';

const HEARD = 'subscription { checkInRecorded { checkedInAt child { givenName familyName } } }';
const EVENTS = 2_000;
const UNDER_WAY_BYTES = 256 * 1024;

let town: Town;
beforeAll(async () => {
  town = await aTown();
});
afterAll(() => town.close());

/** Lets a child of the guardian be checked in very often. */
async function comesOften(): Promise<void> {
  await town.sql(
    `insert into event (id, municipality_id, topic, subjects, at, xid, ordinal)
       select gen_random_uuid(), a.municipality_id, 'sfo.checked-in',
           json_build_object('attendance', a.id, 'child', a.child_id), now(), pg_current_xact_id(), n
         from (select a.* from sfo_attendance a join child c on c.id = a.child_id
           join guardianship g on g.child_id = c.id join person p on p.id = g.guardian_id
           where p.given_name = 'Kari' and p.family_name = 'Haugen' and g.access = 'FULL' and g."to" is null
             and c.left_on is null and not exists (select from access_block b where b.guardianship_id = g.id)
           order by a.id limit 1) a,
           generate_series(1, $1) n`,
    [EVENTS],
  );
}

/** The guardian, in a client that says that it has read only when the test lets it. */
async function aSlowReader(): Promise<{ readonly raw: RawSocket; read(): void }> {
  const [{ token }, raw] = await Promise.all([
    town.as('guardian'),
    RawSocket.open(town.url, undefined, { autoPong: false }),
  ]);
  let asked: Buffer = Buffer.alloc(0);
  let reads = false;
  raw.socket.on('ping', (mark: Buffer) => {
    asked = mark;
    if (reads) raw.socket.pong(mark);
  });
  raw.say({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
  await raw.next();
  const read = () => {
    reads = true;
    raw.socket.pong(asked);
  };
  return { raw, read };
}

const idsIn = (raw: RawSocket): string[] =>
  raw.texts
    .map((text) => JSON.parse(text))
    .filter(({ type }) => type === 'next')
    .map(({ payload }) => payload.extensions.eventId);

it('a client that does not say it reads is sent a little, and all the rest in order once it does', async () => {
  const slow = await aSlowReader();
  const other = await RawSocket.of(town, 'guardian');
  slow.raw.subscribe('a', HEARD);
  other.subscribe('a', HEARD);
  await vi.waitFor(() => expect(town.listening()).toBe(2), 5_000);
  await comesOften();
  await vi.waitFor(() => expect(idsIn(other)).toHaveLength(EVENTS), 30_000);
  const sent = slow.raw.texts.join('').length;
  expect(sent).toBeGreaterThan(UNDER_WAY_BYTES / 2);
  expect(sent).toBeLessThan(UNDER_WAY_BYTES + 1_000);
  slow.read();
  await vi.waitFor(() => expect(idsIn(slow.raw)).toHaveLength(EVENTS), 30_000);
  expect(idsIn(slow.raw)).toEqual(idsIn(other));
  await slow.raw.leave();
  await other.leave();
}, 60_000);
