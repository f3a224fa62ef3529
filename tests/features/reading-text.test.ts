import { parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DataText } from '../../src/reading/data-text.js';
import { type CountedEngine, countedEngine } from '../harness/naive/counted-engine.js';
import { claimantOf } from '../harness/naive/naive-reader.js';
import { personCalled } from '../harness/person-called.js';
import { aTown, type Town } from '../harness/town.js';

let town: Town;
let counted: CountedEngine;
beforeAll(async () => {
  town = await aTown();
  counted = await countedEngine(town);
});
afterAll(async () => {
  await counted.close();
  await town.close();
});

function ask(who: string, query: string, takesText: boolean) {
  const person = personCalled(who);
  return counted.engine.execute({
    document: parse(query),
    operationName: undefined,
    variables: {},
    claimant: claimantOf(person),
    requestId: 'a-request',
    language: 'en',
    takesText,
  });
}

/** What a query is answered with as text, and the same when it is executed over rows. */
async function both(who: string, query: string): Promise<[written: unknown, executed: string]> {
  const { data, errors } = await ask(who, query, true);
  expect(errors).toBeUndefined();
  const executed = await ask(who, query, false);
  const text: unknown = data instanceof DataText ? data.json : data;
  return [text, JSON.stringify(executed.data)];
}

const HOME = `{ __typename viewer { __typename children {
  __typename id called: name birthDate writtenStandard
  school { o: name municipality { name } }
  schoolClass { year letter contactTeachers { kind from to teacher { name contact { confirmedAt } } } }
  guardianships { relationship from to }
  sfoPlacements { kind today { checkedInAt checkedOutAt } }
  absences(first: 2) { totalCount nodes { day hours reason documented child { id } } } } } }`;

const PAGES = `{ viewer { children { absences(first: 3) {
  page: pageInfo { hasNextPage endCursor __typename } edges { cursor __typename node { id reportedBy { name } } }
  nodes { day } more: nodes { id } totalCount } } threads(first: 1) {
    nodes { subject unread lastMessageAt messages(first: 1) { nodes { text sentAt } pageInfo { hasNextPage endCursor } } }
    pageInfo { hasNextPage endCursor } } } }`;

const PAGES_OF_CLASSES = `{ viewer { classes { children { absences(first: 1) {
  edges { cursor node { id } } nodes { reason } pageInfo { hasNextPage endCursor } } } } } }`;

const NOTHING_OF_ROWS = `{ viewer { classes { id children { id @skip(if: true) absences {
  nodes { id @skip(if: true) } edges { node { id @include(if: false) } } pageInfo { endCursor @skip(if: true) } } } } } }`;

const SEARCH = `{ children(search: "a", first: 3) {
  totalCount nodes { id name school { name } } pageInfo { hasNextPage endCursor } } }`;

const CLASSES = `{ viewer { classes { id name children { givenName absences { nodes { id reason } } } } } }`;

describe('an answer that PostgreSQL writes', () => {
  it.each([
    ['guardian', HOME],
    ['guardian', PAGES],
    ['municipal-admin', SEARCH],
    ['contact-teacher', CLASSES],
    ['contact-teacher', PAGES_OF_CLASSES],
    ['contact-teacher', NOTHING_OF_ROWS],
  ])('is to the letter what executing the query of a %s gives', async (who, query) => {
    const [written, executed] = await both(who, query);
    expect(written).toBe(executed);
    expect(executed).toContain('"id":"');
  });

  it('does not say whose record a row is, which the access log has of it', async () => {
    const [written] = await both('contact-teacher', CLASSES);
    expect(written).not.toMatch(/subject/);
    const logged = await town.sql<{ children: number }>(
      'select count(distinct child_id)::int as children from access_log_entry',
    );
    expect(logged[0]?.children).toBeGreaterThan(0);
  });

  it('is executed where something of it is computed', async () => {
    const { data } = await ask('guardian', '{ viewer { roles } }', true);
    expect(data).toEqual({ viewer: { roles: ['GUARDIAN'] } });
  });

  it('is NOT_FOUND for a row that is not there, which is asked for once', async () => {
    const query = '{ child(id: "01934f5e-8c00-8001-8000-000000000000") { id } }';
    await ask('guardian', query, true);
    counted.counter.messages.splice(0);
    const { data, errors } = await ask('guardian', query, true);
    expect(data).toEqual({ child: null });
    expect(errors?.map((error) => error.message)).toEqual(['Does not exist, or you have no access to it.']);
    expect(counted.counter.messages).toHaveLength(1);
  });

  it.each([
    'infinity',
    '0044-03-15 10:00Z BC',
    '10000-01-01 00:00Z',
  ])('is executed where an instant has no year of four digits, which is an error: %s', async (instant) => {
    const query = '{ viewer { threads(first: 1) { nodes { lastMessageAt } } } }';
    await town.sql('create table kept as select id, last_message_at from thread');
    await town.sql('update thread set last_message_at = $1', [instant]);
    const { data, errors } = await ask('guardian', query, true);
    await town.sql('update thread t set last_message_at = k.last_message_at from kept k where k.id = t.id');
    await town.sql('drop table kept');
    expect(data).toBeNull();
    expect(errors?.[0]?.message).toContain('invalid date-time-string');
  });

  it('is executed where a row is hidden that may not be, and is an error', async () => {
    const query = '{ viewer { children { id school { name } } } }';
    await town.sql('create policy hidden on school as restrictive to skolegraf_guardian using (false)');
    const { data, errors } = await ask('guardian', query, true);
    await town.sql('drop policy hidden on school');
    expect(data).toBeNull();
    expect(errors?.[0]?.message).toMatch(/Child\.school/);
  });
});
