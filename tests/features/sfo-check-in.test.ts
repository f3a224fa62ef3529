import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Class } from '../../entities/declare/registry.js';
import { SfoPlacement } from '../../entities/sfo-placement.js';
import { newId } from '../../src/reading/identifier.js';
import { type Answer, aTown, type Town } from '../harness/town.js';

const ATTENDANCE =
  'attendance { child { id } group { name } day checkedInAt checkedInBy { name } checkedOutAt checkedOutBy { name } }';
const IN = `mutation ($input: CheckInChildInput!) { checkInChild(input: $input) {
  ${ATTENDANCE} userErrors { code field } } }`;
const OUT = `mutation ($input: CheckOutChildInput!) { checkOutChild(input: $input) {
  ${ATTENDANCE} userErrors { code field } } }`;
const DAY = `query ($id: ID!) { child(id: $id) {
  sfoAttendance(first: 1) { nodes { day checkedInAt checkedOutAt } } sfoPlacements { today { checkedInAt checkedOutAt } } } }`;

let town: Town;
let jonas: string;
beforeAll(async () => {
  town = await aTown();
  jonas = await childId('Jonas', 'Haugen');
  await givePlace(jonas);
});
afterAll(() => town.close());
beforeEach(async () => {
  await town.sql(`delete from sfo_attendance where day = (now() at time zone 'Europe/Oslo')::date`);
  await town.sql(`delete from event`);
});

async function childId(givenName: string, familyName: string): Promise<string> {
  const [row] = await town.sql<{ id: string }>(
    'select id from child where given_name = $1 and family_name = $2',
    [givenName, familyName],
  );
  if (!row) throw new Error(`there is no ${givenName} ${familyName}`);
  return row.id;
}

/** A place at the SFO of the child's school: the one pupil who signs in is past the age for it. */
async function givePlace(child: string): Promise<void> {
  await town.sql(
    `insert into sfo_placement (id, municipality_id, school_id, child_id, group_id, kind, status, "from")
       select $1, c.municipality_id, c.school_id, c.id, g.id, 'FULL', 'ACTIVE', '2020-08-01'
         from child c join sfo_group g on g.school_id = c.school_id where c.id = $2 order by g.id limit 1`,
    [newId(SfoPlacement as Class), child],
  );
}

type Extra = { readonly at?: string; readonly idempotencyKey?: string };

const send = async (who: string, act: string, childId: string, extra: Extra = {}): Promise<Answer> =>
  (await town.as(who)).send(act, { input: { childId, idempotencyKey: randomUUID(), ...extra } });

const today = () =>
  town.sql(`select * from sfo_attendance where day = (now() at time zone 'Europe/Oslo')::date order by id`);
const announced = async (): Promise<readonly string[]> =>
  (await town.sql<{ topic: string }>('select topic from event order by at, id')).map((each) => each.topic);

/** A moment reckoned by the database from now and from the beginning of the day in Norway. */
async function moment(expression: string): Promise<string> {
  const midnight = `(date_trunc('day', now() at time zone 'Europe/Oslo') at time zone 'Europe/Oslo')`;
  const [row] = await town.sql<{ at: Date }>(`select ${expression.replaceAll('midnight', midnight)} as at`);
  if (!row) throw new Error('the clock has stopped');
  return row.at.toISOString();
}

