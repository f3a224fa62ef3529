import { parse } from 'graphql';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Engine } from '../../src/operation.js';
import { type CountedEngine, countedEngine } from '../harness/naive/counted-engine.js';
import type { MessageCounter } from '../harness/naive/message-counter.js';
import { claimantOf } from '../harness/naive/naive-reader.js';
import { personCalled } from '../harness/person-called.js';
import { aTown, type Town } from '../harness/town.js';

const HOME = `{ viewer { children { id name school { name } schoolClass { name contactTeachers { teacher { name } } }
  absences(first: 10) { nodes { day reason } } } } }`;
const CLASS = '{ viewer { classes { name children { name absences(first: 5) { nodes { day reason } } } } } }';

let town: Town;
let counter: MessageCounter;
let counted: CountedEngine;
let engine: Engine;
beforeAll(async () => {
  town = await aTown();
  counted = await countedEngine(town);
  ({ counter, engine } = counted);
});
beforeEach(() => void counter.messages.splice(0));
afterAll(async () => {
  await counted.close();
  await town.close();
});

function ask(who: string, query: string) {
  const person = personCalled(who);
  return engine.execute({
    document: parse(query),
    operationName: undefined,
    variables: {},
    claimant: claimantOf(person),
    requestId: 'a-request',
    language: 'en',
  });
}

/** The first word of each statement, message by message, once the transaction has ended. */
async function said(): Promise<string[]> {
  return vi.waitFor(() => {
    expect(counter.messages.at(-1)).toMatch(/(commit|rollback)$/);
    return counter.messages.map((message) =>
      message
        .split('; ')
        .map((statement) => statement.replace(/^statement /, '').split(/\s/)[0])
        .join(' '),
    );
  });
}

/** Asks for the second time, when the login is known. */
async function askAgain(who: string, query: string) {
  await ask(who, query);
  await said();
  counter.messages.splice(0);
  return ask(who, query);
}

const childrenOf = (data: unknown) => (data as { viewer: { children: unknown[] } }).viewer.children;

describe('messages to the database', () => {
  it.each([
    ['pupil-14', 1],
    ['guardian', 2],
    ['guardian-many', 30],
  ])('%s’s home takes one, with %i children', async (who, children) => {
    const { data } = await askAgain(who, HOME);
    expect(childrenOf(data)).toHaveLength(children);
    expect(await said()).toEqual(['begin open select commit']);
  });

  it('a login that was not seen before is looked up first', async () => {
    await ask('pupil-15', HOME);
    expect(await said()).toEqual(['begin open', 'select commit']);
  });

  it('a contact teacher’s look at absences is written by the statement that reads them', async () => {
    const { data } = await askAgain('contact-teacher', CLASS);
    expect(JSON.stringify(data)).toContain('"reason"');
    expect(await said()).toEqual(['begin open with commit']);
    expect(counter.messages[0]).toMatch(/insert into "access_log_entry"/);
  });

  it('a teacher who has become the principal since the last time is shown what a principal is shown', async () => {
    const roles = `query Promoted { viewer { employments { role }
      schools { children(first: 20) { nodes { id absences(first: 1) { nodes { day } } } } } } }`;
    await ask('subject-teacher', roles);
    await said();
    const subject = claimantOf(personCalled('subject-teacher'));
    const job = `person_id = (select person_id from feide_account where subject = '${'subject' in subject && subject.subject}')`;
    await town.sql(`update employment set role = 'PRINCIPAL' where ${job}`);
    await town.sql("delete from access_log_entry where operation = 'Promoted'");
    counter.messages.splice(0);
    const { data } = await ask('subject-teacher', roles);
    expect(JSON.stringify(data)).toContain('"role":"PRINCIPAL"');
    expect(await said()).toHaveLength(3);
    const [child] = JSON.stringify(data).match(/"day"/g) ?? [];
    const written = 'select child_id from access_log_entry where operation = $1';
    const seen = await town.sql<{ child_id: string }>(written, ['Promoted']);
    expect([child, new Set(seen.map((each) => each.child_id)).size]).toEqual(['"day"', seen.length]);
    expect(seen).toHaveLength(JSON.stringify(data).match(/"day"/g)?.length ?? 0);
  });

  it.each([
    'nodes { day }',
    'one: nodes { day } other: nodes { id }',
    'edges { one: node { day } other: node { id } }',
    'totalCount',
    'totalCount nodes { day }',
  ])('a look by way of %s owes the log one row for each child', async (page) => {
    const entries = async () =>
      Number((await town.sql<{ n: string }>('select count(*) as n from access_log_entry'))[0]?.n);
    const before = await entries();
    await ask('contact-teacher', `{ viewer { classes { children { absences { ${page} } } } } }`);
    const [row] = await town.sql<{ n: string }>(
      `select count(distinct a.child_id) as n from absence a join child c on c.id = a.child_id
         join contact_teacher t on t.school_class_id = c.school_class_id
         join person p on p.id = t.teacher_id
         where p.given_name = 'Ingrid' and p.family_name = 'Bakken'`,
    );
    expect((await entries()) - before).toBe(Number(row?.n));
    expect(Number(row?.n)).toBeGreaterThan(1);
  });

  it('a list is counted only where its count is asked for', async () => {
    await askAgain('guardian', '{ viewer { children { absences { nodes { day } } } } }');
    expect(await said()).toEqual(['begin open select commit']);
    expect(counter.messages[0]).not.toMatch(/count\(/);
    counter.messages.splice(0);
    await ask('guardian', '{ viewer { children { absences { totalCount } } } }');
    expect(await said()).toEqual(['begin open select commit']);
    expect(counter.messages[0]).toMatch(/count\(\*\)/);
    expect(counter.messages[0]).not.toMatch(/limit/);
  });

  it('an operation that could give more than 10 000 nodes is refused before anything is read', async () => {
    const costly =
      '{ children(first: 100) { nodes { absences(first: 60) { nodes { id } } grades(first: 50) { nodes { id } } } } }';
    await expect(ask('archivist', costly)).rejects.toMatchObject({ code: 'OPERATION_TOO_COSTLY' });
    expect(await said()).toEqual(['begin open', 'rollback']);
    const bearable = costly.replace('first: 60', 'first: 40');
    expect((await ask('archivist', bearable)).errors).toBeUndefined();
  });
});
