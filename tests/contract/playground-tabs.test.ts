import { getOperationAST, parse } from 'graphql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readExamples } from '../../src/http/docs/examples.js';
import { withNewKeys } from '../../src/pages/playground/examples.js';
import { tabsFor } from '../../src/pages/playground/tabs.js';
import { aTown, type Town } from '../harness/town.js';

let town: Town;
beforeAll(async () => {
  town = await aTown();
});
afterAll(() => town.close());

it.each([
  ['guardian', ['GuardianHome', 'SendMessage', 'MessageReceived']],
  ['pupil-15', ['Pupil', 'CheckInRecorded']],
  ['contact-teacher', ['SchoolClass', 'SendMessage', 'MessageReceived']],
  ['sfo-staff', ['SfoBoard', 'CheckInChild', 'CheckInRecorded']],
  ['sfo-leader', ['SfoBoard', 'CheckInChild', 'CheckInRecorded']],
  ['school-office', ['School', 'MoveChildToClass', 'CheckInRecorded']],
  ['principal', ['School', 'MoveChildToClass', 'CheckInRecorded']],
  ['municipal-admin', ['Children', 'AppointContactTeacher', 'Schools']],
  ['archivist', ['Children', 'Schools']],
  ['data-protection-officer', ['AccessLog', 'Schools']],
] as const)('%s meets tabs in the playground that work: %j', async (who, names) => {
  const visitor = await town.as(who);
  const { data } = await visitor.send('{ viewer { roles } }');
  const lookUp = async (query: string) => (await visitor.send(query)).data;
  const tabs = await tabsFor(data.viewer, await readExamples(), lookUp);
  const operations = tabs.map((tab) => ({ ...tab, operation: getOperationAST(parse(tab.query)) }));
  expect(operations.map(({ operation }) => operation?.name?.value)).toEqual(names);
  for (const { query, variables, operation } of operations) {
    if (operation?.operation === 'subscription') continue;
    const answer = await visitor.send(query, withNewKeys(JSON.parse(variables ?? '{}')));
    expect([operation?.name?.value, answer.code]).toEqual([operation?.name?.value, null]);
  }
});
