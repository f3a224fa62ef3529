import { expect, it } from 'vitest';
import { inapplicable } from './apollo/inapplicable.js';
import { runSuite } from './apollo/run.js';

it('passes Apollo’s integration suite through its own HTTP set-up, but for what it does otherwise on purpose', ({
  task,
}) => {
  const { passed, failed } = runSuite();
  task.meta.figures = [
    `${passed.length} tests of Apollo’s pass, ${failed.length} do not apply:`,
    ...inapplicable.flatMap(({ reason, tests }) => [reason, ...tests.map((name) => `  ${name}`)]),
  ];
  expect(failed).toEqual(inapplicable.flatMap(({ tests }) => tests).sort());
  expect(passed.length).toBeGreaterThan(200);
});
