import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { RawSocket } from '../harness/raw-socket.js';
import { aTown, type Town } from '../harness/town.js';

const HEARD = 'subscription ($after: String) { checkInRecorded(after: $after) { child { id } } }';
const WITH_GROUP = 'subscription { checkInRecorded { child { id } group { name } } }';
const BLOCK =
  'mutation ($input: BlockGuardianInput!) { blockGuardian(input: $input) { userErrors { code } } }';

/** A child at SFO and the guardian who has no other. */
interface Home {
  readonly child: string;
  readonly attendance: string;
  readonly guardianship: string;
  readonly guardian: string;
}

let town: Town;
let owner: pg.Client;
let nora: Home;
/** All children whose guardian she is, with whatever access. */
let hers: string[];
beforeAll(async () => {
  town = await aTown({ beat: 240, ringSize: 1 });
  owner = new pg.Client({ connectionString: town.ownerUrl });
  await owner.connect();
  nora = await onlyChildOf('Kari', 'Haugen');
  const all = await town.sql<{ id: string }>(
    'select child_id as id from guardianship where guardian_id = $1',
    [nora.guardian],
  );
  hers = all.map(({ id }) => id);
});
afterEach(async () => {
  await owner.query('rollback');
  await following(0);
});
afterAll(async () => {
  await owner.end();
  await town.close();
});

describe('a client whose socket is lost', () => {
  it('while an event is on its way hears it when it resumes from where it was told to', async () => {
    const first = await listening('guardian', HEARD);
    await comes(nora);
    let cursor: string = (await first.next()).payload.extensions.cursor;
    const told = first.cursors.length;
    // Nobody can find out who may see the next event.
    await owner.query('begin; lock table sfo_attendance in access exclusive mode');
    await comes(nora);
    await beats(first, 3);
    cursor = first.cursors.slice(told).at(-1)?.['a'] ?? cursor;
    await first.leave();
    await owner.query('rollback');
    const second = await listening('guardian', HEARD, { after: cursor });
    expect((await second.next()).payload.data.checkInRecorded.child.id).toBe(nora.child);
    await second.leave();
  });

  it('is told to load anew where an event between its own and the newest was forgotten', async () => {
    const first = await listening('guardian', HEARD);
    await comes(nora);
    const { cursor } = (await first.next()).payload.extensions;
    const forgotten = await comes(nora);
    await comes(nora);
    await first.next();
    await first.next();
    await first.leave();
    // Retention goes by the clock, and clocks are set.
    await town.sql('delete from event where id = $1', [forgotten]);
    const second = await RawSocket.of(town, 'guardian');
    second.subscribe('a', HEARD, { after: cursor });
    expect(codeOf(await second.next())).toBe('RESYNC_REQUIRED');
    await second.leave();
  });
});

describe('a guardian who is blocked', () => {
  it('hears nothing of an event that was being read for her, however long that takes', async () => {
    const raw = await listening('guardian', WITH_GROUP);
    await owner.query('begin; lock table sfo_group in access exclusive mode');
    await comes(nora);
    await until(`select from pg_locks where relation = 'sfo_group'::regclass and not granted`);
    await blocked(nora);
    const begun = performance.now();
    await vi.waitFor(() => expect(performance.now() - begun).toBeGreaterThan(600), 5_000);
    await owner.query('rollback');
    expect(codeOf(await raw.next())).toBe('NO_ACCESS');
    await raw.leave();
    await lifted(nora);
  });

  it('from a child whom she got after her stream began, and has no other, is told that she has no access', async () => {
    const other = (await homes()).find(({ child }) => !hers.includes(child));
    const raw = await listening('guardian', HEARD);
    await town.sql('update guardianship set guardian_id = $1 where id = $2', [
      nora.guardian,
      other?.guardianship,
    ]);
    await town.sql(`update guardianship set access = 'NONE' where id = $1`, [nora.guardianship]);
    await comes(other ?? nora);
    expect((await raw.next()).payload.data.checkInRecorded.child.id).toBe(other?.child);
    await blocked(other ?? nora);
    expect(codeOf(await raw.next())).toBe('NO_ACCESS');
    await raw.leave();
  });
});

describe('a token', () => {
  it('ends its socket with 4403 also on a machine that slept through its end', async () => {
    const raw = await RawSocket.of(town, 'sfo-leader');
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_700_000 });
    expect(await raw.closed).toEqual({ code: 4403, reason: 'Forbidden' });
    vi.useRealTimers();
  });
});

async function listening(who: string, query: string, variables = {}): Promise<RawSocket> {
  const raw = await RawSocket.of(town, who);
  raw.subscribe('a', query, variables);
  await following(1);
  return raw;
}

/** Children with an attendance of some day, each with a guardian who can do everything. */
function homes(): Promise<Home[]> {
  return town.sql<Home>(
    `select distinct on (g.guardian_id) g.child_id as child, a.id as attendance, g.id as guardianship, g.guardian_id as guardian
       from guardianship g join sfo_attendance a on a.child_id = g.child_id
       where g.access = 'FULL' and not exists (select from access_block b where b.guardianship_id = g.id)
       order by g.guardian_id, g.id`,
  );
}

/** Whoever has this name keeps one child alone. */
async function onlyChildOf(givenName: string, familyName: string): Promise<Home> {
  const [person] = await town.sql<{ id: string }>(
    'select id from person where given_name = $1 and family_name = $2',
    [givenName, familyName],
  );
  const home = (await homes()).find(({ guardian }) => guardian === person?.id);
  if (!home) throw new Error(`${givenName} has no child at SFO`);
  await town.sql(`update guardianship set access = 'NONE' where guardian_id = $1 and child_id <> $2`, [
    home.guardian,
    home.child,
  ]);
  return home;
}

/** The child comes to SFO. @returns the event's id. */
async function comes({ attendance, child }: Home): Promise<string> {
  const [event] = await town.sql<{ id: string }>(
    `insert into event (id, municipality_id, topic, subjects, at, xid, ordinal)
       select gen_random_uuid(), c.municipality_id, 'sfo.checked-in', $2, now(), pg_current_xact_id(), nextval('scope.appended')
         from child c where c.id = $1 returning id`,
    [child, JSON.stringify({ attendance, child })],
  );
  return event?.id ?? '';
}

async function blocked({ guardianship }: Home): Promise<void> {
  const input = { guardianshipId: guardianship, reason: 'SAFETY' };
  expect((await (await town.as('school-office')).send(BLOCK, { input })).code).toBeNull();
}

const lifted = ({ guardianship }: Home) =>
  town.sql('delete from access_block where guardianship_id = $1', [guardianship]);

/** Waits until the server has asked so many times whether the client is there. */
async function beats({ socket }: RawSocket, count: number): Promise<void> {
  for (let beat = 0; beat < count; beat += 1) await new Promise((resolve) => socket.once('ping', resolve));
}

const until = (query: string) =>
  vi.waitFor(async () => expect(await town.sql(query)).not.toHaveLength(0), 10_000);

const codeOf = ({ payload }: { payload?: { extensions: { code: string } }[] }) =>
  payload?.[0]?.extensions.code;

const following = (count: number) => vi.waitFor(() => expect(town.listening()).toBe(count), 10_000);
