import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { standInPeople } from '../../src/database/seeds/people.js';
import { asked } from '../harness/matrix/asking.js';
import { Explorer } from '../harness/matrix/explorer.js';
import { Graph } from '../harness/matrix/graph.js';
import { fillGaps } from '../harness/matrix/hard-cases.js';
import { reachOf } from '../harness/matrix/reach.js';
import { type Attack, attacksOf } from '../harness/matrix/refusals.js';
import { unreached } from '../harness/matrix/unreached.js';
import { theWorld, type World } from '../harness/matrix/world.js';
import { aTown, type Town, theSchema } from '../harness/town.js';

/** One person for each role, then those whose case is special. */
const people = [
  'guardian',
  'pupil-14',
  'contact-teacher',
  'principal',
  'school-office',
  'sfo-staff',
  'sfo-leader',
  'municipal-admin',
  'archivist',
  'data-protection-officer',
  'teacher-and-sfo',
  'guardian-blocked',
  'second-teacher',
] as const;

describe('the access table, cell by cell, over the API', () => {
  const graph = new Graph(theSchema());
  let town: Town;
  let world: World;
  let tried = 0;
  const explorers: Explorer[] = [];
  beforeAll(async () => {
    town = await aTown();
    await fillGaps(town);
    world = await theWorld(town.sql);
  });
  afterAll(() => town.close());

  describe.each(people)('%s', (who) => {
    let explorer: Explorer;
    beforeAll(async () => {
      const person = standInPeople.find((each) => each.who === who);
      const reach = person && reachOf(world, town.vault, person);
      if (!reach) throw new Error(`${who} has no access`);
      explorer = await new Explorer(who, await town.as(who), reach, world, graph).explore();
      explorers.push(explorer);
    });

    it('enters every field that the table grants, and meets rows behind it', () => {
      expect(explorer.failed).toEqual([]);
      if (who !== 'guardian-blocked')
        expect([...explorer.empty].sort()).toEqual([...unreached(explorer)].sort());
    });

    it('reads every value that the table grants, on every way to it', async () => {
      const questions = [...explorer.ways].flatMap(([type, ways]) => {
        const fields = graph
          .leaves(type)
          .filter((field) => explorer.may(type, field) && !explorer.narrows(type, field));
        return ways.map((way) => ({ way, type, fields, selection: `{ __typename ${fields.join(' ')} }` }));
      });
      for (const [{ way, type, fields }, { found, codes }] of await asked(explorer.visitor, questions)) {
        expect([way.said, codes]).toEqual([way.said, []]);
        const [object] = found.filter((each) => each['__typename'] === type);
        for (const field of fields) expect(object, way.said).toHaveProperty(field);
      }
    });

    it('is refused every field that the table does not grant, in whatever form it is asked for', async () => {
      const attacks = attacksOf(explorer);
      expect(await leaks(explorer, attacks)).toEqual([]);
      tried += attacks.length;
    });
  });

  it('refuses the same where row security is switched off', async () => {
    for (const table of world.tables) await town.sql(`alter table "${table}" disable row level security`);
    for (const explorer of explorers) expect(await leaks(explorer, attacksOf(explorer))).toEqual([]);
  });

  it('left no form of refusal out', () => expect(tried).toBeGreaterThan(2_000));
});

/** Refused fields that were shown, or not refused with the code that is due. */
async function leaks(explorer: Explorer, attacks: readonly Attack[]): Promise<string[]> {
  const replies = await asked(explorer.visitor, attacks);
  return replies.flatMap(([{ cell, how, due, keys }, { found, codes }]) => {
    const shown = found.some((object) => keys.some((key) => object[key] != null));
    const refused = (due === null || codes.length > 0) && codes.every((code) => code === due);
    return shown || !refused
      ? [`${explorer.who} ${cell} ${how}: ${shown ? 'SHOWN ' : ''}${codes.join()}`]
      : [];
  });
}
