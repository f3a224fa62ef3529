import { readFile } from 'node:fs/promises';
import { CriticalityLevel, diff } from '@graphql-inspector/core';
import { buildSchema as parseSchema } from 'graphql';
import { buildSchema, printContract } from '../../schema/build.js';
import type { Check } from './check.js';
import { deprecationFaults, type Released, withoutExpired } from './deprecation.js';

const committed = () => readFile('schema/schema.graphql', 'utf8');
const present = () => printContract(buildSchema().guarded);

/** The committed contract is what the classes say. */
export const drift: Check = {
  name: 'schema.graphql is what the classes say',
  remedy: 'npm run generate, and commit schema/schema.graphql.',
  find: async () => driftBetween(await committed(), present()),
};

/** Nothing that clients use since the last release has been taken away or narrowed before its time. */
export const breakingChanges = noBreakingChange(present);

/** The check over the contract as `real` gives it. */
export function noBreakingChange(real: () => string): Check {
  return {
    name: 'no breaking change since the last release',
    remedy:
      'keep the old field and deprecate it, with what to use instead and the day after which it goes. Only where a release is meant to break: npm run schema:release -- <version> makes the present contract the baseline.',
    find: async () => breakingBetween((await lastRelease()).sdl, real(), today()),
  };
}

/** Whoever uses what is deprecated knows what to use instead, and has the time to do it. */
export const deprecations: Check = {
  name: 'what is deprecated says until when',
  remedy:
    'write deprecationReason as "Use `Type.field` instead. Removed after YYYY-MM-DD.", or "Nothing takes its place. Removed after YYYY-MM-DD.", six months or more after the last release.',
  find: async () => {
    const released = await lastRelease();
    return deprecationFaults(parseSchema(present()), parseSchema(released.sdl), released.day);
  },
};

/** The contract of the last release, which is the baseline of all that is checked. */
export async function lastRelease(): Promise<Released> {
  const sdl = await readFile('schema/released.graphql', 'utf8');
  const [, version, day] = /^# The contract of release (\S+), of (\d{4}-\d\d-\d\d)\./.exec(sdl) ?? [];
  if (!version || !day) throw new Error('schema/released.graphql does not say of which release it is');
  return { version, day, sdl };
}

/** The day in Norway. */
export const today = (): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Oslo' }).format(new Date());

/** How a contract differs from what it should be, a line for each change. */
export async function driftBetween(contract: string, real: string): Promise<string[]> {
  if (contract === real) return [];
  const changes = await diff(parseSchema(contract), parseSchema(real));
  return changes.length > 0
    ? changes.map(({ message }) => message)
    : ['It differs in order or layout alone.'];
}

/** The changes that break a client of the released contract on a day: what was deprecated until then may be gone. */
export async function breakingBetween(released: string, real: string, day: string): Promise<string[]> {
  const changes = await diff(withoutExpired(released, day), parseSchema(real));
  return changes
    .filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking)
    .map(({ message }) => message);
}
