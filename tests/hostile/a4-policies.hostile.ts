import { afterAll, beforeAll, expect, it } from 'vitest';
import { Spoiling } from '../harness/matrix/spoiling.js';

let spoiling: Spoiling;
beforeAll(async () => {
  spoiling = await Spoiling.open();
}, 120_000);
afterAll(() => spoiling.close());

it('A4 each row policy, broken in every way', async ({ task }) => {
  expect(await spoiling.falseAlarms()).toEqual([]);
  const { breaks, policies } = spoiling;
  const survivors = await spoiling.survivors(breaks);
  const caught = (100 * (breaks.length - survivors.length)) / breaks.length;
  task.meta.figures = [
    `${policies.length} policies, ${breaks.length} breaks, ${caught.toFixed(1)} % caught`,
    ...survivors.map((survivor) => `survives: ${survivor}`),
  ];
  task.meta.holds = caught >= 99;
});
