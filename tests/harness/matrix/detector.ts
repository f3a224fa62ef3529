import type pg from 'pg';
import type { StandInPerson } from '../../../src/identity/stand-in/person.js';
import type { Vault } from '../../../src/identity/vault.js';
import { adding, changingAll, columnToChange } from './attempts.js';
import type { Policy } from './breaks.js';
import { idsFor, may } from './oracle.js';
import { type Reach, reachOf } from './reach.js';
import { inScopeOf, roleNow } from './sessions.js';
import type { Row, World } from './world.js';

/** Somebody whose scope has been opened once: what it set, and what the rules of the school say of every table. */
export interface Witness {
  readonly who: string;
  readonly hat: string;
  readonly reach: Reach;
  readonly settings: Readonly<Record<string, string>>;
}

/** Opens everybody's scope as the server does, and keeps what it set. */
export async function witnesses(
  server: pg.Client,
  people: readonly StandInPerson[],
  vault: Vault,
  world: World,
): Promise<Witness[]> {
  const found: Witness[] = [];
  const { rows } = await server.query<{ name: string }>(
    `select p.proname as name from pg_proc p where p.pronamespace = 'scope'::regnamespace and p.proname like '%\\_ids'
       and p.prosrc like '%current_setting%'`,
  );
  for (const person of people) {
    const reach = reachOf(world, vault, person);
    if (!reach) continue;
    await inScopeOf(server, person, vault, async () => {
      const parts = rows.map(({ name }) => `'${name}', current_setting('skolegraf.${name}', true)`);
      const { rows: set } = await server.query(`select json_build_object(${parts.join(', ')}) as settings`);
      found.push({ who: person.who, hat: await roleNow(server), reach, settings: set[0]?.settings ?? {} });
    });
  }
  return found;
}

/** Puts a witness's hat and scope on, inside a transaction of a superuser, who may wear any. */
async function wear(client: pg.Client, witness: Witness, other: Readonly<Record<string, string>> = {}) {
  const settings = Object.entries({ ...witness.settings, ...other, role: witness.hat });
  const calls = settings.map(
    ([name, value]) =>
      `set_config('${name === 'role' ? name : `skolegraf.${name}`}', '${value ?? ''}', true)`,
  );
  await client.query(`reset role; select ${calls.join(', ')}`);
}

/**
 * Whether what somebody reads and writes in one table differs from the rules of the school: what the tests of rows and
 * writes look for, in a few milliseconds.
 */
export async function noticed(
  client: pg.Client,
  table: string,
  everybody: readonly Witness[],
  world: World,
): Promise<string | undefined> {
  for (const witness of everybody) {
    await wear(client, witness);
    const found =
      (await reads(client, table, witness, world)) ?? (await writes(client, table, witness, world));
    if (found) return `${witness.who} ${found}`;
    await wear(client, witness, { municipality_ids: '{}' });
    const strays = await seen(client, table);
    if (strays.length > 0) return `${witness.who} reads rows of no municipality`;
  }
  return undefined;
}

async function reads(client: pg.Client, table: string, { reach }: Witness, world: World) {
  const [rows, right] = [await seen(client, table), idsFor('read', table, reach, world)];
  return rows.join() === right.join() ? undefined : `reads ${rows.length} rows in place of ${right.length}`;
}

async function seen(client: pg.Client, table: string): Promise<string[]> {
  await client.query('savepoint seeing');
  try {
    return (await client.query<{ id: string }>(`select id::text from "${table}" order by id`)).rows.map(
      (row) => row.id,
    );
  } catch (error) {
    if ((error as { code?: string }).code === '42501') return [];
    throw error;
  } finally {
    await client.query('rollback to savepoint seeing');
  }
}

async function writes(client: pg.Client, table: string, { reach }: Witness, world: World) {
  const mine = idsFor('change', table, reach, world).length;
  const home = [...reach.municipalities][0];
  const changed = await changingAll(client, table, columnToChange(table), home);
  if ((changed === 'refused' ? 0 : changed.rows) !== mine) return `changes other rows than the ${mine} due`;
  for (const row of samples(table, reach, world)) {
    const due = may('add', table, row, reach, world);
    if ((await adding(client, table, row)) === 'refused' ? due : !due)
      return `${due ? 'can’t add' : 'adds'} a row`;
  }
  return undefined;
}

function samples(table: string, reach: Reach, world: World): Row[] {
  const rows = world.rows(table);
  const due = rows.filter((row) => may('add', table, row, reach, world));
  const other = rows.filter((row) => !due.includes(row));
  const [near] = other.filter((row) => reach.municipalities.has(row['municipality_id']));
  // Whoever adds rows for others has a policy for that, beside the one for her own.
  const ofOthers = due.find((row) => !Object.values(row).some((value) => reach.persons.has(value)));
  return [due[0], ofOthers, near, other.at(-1)].filter((row) => row !== undefined);
}

/** What the catalogue itself says against a table's policies: what no row of honest data can show. */
export function unsound(
  table: string,
  policies: readonly Policy[],
  everyHat: readonly string[],
): string | undefined {
  const own = policies.filter((each) => each.table === table);
  // Sessions are of no municipality, and no hat has any privilege on them.
  if (table === 'browser_session') return own.length > 0 ? 'has policies, and needs none' : undefined;
  const home = own.find((each) => each.restrictive && each.command === 'ALL');
  const bound = (condition: string | null) => condition?.includes('scope.municipality_ids()') ?? false;
  if (!home || !bound(home.using) || !bound(home.check)) return 'is not bound to the municipality';
  const free = everyHat.filter((hat) => !home.roles.includes(hat));
  if (free.length > 0) return `is not bound to the municipality for ${free.join(', ')}`;
  const loose = own.find((each) =>
    [each.using, each.check].some((part) => part !== null && !/scope\.|protection/.test(part)),
  );
  return loose && `has the policy ${loose.name}, which asks nothing of the scope`;
}
