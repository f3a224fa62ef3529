import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Absence } from '../../entities/absence.js';
import { AccessLogEntry } from '../../entities/access-log-entry.js';
import { AbsenceReason } from '../../entities/codes/absence.js';
import { encodeCursor, listMark } from '../../src/reading/cursor.js';
import { newId } from '../../src/reading/identifier.js';
import { aTown, type Town, type Visitor } from '../harness/town.js';

const ABSENCES = `query ($child: ID!, $first: Int, $after: String, $from: LocalDate, $to: LocalDate) {
  child(id: $child) { absences(first: $first, after: $after, from: $from, to: $to) {
    nodes { day } pageInfo { hasNextPage endCursor } totalCount } } }`;

let town: Town;
let guardian: Visitor;
let child: string;
beforeAll(async () => {
  town = await aTown();
  guardian = await town.as('guardian');
  child = (await guardian.send('{ viewer { children { id } } }')).data.viewer.children[0].id;
});
afterAll(() => town.close());

const days = [
  '2026-03-02',
  '2026-03-03',
  '2026-03-04',
  '2026-03-05',
  '2026-03-06',
  '2026-03-09',
  '2026-03-09',
];

async function reportAbsence(day: string): Promise<void> {
  await town.sql(
    `insert into absence (id, municipality_id, school_id, child_id, day, reason, documented, reported_by_id, reported_at)
       select $1, municipality_id, school_id, id, $2, $3, false, null, now() from child where id = $4`,
    [newId(Absence), day, AbsenceReason.ILLNESS, child],
  );
}

beforeEach(async () => {
  await town.sql('delete from absence where child_id = $1', [child]);
  for (const day of days) await reportAbsence(day);
});

/** Reads page after page, and does something between them. */
async function walk(first: number, between: (page: number) => Promise<unknown> = async () => undefined) {
  const pages: string[][] = [];
  for (let after: string | null = null, more = true; more; ) {
    const { data } = await guardian.send(ABSENCES, { child, first, after });
    const { nodes, pageInfo } = data.child.absences;
    pages.push(nodes.map((node: { day: string }) => node.day));
    [after, more] = [pageInfo.endCursor, pageInfo.hasNextPage];
    await between(pages.length);
  }
  return pages;
}

describe('page by page', () => {
  it('a list gives each row once, in order', async () => {
    const newestFirst = [...days].reverse();
    expect(await walk(3)).toEqual([newestFirst.slice(0, 3), newestFirst.slice(3, 6), newestFirst.slice(6)]);
    expect((await walk(1)).flat()).toEqual(newestFirst);
    expect(await walk(7)).toEqual([newestFirst]);
  });

  it('an absence that is reported or taken back behind the cursor moves nothing before it', async () => {
    const changed = await walk(3, async (page) => {
      if (page === 1) await reportAbsence('2026-03-10');
      if (page === 2)
        await town.sql(`delete from absence where child_id = $1 and day >= '2026-03-06'`, [child]);
    });
    expect(changed.flat()).toEqual([...days].reverse());
  });

  it('the row of the cursor itself may be gone', async () => {
    const changed = await walk(3, (page) =>
      town.sql(`delete from absence where child_id = $1 and day = $2`, [
        child,
        page === 1 ? days[4] : '2000-01-01',
      ]),
    );
    expect(changed.flat()).toEqual([...days].reverse());
  });

  it('an empty list has no end', async () => {
    const { data } = await guardian.send(ABSENCES, { child, from: '2027-01-01' });
    expect(data.child.absences).toEqual({
      nodes: [],
      pageInfo: { hasNextPage: false, endCursor: null },
      totalCount: 0,
    });
  });

  it('both days of a period count, also in the count', async () => {
    const { data } = await guardian.send(ABSENCES, { child, first: 1, from: '2026-03-03', to: '2026-03-05' });
    expect(data.child.absences).toMatchObject({ nodes: [{ day: '2026-03-05' }], totalCount: 3 });
    const always = await guardian.send(ABSENCES, { child, from: '0000-01-01', to: '9999-12-31' });
    expect(always.data.child.absences.totalCount).toBe(7);
  });

  it('times that differ by a microsecond are three rows on three pages', async () => {
    const officer = await town.as('data-protection-officer');
    for (const micro of [1, 2, 3])
      await town.sql(
        `insert into access_log_entry (id, municipality_id, viewer_id, child_id, what, operation, request_id, at)
           select $1, e.municipality_id, e.person_id, null, $2, null, 'r', $3::timestamptz
             from employment e where e.role = 'DATA_PROTECTION_OFFICER' and e.municipality_id =
               (select municipality_id from child where id = $4) limit 1`,
        [newId(AccessLogEntry), `look ${micro}`, `2099-01-01 12:00:00.00000${micro}+01`, child],
      );
    const seen: string[] = [];
    for (let after: string | null = null; seen.length < 3; ) {
      const { data } = await officer.send(
        'query ($after: String) { accessLog(first: 1, after: $after) { edges { cursor node { what } } } }',
        { after },
      );
      seen.push(data.accessLog.edges[0].node.what);
      after = data.accessLog.edges[0].cursor;
    }
    expect(seen).toEqual(['look 3', 'look 2', 'look 1']);
  });
});

describe('what can’t be a page', () => {
  it.each([0, -1, 101, 2_147_483_647])('%i rows are PAGE_SIZE_INVALID', async (first) => {
    const answer = await guardian.send(ABSENCES, { child, first });
    expect([answer.code, answer.data]).toEqual(['PAGE_SIZE_INVALID', undefined]);
  });

  const order = ['day', 'id'];
  const mark = listMark('Child', 'absences', order);
  const id = newId(Absence);
  it.each([
    ['garbage', 'garbage'],
    ['nothing', ''],
    ['JSON that is no cursor', Buffer.from('{"a":1}').toString('base64url')],
    ['another list’s', encodeCursor(listMark('Child', 'grades', order), ['2026-03-03', id])],
    [
      'another order’s',
      encodeCursor(listMark('Child', 'absences', ['reportedAt', 'id']), ['2026-03-03', id]),
    ],
    ['one with a value too few', encodeCursor(mark, ['2026-03-03'])],
    ['one with null in it', encodeCursor(mark, [null, id])],
    ['one with a word for a day', encodeCursor(mark, ['tomorrow', id])],
    ['one with 31 February', encodeCursor(mark, ['2026-02-31', id])],
    ['one with a word for an id', encodeCursor(mark, ['2026-03-03', "x' or true --"])],
  ])('a cursor that is %s is CURSOR_INVALID', async (_, after) => {
    const answer = await guardian.send(ABSENCES, { child, after });
    expect([answer.code, answer.status]).toEqual(['CURSOR_INVALID', 400]);
  });

  it('a cursor of names or of times that nobody made is CURSOR_INVALID', async () => {
    const admin = await town.as('municipal-admin');
    const names = encodeCursor(listMark('Query', 'children', ['familyName', 'givenName', 'id']), [
      'a\0',
      'b',
      id,
    ]);
    const children = 'query ($after: String) { children(after: $after) { nodes { id } } }';
    expect((await admin.send(children, { after: names })).code).toBe('CURSOR_INVALID');
    const officer = await town.as('data-protection-officer');
    const times = encodeCursor(listMark('Query', 'accessLog', ['at', 'id']), ['2026-01-01 25:00:00+00', id]);
    const log = 'query ($after: String) { accessLog(after: $after) { nodes { id } } }';
    expect((await officer.send(log, { after: times })).code).toBe('CURSOR_INVALID');
  });
});
