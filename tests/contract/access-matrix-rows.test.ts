import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { standInPeople } from '../../src/database/seeds/people.js';
import { hardCases } from '../harness/matrix/hard-cases.js';
import { idsFor } from '../harness/matrix/oracle.js';
import { reachOf } from '../harness/matrix/reach.js';
import { connected, idsSeen, inScopeOf, privileged, roleNow } from '../harness/matrix/sessions.js';
import { theWorld, type World } from '../harness/matrix/world.js';
import { aTown, type Town } from '../harness/town.js';

describe('rows that row security lets through, with no GraphQL in between', () => {
  let town: Town;
  let world: World;
  beforeAll(async () => {
    town = await aTown();
    await hardCases(town);
    world = await theWorld(town.sql);
  });
  afterAll(() => town.close());

  it.each(
    standInPeople.map((person) => [person.who, person] as const),
  )('%s sees exactly the rows that the rules of the school give, in every table', (_who, person) =>
    connected(town.serverUrl, async (client) => {
      const readable = await privileged(client, 'select');
      const reach = reachOf(world, town.vault, person);
      await inScopeOf(client, person, town.vault, async () => {
        const seen = await idsSeen(client, readable.get(await roleNow(client)) ?? []);
        for (const table of world.tables)
          expect({ [table]: seen[table] ?? [] }).toEqual({ [table]: idsFor('read', table, reach, world) });
      });
    }));

  it('everybody who works or has children here sees something, and only those who lost access see nothing', () => {
    const without = standInPeople.filter((person) => !reachOf(world, town.vault, person));
    expect(without.map((person) => person.who)).toEqual(['former-teacher']);
  });
});
