import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { standInPeople } from '../../src/database/seeds/people.js';
import { adding, attempt, changingAll, columnToChange, deletingAll } from '../harness/matrix/attempts.js';
import { hardCases } from '../harness/matrix/hard-cases.js';
import { idsFor, may } from '../harness/matrix/oracle.js';
import { type Reach, reachOf } from '../harness/matrix/reach.js';
import { connected, idsSeen, inScopeOf, privileged } from '../harness/matrix/sessions.js';
import { theWorld, type World } from '../harness/matrix/world.js';
import { writableWorld } from '../harness/matrix/writable-world.js';
import { aTown, type Town } from '../harness/town.js';

/** A column of each table that can be changed which a foreign value would carry out of reach. */
const keys = {
  access_block: 'school_id',
  enrolment: 'school_id',
  child: 'school_id',
  child_address: 'school_id',
  contact_teacher: 'municipality_id',
  person_contact: 'person_id',
  sfo_attendance: 'school_id',
  thread: 'child_id',
  thread_participant: 'person_id',
} as const;

describe('writes that row security lets through, with no GraphQL in between', () => {
  let town: Town;
  let world: World;
  beforeAll(async () => {
    town = await aTown();
    await hardCases(town);
    await writableWorld(town);
    world = await theWorld(town.sql);
  });
  afterAll(() => town.close());

  const signedIn = standInPeople.filter((person) => person.who !== 'former-teacher');

  it.each(
    signedIn.map((person) => [person.who, person] as const),
  )('%s adds, changes and deletes nothing but what the acts of the school need', (_who, person) =>
    connected(town.serverUrl, async (client) => {
      const reach = reachOf(world, town.vault, person);
      if (!reach) throw new Error(`${person.who} has no access`);
      await inScopeOf(client, person, town.vault, async () => {
        for (const table of world.tables) {
          expect([table, await deletingAll(client, table)]).toEqual([table, 'refused']);
          await addsOnlyItsOwn(client, table, reach, world);
          await changesOnlyItsOwn(client, table, reach, world);
        }
      });
    }));

  it('nobody carries a row out of reach by changing it', async () => {
    for (const person of signedIn)
      await connected(town.serverUrl, (client) =>
        inScopeOf(client, person, town.vault, async () => {
          const reach = reachOf(world, town.vault, person);
          for (const [table, key] of Object.entries(keys)) {
            const own = reach ? idsFor('change', table, reach, world) : [];
            const [mine, others] = [true, false].map((is) =>
              world.rows(table).filter((row) => own.includes(row.id) === is),
            );
            const foreign = others?.find((row) => row[key] && !mine?.some((each) => each[key] === row[key]));
            const ending = await changingAll(client, table, key, foreign?.[key]);
            expect(['refused', { rows: 0 }], `${person.who} moved ${table}`).toContainEqual(ending);
          }
        }),
      );
  });

  it('the server reads and writes nothing before a scope is open', () =>
    connected(town.serverUrl, async (client) => {
      await client.query('begin');
      for (const table of world.tables) {
        expect([table, await attempt(client, `select from "${table}"`)]).toEqual([table, 'refused']);
        expect([table, await deletingAll(client, table)]).toEqual([table, 'refused']);
        expect([table, await changingAll(client, table, 'id', null)]).toEqual([table, 'refused']);
      }
    }));

  it('a hat without a scope, and a scope without a municipality, see no row of any table', () =>
    connected(town.serverUrl, async (client) => {
      for (const [role, tables] of await privileged(client, 'select')) {
        if (role === 'skolegraf_server') continue;
        await client.query(`begin; set local role ${role}`);
        expect(Object.values(await idsSeen(client, tables)).flat()).toEqual([]);
        await client.query('rollback');
      }
      for (const person of signedIn)
        await inScopeOf(client, person, town.vault, async () => {
          const role =
            (await client.query<{ role: string }>('select current_user as role')).rows[0]?.role ?? '';
          await client.query(`select set_config('skolegraf.municipality_ids', '{}', true)`);
          const tables = (await privileged(client, 'select')).get(role) ?? [];
          expect(Object.values(await idsSeen(client, tables)).flat()).toEqual([]);
        });
    }));

  it('nothing of a scope is left when its transaction has ended', () =>
    connected(town.serverUrl, async (client) => {
      for (const person of signedIn) await inScopeOf(client, person, town.vault, async () => undefined);
      const { rows } = await client.query(
        `select current_user as role, coalesce(current_setting('skolegraf.child_ids', true), '') as children`,
      );
      expect(rows).toEqual([{ role: 'skolegraf_server', children: '' }]);
    }));

  it('a hat opens no scope of its own choice', () =>
    connected(town.serverUrl, async (client) => {
      const [guardian] = signedIn;
      if (!guardian) throw new Error('there is nobody');
      await inScopeOf(client, guardian, town.vault, async () => {
        const calls = [`scope.open_idporten('${'0'.repeat(64)}')`, `scope.open_feide(gen_random_uuid())`];
        for (const call of calls) expect(await attempt(client, `select ${call}`)).toBe('refused');
      });
    }));
});

async function addsOnlyItsOwn(client: pg.Client, table: string, reach: Reach, world: World): Promise<void> {
  const rows = world.rows(table);
  const allowed = rows.filter((row) => may('add', table, row, reach, world));
  const refused = rows.filter((row) => !allowed.includes(row));
  for (const row of allowed.slice(0, 2))
    expect([table, row.id, await adding(client, table, row)]).toEqual([table, row.id, { rows: 1 }]);
  for (const row of spread(refused, allowed.length > 0 ? 12 : 3))
    expect([table, row.id, await adding(client, table, row)]).toEqual([table, row.id, 'refused']);
}

async function changesOnlyItsOwn(
  client: pg.Client,
  table: string,
  reach: Reach,
  world: World,
): Promise<void> {
  const mine = idsFor('change', table, reach, world);
  const home = world.rows(table).find((row) => row.id === mine[0])?.['municipality_id'];
  const ending = await changingAll(
    client,
    table,
    columnToChange(table),
    home ?? [...reach.municipalities][0],
  );
  expect(mine.length > 0 ? [{ rows: mine.length }] : ['refused', { rows: 0 }], table).toContainEqual(ending);
}

/** Some rows from everywhere in a list. */
function spread<T>(rows: readonly T[], most: number): T[] {
  const step = Math.max(1, Math.floor(rows.length / most));
  return rows.filter((_, index) => index % step === 0).slice(0, most);
}
