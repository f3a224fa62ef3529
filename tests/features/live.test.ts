import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { permits } from '../../schema/access/index.js';
import { type Role, roles } from '../../src/identity/roles.js';
import { aListener } from '../harness/listener.js';
import { aTown, type Town } from '../harness/town.js';

const HEARD =
  'subscription ($child: ID, $after: String) { checkInRecorded(child: $child, after: $after) { checkedInAt child { id name } } }';
const CHECK_IN =
  'mutation ($input: CheckInChildInput!) { checkInChild(input: $input) { userErrors { code } } }';
const BLOCK =
  'mutation ($input: BlockGuardianInput!) { blockGuardian(input: $input) { userErrors { code } } }';

/** One person for each role. */
const people: Readonly<Partial<Record<Role, string>>> = {
  guardian: 'guardian',
  pupil: 'pupil-14',
  teacher: 'contact-teacher',
  principal: 'principal',
  schoolOffice: 'school-office',
  sfoStaff: 'sfo-staff',
  sfoLeader: 'sfo-leader',
  municipalAdmin: 'municipal-admin',
  archivist: 'archivist',
  dataProtectionOfficer: 'data-protection-officer',
};

let town: Town;
beforeEach(async () => {
  town = await aTown();
  await town.sql('delete from sfo_attendance where day = scope.today()');
});
afterEach(() => town.close());

/** Children with a place at the first school’s SFO, with the person who is guardian of each. */
async function placed(): Promise<{ child: string; guardianship: string; guardian: string }[]> {
  return town.sql(
    `select distinct on (c.id) c.id as child, g.id as guardianship, g.guardian_id as guardian
       from sfo_placement p join child c on c.id = p.child_id join school s on s.id = p.school_id
       join guardianship g on g.child_id = c.id
       where s.name = 'Furukollen skole' and p.status = 'ACTIVE' and p."from" <= scope.today()
         and (p."to" is null or p."to" >= scope.today()) and g.access = 'FULL'
         and not exists (select from access_block b where b.guardianship_id = g.id)
       order by c.id, g.id`,
  );
}

/** Nora Haugen, whose mother is `guardian`, and a child of another family. */
async function noraAndAnother(): Promise<{ nora: string; guardianship: string; other: string }> {
  const [kari] = await town.sql<{ id: string }>(
    `select id from person where given_name = 'Kari' and family_name = 'Haugen'`,
  );
  const all = await placed();
  const mine = await town.sql<{ child: string; id: string }>(
    'select child_id as child, id from guardianship where guardian_id = $1',
    [kari?.id],
  );
  const nora = mine.find(({ child }) => all.some((each) => each.child === child));
  const other = all.find(({ child }) => !mine.some((each) => each.child === child));
  if (!nora || !other) throw new Error('the seeds have no SFO child of Kari');
  return { nora: nora.child, guardianship: nora.id, other: other.child };
}

async function checkIn(child: string): Promise<void> {
  const answer = await (await town.as('sfo-staff')).send(CHECK_IN, {
    input: { childId: child, idempotencyKey: randomUUID() },
  });
  expect(answer.code).toBeNull();
}

const listen = async (who: string) => aListener(town.url, (await town.as(who)).token);

describe('a check-in', () => {
  it('is heard at once by the child’s guardian and by SFO, and never by another family', async () => {
    const { nora, other } = await noraAndAnother();
    const [guardian, staff, stranger] = await Promise.all(
      ['guardian', 'sfo-leader', 'second-guardian'].map(listen),
    );
    const [home, sfo, elsewhere] = [guardian, staff, stranger].map((listener) => listener?.hear(HEARD));
    await following(3);
    await checkIn(other);
    await checkIn(nora);
    await Promise.all([home?.atLeast(1), sfo?.atLeast(2)]);
    expect(home?.events.map((event) => event.data.checkInRecorded.child.id)).toEqual([nora]);
    expect(sfo?.events.map((event) => event.data.checkInRecorded.child.id)).toEqual([other, nora]);
    expect(elsewhere?.events).toEqual([]);
    await Promise.all([guardian, staff, stranger].map((listener) => listener?.client.dispose()));
  });

  it('that came while nobody listened is heard on resuming, once and in order', async () => {
    const children = (await placed()).slice(0, 4).map(({ child }) => child);
    const first = await listen('sfo-leader');
    const before = first.hear(HEARD);
    await following(1);
    await checkIn(children[0] ?? '');
    await before.atLeast(1);
    await first.client.dispose();
    for (const child of children.slice(1, 3)) await checkIn(child);

    const second = await listen('sfo-leader');
    const after = second.hear(HEARD, { after: before.events[0]?.extensions.cursor });
    await after.atLeast(2);
    await checkIn(children[3] ?? '');
    await after.atLeast(3);
    expect(after.events.map((event) => event.data.checkInRecorded.child.id)).toEqual(children.slice(1));
    await second.client.dispose();
  });

  it('is heard from the table where the ring no longer holds it, and by the clock where wake-ups are cut', async () => {
    await town.close();
    town = await aTown({ ringSize: 1, wakeUps: 'cut' });
    await town.sql('delete from sfo_attendance where day = scope.today()');
    const children = (await placed()).slice(0, 4).map(({ child }) => child);
    const first = await listen('sfo-leader');
    const before = first.hear(HEARD);
    await following(1);
    await checkIn(children[0] ?? '');
    await before.atLeast(1);
    await first.client.dispose();
    for (const child of children.slice(1)) await checkIn(child);
    const second = await listen('sfo-leader');
    const after = second.hear(HEARD, { after: before.events[0]?.extensions.cursor });
    await after.atLeast(3);
    expect(after.events.map((event) => event.data.checkInRecorded.child.id)).toEqual(children.slice(1));
    await second.client.dispose();
  });

  it('can not be resumed from a cursor that is another’s, that is none, or whose event is gone', async () => {
    const { nora } = await noraAndAnother();
    const guardian = await listen('guardian');
    const heard = guardian.hear(HEARD);
    await following(1);
    await checkIn(nora);
    await heard.atLeast(1);
    const after = heard.events[0]?.extensions.cursor;
    const staff = await listen('sfo-leader');
    for (const [listener, cursor] of [
      [staff, after],
      [guardian, 'nonsense'],
    ] as const) {
      const resumed = listener.hear(HEARD, { after: cursor });
      await resumed.ended;
      expect(resumed.codes).toEqual(['RESYNC_REQUIRED']);
    }
    await town.sql('delete from event');
    const restored = guardian.hear(HEARD, { after });
    await restored.ended;
    expect(restored.codes).toEqual(['RESYNC_REQUIRED']);
    await Promise.all([guardian.client.dispose(), staff.client.dispose()]);
  });
});

