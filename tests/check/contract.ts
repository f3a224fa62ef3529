import { readFile } from 'node:fs/promises';
import { CriticalityLevel, diff } from '@graphql-inspector/core';
import { buildSchema as parseSchema } from 'graphql';
import { buildSchema, printContract } from '../../schema/build.js';
import type { Check } from './check.js';

const committed = () => readFile('schema/schema.graphql', 'utf8');

/** The committed contract is what the classes say. */
export const drift: Check = {
  name: 'schema.graphql is what the classes say',
  remedy: 'npm run generate, and commit schema/schema.graphql.',
  find: async () => driftBetween(await committed(), printContract(buildSchema().guarded)),
};

/** Nothing that clients use since the last release has been taken away or narrowed. */
export const breakingChanges: Check = {
  name: 'no breaking change since the last release',
  remedy:
    'keep the old field and deprecate it. Only where a release is meant to break: npm run schema:release makes the present contract the baseline.',
  find: async () =>
    breakingBetween(await readFile('schema/released.graphql', 'utf8'), printContract(buildSchema().guarded)),
};

/** How a contract differs from what it should be, a line for each change. */
export async function driftBetween(contract: string, real: string): Promise<string[]> {
  if (contract === real) return [];
  const changes = await diff(parseSchema(contract), parseSchema(real));
  return changes.length > 0
    ? changes.map(({ message }) => message)
    : ['It differs in order or layout alone.'];
}

/** The changes that break a client of the released contract. */
export async function breakingBetween(released: string, real: string): Promise<string[]> {
  const changes = await diff(parseSchema(released), parseSchema(real));
  return changes
    .filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking)
    .map(({ message }) => message);
}
