import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Spoiling } from '../harness/matrix/spoiling.js';

/** One of so many is tried here; `npm run hostile -- a4` tries them all. */
const ONE_OF = 5;

describe('a row policy that is spoiled', () => {
  let spoiling: Spoiling;
  beforeAll(async () => {
    spoiling = await Spoiling.open();
  });
  afterAll(() => spoiling.close());

  it('leaves nobody in peace while none is', async () => {
    expect(await spoiling.falseAlarms()).toEqual([]);
  });

  it('is noticed by somebody, however it is spoiled', { timeout: 120_000 }, async () => {
    expect(spoiling.policies.length).toBeGreaterThan(100);
    const day = Math.floor(Date.now() / 86_400_000);
    expect(
      await spoiling.survivors(spoiling.breaks.filter((_, index) => (index + day) % ONE_OF === 0)),
    ).toEqual([]);
  });
});