describe('a guardian whose access ends while her stream is open', () => {
  it('is told that she has no access, and nothing of what comes after', async () => {
    const { nora, guardianship } = await noraAndAnother();
    const guardian = await listen('guardian');
    const heard = guardian.hear(HEARD, { child: nora });
    await following(1);
    const office = await town.as('school-office');
    expect(
      (await office.send(BLOCK, { input: { guardianshipId: guardianship, reason: 'SAFETY' } })).code,
    ).toBeNull();
    await checkIn(nora);
    await heard.ended;
    expect(heard.codes).toEqual(['NO_ACCESS']);
    expect(heard.events).toEqual([]);
    await guardian.client.dispose();
  });

  it('keeps the stream of her other children, without the one she lost', async () => {
    const { nora, guardianship } = await noraAndAnother();
    const guardian = await listen('guardian');
    const heard = guardian.hear(HEARD);
    await following(1);
    const staff = await listen('sfo-leader');
    const sfo = staff.hear(HEARD);
    await following(2);
    const office = await town.as('school-office');
    await office.send(BLOCK, { input: { guardianshipId: guardianship, reason: 'SAFETY' } });
    await checkIn(nora);
    await sfo.atLeast(1);
    await following(2);
    expect([heard.events, heard.codes]).toEqual([[], []]);
    await Promise.all([guardian.client.dispose(), staff.client.dispose()]);
  });
});

describe('the door', () => {
  it.each(roles.filter((role) => role in people))('opens to %s as the access table says', async (role) => {
    const listener = await listen(people[role] ?? '');
    const heard = listener.hear(HEARD);
    if (permits([role], 'Subscription', 'checkInRecorded') && permits([role], 'SfoAttendance', '*'))
      await following(1);
    else {
      await heard.ended;
      expect(heard.codes).toEqual(['FORBIDDEN']);
    }
    await listener.client.dispose();
  });

  it.each([
    ['an archivist', 'archivist', HEARD, 'FORBIDDEN'],
    ['a query', 'guardian', '{ viewer { roles } }', 'REQUEST_INVALID'],
    [
      'an act',
      'sfo-staff',
      'mutation { checkInChild(input: { childId: "x", idempotencyKey: "k" }) { userErrors { code } } }',
      'REQUEST_INVALID',
    ],
    ['a syntax error', 'guardian', 'subscription {', 'SYNTAX_INVALID'],
    ['a field that is not there', 'guardian', 'subscription { nothing }', 'OPERATION_INVALID'],
  ] as const)('is closed to %s, and the socket stays open for the others', async (_, who, query, code) => {
    const listener = await listen(who);
    const refused = listener.hear(query);
    await refused.ended;
    expect(refused.codes).toEqual([code]);
    const again = listener.hear(query);
    await again.ended;
    expect(again.codes).toEqual([code]);
    await listener.client.dispose();
  });

  it('is closed with 4403 to a token that is none', async () => {
    const { client, hear } = aListener(town.url, 'nonsense');
    const refused = hear(HEARD);
    await refused.ended;
    expect(refused.codes).toEqual(['4403']);
    await client.dispose();
  });

  it.each([
    ['a foreign page', { origin: 'https://evil.example' }, 403],
    ['our own page', undefined, 101],
  ] as const)('answers an upgrade from %s', async (_, headers, status) => {
    const socket = new WebSocket(`${town.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
      headers: headers ?? { origin: town.url },
    });
    const answered = await new Promise<number>((resolve) => {
      socket.once('open', () => resolve(101));
      socket.once('unexpected-response', (__, response) => resolve(response.statusCode ?? 0));
      socket.once('error', () => undefined);
    });
    expect(answered).toBe(status);
    socket.terminate();
  });

  it('holds at most 20 subscriptions a socket', async () => {
    const listener = await listen('guardian');
    const all = Array.from({ length: 21 }, () => listener.hear(HEARD));
    await all.at(-1)?.ended;
    expect(all.flatMap(({ codes }) => codes)).toEqual(['TOO_MANY_SUBSCRIPTIONS']);
    await listener.client.dispose();
  });
});

/** Waits until so many subscriptions follow the log: the protocol itself does not say when one has begun. */
async function following(count: number): Promise<void> {
  await vi.waitFor(() => expect(town.listening()).toBe(count), 10_000);
}