describe('a child that comes to SFO and leaves', () => {
  it('is checked in and out by those who work there, and its family sees it at once', async () => {
    const came = await send('sfo-staff', IN, jonas);
    const { attendance } = came.data.checkInChild;
    expect(came.data.checkInChild).toEqual({
      attendance: {
        child: { id: jonas },
        group: { name: expect.any(String) },
        day: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
        checkedInAt: expect.any(String),
        checkedInBy: { name: 'Fadumo Hersi' },
        checkedOutAt: null,
        checkedOutBy: null,
      },
      userErrors: [],
    });
    const { day, checkedInAt } = attendance;
    for (const who of ['guardian', 'pupil-14']) {
      const { data } = await (await town.as(who)).send(DAY, { id: jonas });
      expect(data.child.sfoAttendance.nodes).toEqual([{ day, checkedInAt, checkedOutAt: null }]);
      expect(data.child.sfoPlacements).toEqual([{ today: { checkedInAt, checkedOutAt: null } }]);
    }

    const left = (await send('sfo-leader', OUT, jonas)).data.checkOutChild.attendance;
    expect(left).toEqual({
      ...attendance,
      checkedOutAt: expect.any(String),
      checkedOutBy: { name: 'Øyvind Tveit' },
    });
    for (const who of ['guardian', 'pupil-14']) {
      const { data } = await (await town.as(who)).send(DAY, { id: jonas });
      const times = { checkedInAt, checkedOutAt: left.checkedOutAt };
      expect(data.child.sfoPlacements).toEqual([{ today: times }]);
    }
    expect(await announced()).toEqual(['sfo.checked-in', 'sfo.checked-out']);
  });

  it('is announced by ids alone', async () => {
    await send('sfo-staff', IN, jonas);
    const [row] = await today();
    const [event] = await town.sql<{ subjects: string }>('select subjects from event');
    expect(JSON.parse(event?.subjects ?? '')).toEqual({
      attendance: row?.['id'],
      child: jonas,
      group: row?.['group_id'],
    });
  });

  it('that is expected already is checked in on the same row', async () => {
    await send('sfo-staff', IN, jonas);
    await town.sql(
      'update sfo_attendance set checked_in_at = null, checked_in_by_id = null where child_id = $1',
      [jonas],
    );
    const [expected] = await today();
    expect((await send('sfo-leader', IN, jonas)).code).toBeNull();
    const rows = await today();
    expect(rows.map((row) => row['id'])).toEqual([expected?.['id']]);
    expect(rows[0]?.['checked_in_at']).toBeInstanceOf(Date);
  });

  it.each([
    'mother-separated',
    'guardian-blocked',
    'second-guardian',
    'pupil-15',
  ])('is nothing that %s of another family sees', async (who) => {
    await send('sfo-staff', IN, jonas);
    const answer = await (await town.as(who)).send(DAY, { id: jonas });
    expect([answer.code, answer.data?.child ?? null]).toEqual(['NOT_FOUND', null]);
  });

  it.each([
    ['guardian', 'FORBIDDEN'],
    ['pupil-14', 'FORBIDDEN'],
    ['contact-teacher', 'FORBIDDEN'],
    ['principal', 'FORBIDDEN'],
    ['school-office', 'FORBIDDEN'],
    ['municipal-admin', 'FORBIDDEN'],
    ['archivist', 'FORBIDDEN'],
    ['data-protection-officer', 'FORBIDDEN'],
    ['teacher-and-sfo', 'NOT_FOUND'],
    ['second-sfo-staff', 'NOT_FOUND'],
  ] as const)('is not for %s to check in or out: %s', async (who, code) => {
    expect((await send(who, IN, jonas)).code).toBe(code);
    expect(await today()).toEqual([]);
    await send('sfo-staff', IN, jonas);
    const before = await today();
    expect((await send(who, OUT, jonas)).code).toBe(code);
    expect(await today()).toEqual(before);
    expect(await announced()).toEqual(['sfo.checked-in']);
  });
});

describe('what SFO staff are told, with nothing written', () => {
  async function refusedOf(
    act: string,
    child: string,
    extra: Extra = {},
    who = 'sfo-staff',
  ): Promise<unknown> {
    const before = [await today(), await announced()];
    const { data } = await send(who, act, child, extra);
    expect([await today(), await announced()]).toEqual(before);
    const payload = data.checkInChild ?? data.checkOutChild;
    expect(payload.attendance).toBeNull();
    return payload.userErrors[0];
  }

  it('a child can not come twice, nor leave before it came, nor leave twice', async () => {
    expect(await refusedOf(OUT, jonas)).toEqual({ code: 'NOT_CHECKED_IN', field: 'childId' });
    await send('sfo-staff', IN, jonas);
    expect(await refusedOf(IN, jonas)).toEqual({ code: 'ALREADY_CHECKED_IN', field: 'childId' });
    await send('sfo-staff', OUT, jonas);
    expect(await refusedOf(OUT, jonas)).toEqual({ code: 'ALREADY_CHECKED_OUT', field: 'childId' });
    expect(await refusedOf(IN, jonas)).toEqual({ code: 'ALREADY_CHECKED_IN', field: 'childId' });
  });

  it('a child can not leave at a time before it came', async () => {
    await send('sfo-staff', IN, jonas);
    await town.sql(
      `update sfo_attendance set checked_in_at = now() + interval '1 minute' where child_id = $1`,
      [jonas],
    );
    expect(await refusedOf(OUT, jonas)).toEqual({ code: 'TIMES_INVALID', field: 'at' });
  });

  it.each([
    ['yesterday', "midnight - interval '1 second'"],
    ['more than twelve hours ago', "now() - interval '13 hours'"],
    ['in the future', "now() + interval '5 minutes'"],
  ] as const)('a child can not have come %s', async (_, when) => {
    const at = await moment(when);
    expect(await refusedOf(IN, jonas, { at })).toEqual({ code: 'TIME_OUT_OF_RANGE', field: 'at' });
  });

  it('a child of one’s class that has no place where one works at SFO', async () => {
    const oskar = await childId('Oskar', 'Solberg Moen');
    expect(await refusedOf(IN, oskar, {}, 'teacher-and-sfo')).toEqual({
      code: 'NO_SFO_PLACE',
      field: 'childId',
    });
  });

  it.each([
    ['is over', `"to" = (now() at time zone 'Europe/Oslo')::date - 1`],
    ['has not begun', `"from" = (now() at time zone 'Europe/Oslo')::date + 1`],
    ['is only offered', `status = 'OFFERED'`],
  ])('a child whose place %s is not found', async (_, change) => {
    const fresh = await childId('Thea', 'Fjeld');
    await town.sql(`update sfo_placement set ${change} where child_id = $1`, [fresh]);
    expect(await refusedOf(IN, fresh)).toEqual({ code: 'NOT_FOUND', field: 'childId' });
    await town.sql(
      `update sfo_placement set "from" = '2020-08-01', "to" = null, status = 'ACTIVE' where child_id = $1`,
      [fresh],
    );
  });
});

