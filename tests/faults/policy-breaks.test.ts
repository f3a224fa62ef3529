import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { hats } from '../../entities/declare/policies.js';
import { standInPeople } from '../../src/database/seeds/people.js';
import { type Break, breaksOf, type Policy, policiesOf } from '../harness/matrix/breaks.js';
import { noticed, unsound, type Witness, witnesses } from '../harness/matrix/detector.js';
import { hardCases } from '../harness/matrix/hard-cases.js';
import { connected } from '../harness/matrix/sessions.js';
import { theWorld, type World } from '../harness/matrix/world.js';
import { writableWorld } from '../harness/matrix/writable-world.js';
import { aTown, type Town } from '../harness/town.js';

/** The people through whose eyes breaks are looked for: one of each kind, so that one break takes milliseconds. */
const eyes = [
  'guardian',
  'pupil-14',
  'pupil-15',
  'contact-teacher',
  'subject-teacher',
  'principal',
  'school-office',
  'sfo-staff',
  'sfo-leader',
  'other-teacher',
  'municipal-admin',
  'archivist',
  'data-protection-officer',
];

describe('a row policy that is spoiled', () => {
  let town: Town;
  let world: World;
  let policies: readonly Policy[];
  let everybody: readonly Witness[];
  const superuser = () =>
    inject('superuserUrl').replace('DATABASE', new URL(town.ownerUrl).pathname.slice(1));
  beforeAll(async () => {
    town = await aTown();
    await hardCases(town);
    await writableWorld(town);
    world = await theWorld(town.sql);
    const people = standInPeople.filter((person) => eyes.includes(person.who));
    everybody = await connected(town.serverUrl, (client) => witnesses(client, people, town.vault, world));
    policies = await connected(superuser(), policiesOf);
  });
  afterAll(() => town.close());

  it('leaves nobody in peace while none is', () =>
    connected(superuser(), async (client) => {
      await client.query('begin');
      for (const table of world.tables) {
        expect([table, await noticed(client, table, everybody, world)]).toEqual([table, undefined]);
        expect([table, unsound(table, policies, Object.values(hats))]).toEqual([table, undefined]);
      }
    }));

  it('is noticed by somebody, whichever it is and however it is spoiled', { timeout: 120_000 }, () =>
    connected(superuser(), async (client) => {
      const survivors: string[] = [];
      const breaks = breaksOf(policies);
      for (const each of breaks)
        if (!(await isNoticed(client, each)))
          survivors.push(`${each.policy.table}: ${each.policy.name} ${each.how} (${each.sql})`);
      expect(policies.length).toBeGreaterThan(100);
      expect(survivors).toEqual([]);
    }),
  );

  async function isNoticed(
    client: Parameters<typeof policiesOf>[0],
    { policy, sql }: Break,
  ): Promise<boolean> {
    await client.query(`begin; ${sql}`);
    try {
      if (unsound(policy.table, await policiesOf(client), Object.values(hats))) return true;
      const worn = everybody.filter((witness) => policy.roles.includes(witness.hat));
      return (await noticed(client, policy.table, worn, world)) !== undefined;
    } finally {
      await client.query('rollback');
    }
  }
});
