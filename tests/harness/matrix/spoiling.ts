import { inject } from 'vitest';
import { hats } from '../../../entities/declare/policies.js';
import { standInPeople } from '../../../src/database/seeds/people.js';
import { aTown, type Town } from '../town.js';
import { type Break, breaksOf, type Policy, policiesOf } from './breaks.js';
import { noticed, unsound, type Witness, witnesses } from './detector.js';
import { hardCases } from './hard-cases.js';
import { connected } from './sessions.js';
import { theWorld, type World } from './world.js';
import { writableWorld } from './writable-world.js';

type Client = Parameters<typeof policiesOf>[0];

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

/** A town in which row policies are spoiled one by one, and those who look for a difference. */
export class Spoiling {
  private constructor(
    readonly town: Town,
    readonly world: World,
    readonly policies: readonly Policy[],
    readonly everybody: readonly Witness[],
  ) {}

  static async open(): Promise<Spoiling> {
    const town = await aTown();
    await hardCases(town);
    await writableWorld(town);
    const world = await theWorld(town.sql);
    const people = standInPeople.filter((person) => eyes.includes(person.who));
    const everybody = await connected(town.serverUrl, (client) =>
      witnesses(client, people, town.vault, world),
    );
    const policies = await connected(superuserOf(town), policiesOf);
    return new Spoiling(town, world, policies, everybody);
  }

  /** Every way to spoil the policies. */
  get breaks(): readonly Break[] {
    return breaksOf(this.policies);
  }

  close(): Promise<void> {
    return this.town.close();
  }

  /** What is noticed in each table while nothing is spoiled: nothing. */
  falseAlarms(): Promise<string[]> {
    return connected(superuserOf(this.town), async (client) => {
      await client.query('begin');
      const found: string[] = [];
      for (const table of this.world.tables) {
        const alarm =
          (await noticed(client, table, this.everybody, this.world)) ??
          unsound(table, this.policies, Object.values(hats));
        if (alarm) found.push(`${table}: ${alarm}`);
      }
      return found;
    });
  }

  /** Those of these breaks that nobody notices. */
  survivors(breaks: readonly Break[]): Promise<string[]> {
    return connected(superuserOf(this.town), async (client) => {
      const found: string[] = [];
      for (const each of breaks)
        if (!(await this.#isNoticed(client, each)))
          found.push(`${each.policy.table}: ${each.policy.name} ${each.how} (${each.sql})`);
      return found;
    });
  }

  async #isNoticed(client: Client, { policy, sql }: Break): Promise<boolean> {
    await client.query(`begin; ${sql}`);
    try {
      if (unsound(policy.table, await policiesOf(client), Object.values(hats))) return true;
      const worn = this.everybody.filter((witness) => policy.roles.includes(witness.hat));
      return (await noticed(client, policy.table, worn, this.world)) !== undefined;
    } finally {
      await client.query('rollback');
    }
  }
}

const superuserOf = (town: Town): string =>
  inject('superuserUrl').replace('DATABASE', new URL(town.ownerUrl).pathname.slice(1));