describe('a tablet', () => {
  it('that was offline tells when it really was', async () => {
    const at = await moment("greatest(now() - interval '30 minutes', midnight)");
    expect((await send('sfo-staff', IN, jonas, { at })).data.checkInChild.attendance.checkedInAt).toBe(at);
  });

  it('whose clock is a little ahead writes nothing into the future', async () => {
    const at = await moment("now() + interval '1 minute'");
    expect((await send('sfo-staff', IN, jonas, { at })).code).toBeNull();
    expect(await town.sql('select from sfo_attendance where checked_in_at > now()')).toEqual([]);
  });

  it('beside another at the same moment gives one row and one event', async () => {
    const answers = await Promise.all([
      send('sfo-staff', IN, jonas),
      send('sfo-leader', IN, jonas),
      send('sfo-staff', IN, jonas),
    ]);
    const codes = answers.map((answer) => answer.code);
    expect(codes.filter((code) => code === null)).toHaveLength(1);
    expect(codes.filter((code) => code === 'ALREADY_CHECKED_IN')).toHaveLength(2);
    expect(await today()).toHaveLength(1);
    expect(await announced()).toEqual(['sfo.checked-in']);

    const out = await Promise.all([send('sfo-staff', OUT, jonas), send('sfo-leader', OUT, jonas)]);
    expect(out.map((answer) => answer.code).sort()).toEqual(['ALREADY_CHECKED_OUT', null]);
    expect(await announced()).toEqual(['sfo.checked-in', 'sfo.checked-out']);
  });

  it('that sends one key again, at once or later, gets the same answer and announces once', async () => {
    for (const act of [IN, OUT]) {
      const key = { idempotencyKey: randomUUID() };
      const [first, second] = await Promise.all([
        send('sfo-staff', act, jonas, key),
        send('sfo-staff', act, jonas, key),
      ]);
      expect(first.code).toBeNull();
      expect(second.data).toEqual(first.data);
      expect((await send('sfo-staff', act, jonas, key)).data).toEqual(first.data);
      const other = await send('sfo-staff', act, jonas, { ...key, at: await moment('now()') });
      expect(other.code).toBe('IDEMPOTENCY_KEY_REUSED');
    }
    expect(await announced()).toEqual(['sfo.checked-in', 'sfo.checked-out']);
    expect(await today()).toHaveLength(1);
  });

  it('finds somebody to check in on a freshly made board, where nothing lies in the future', async () => {
    const fresh = await aTown();
    try {
      expect(
        await fresh.sql('select from sfo_attendance where greatest(checked_in_at, checked_out_at) > now()'),
      ).toEqual([]);
      const [nora] = await fresh.sql<{ id: string }>(
        `select id from child where given_name = 'Nora' and family_name = 'Haugen'`,
      );
      const input = { childId: nora?.id, idempotencyKey: 'the demo' };
      expect((await (await fresh.as('sfo-staff')).send(IN, { input })).code).toBeNull();
    } finally {
      await fresh.close();
    }
  });
});
