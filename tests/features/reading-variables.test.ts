import { afterAll, beforeAll, expect, it } from 'vitest';
import { aTown, type Town } from '../harness/town.js';

let town: Town;
beforeAll(async () => {
  town = await aTown();
});
afterAll(() => town.close());

it('a variable with a default keeps it, however often the document is sent', async () => {
  const guardian = await town.as('guardian');
  const query = 'query ($f: Int! = 2) { viewer { children { absences(first: $f) { nodes { day } } } } }';
  const answers = [];
  for (let n = 0; n < 4; n++) answers.push(await guardian.send(query));
  expect(answers.map((answer) => answer.code)).toEqual([null, null, null, null]);
  for (const { data } of answers) expect(data).toEqual(answers[0]?.data);
});
