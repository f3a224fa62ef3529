import { resolve } from 'node:path';
import type { Reporter, TestCase } from 'vitest/node';
import { startVitest } from 'vitest/node';
import { type Row, rows } from './rows.js';

declare module 'vitest' {
  interface TaskMeta {
    /** What a test has counted or timed, in sentences. */
    figures?: readonly string[];
    /** Whether the target holds; timed ones are printed, and fail nothing. */
    holds?: boolean;
  }
}

const say = (line: string) => void process.stdout.write(`${line}\n`);
const asked = process.argv.slice(2).map((key) => key.toLowerCase());
const chosen = asked.length === 0 ? rows : rows.filter(({ key }) => asked.includes(key));
const unknown = asked.filter((key) => !rows.some((row) => row.key === key));
if (unknown.length > 0) {
  for (const { key, wanted } of rows) say(`${key.padEnd(4)} ${wanted}`);
  process.exit(2);
}

const tests = new Map<string, TestCase[]>();
const faults: string[] = [];

/** Collects what was found in each file, in silence. */
const collecting: Reporter = {
  onTestCaseResult(test) {
    const path = test.module.moduleId;
    tests.set(path, [...(tests.get(path) ?? []), test]);
  },
  onTestModuleEnd(module) {
    for (const error of module.errors()) faults.push(`${module.relativeModuleId}: ${error.message}`);
  },
  onTestRunEnd(_modules, errors) {
    for (const error of errors) faults.push(error.message);
  },
};

/** A row’s lines of the table. @returns whether all its tests passed. */
function tell({ key, wanted, files }: Row): boolean {
  const found = files.flatMap((file) => tests.get(resolve(file)) ?? []);
  const failed = found.filter((test) => !test.ok());
  const missed = found.some((test) => test.meta().holds === false);
  const isWhole = files.every((file) => tests.has(resolve(file)));
  const isBroken = failed.length > 0 || !isWhole;
  const verdict = isBroken ? 'BROKEN' : missed ? 'MISSED' : 'holds';
  say(`${key.toUpperCase().padEnd(4)} ${verdict.padEnd(6)} ${wanted}`);
  say(`     ${found.length - failed.length} of ${found.length} tests pass`);
  for (const test of found) for (const figure of test.meta().figures ?? []) say(`     ${figure}`);
  for (const test of failed) say(`     ${test.fullName}: ${test.result().errors?.[0]?.message ?? 'failed'}`);
  return !isBroken;
}

const began = performance.now();
const files = [...new Set(chosen.flatMap((row) => row.files))];
const vitest = await startVitest('test', files, {
  watch: false,
  include: ['tests/**/*.test.ts', 'tests/hostile/*.hostile.ts'],
  reporters: [collecting],
  fileParallelism: false,
  testTimeout: 900_000,
});
await vitest?.close();
const whole = chosen.map(tell);
for (const fault of faults) say(`     ${fault}`);
say(
  `\n${whole.filter(Boolean).length} of ${whole.length} rows unbroken, ${((performance.now() - began) / 1_000).toFixed(0)} s.`,
);
process.exit(whole.every(Boolean) && faults.length === 0 ? 0 : 1);
