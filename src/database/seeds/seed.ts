import pg from 'pg';
import type { Vault } from '../../identity/vault.js';
import { addAbsences } from './absences.js';
import { addAccessLog } from './access-log.js';
import { addDays, minutesGone, schoolDays, schoolYear, schoolYearOf, todayInNorway } from './calendar.js';
import { addDialogues } from './dialogues.js';
import { addGrades } from './grades.js';
import { IdentityNumbers } from './identity-numbers.js';
import { Ids } from './ids.js';
import { Inserter } from './insert.js';
import { intake } from './intake.js';
import { OrdinaryFamilies } from './ordinary-families.js';
import { castNumbers } from './people.js';
import { type Pupil, settle } from './pupils.js';
import { Random } from './random.js';
import { addSecondJob, buildSchool } from './school.js';
import { addSfo } from './sfo.js';
import { type Plan, planOf, type Size } from './sizes.js';
import { staffTownHall } from './staff.js';
import { createTables } from './tables.js';
import { buildTown } from './town.js';
import type { Site, World } from './world.js';

/** Told how far the work has come: children entered, children in all, and the school that they go to. */
export type Report = (done: number, total: number, what: string) => void;

export interface SeedOptions {
  readonly size: Size;
  readonly vault: Vault;
  /** The day around which the school year lies, `YYYY-MM-DD` in Norway; by default today. */
  readonly today?: string;
  readonly report?: Report;
}

/** What was written. */
export interface SeedSummary {
  readonly today: string;
  readonly municipalities: number;
  readonly schools: number;
  /** All of them, those who have left included. */
  readonly children: number;
  /** Rows by type. */
  readonly rows: Readonly<Record<string, number>>;
}

/** The database holds a municipality already; nothing was written. */
export class AlreadySeeded extends Error {
  override readonly name = 'AlreadySeeded';
}

/** One key, so that two programs that start at once don't both seed. */
const SEED_LOCK = 7_034_117_202;

/**
 * Fills a migrated database with synthetic municipalities, schools and people, in one transaction. The same size and
 * day give the same rows, ids included; only the sealed form of an identity number differs each time.
 * @param ownerUrl the owner's login, whom row security does not bind.
 * @throws AlreadySeeded when there is a municipality in the database.
 */
export async function seed(ownerUrl: string, options: SeedOptions): Promise<SeedSummary> {
  const client = new pg.Client({ connectionString: ownerUrl });
  // The server may go while it seeds; the query under way then tells of it.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('begin');
    await refuseIfSeeded(client);
    const summary = await fill(client, options);
    await client.query('commit');
    return summary;
  } finally {
    await client.end();
  }
}

async function refuseIfSeeded(client: pg.Client): Promise<void> {
  await client.query(`select pg_advisory_xact_lock(${SEED_LOCK})`);
  const { rows } = await client.query<{ name: string }>('select name from municipality limit 1');
  if (rows[0])
    throw new AlreadySeeded(
      `the database already holds ${rows[0].name}: seed an empty one, or drop it first`,
    );
}

async function fill(client: pg.Client, options: SeedOptions): Promise<SeedSummary> {
  const plan = planOf(options.size);
  const world = createWorld(plan, options);
  const inserter = await Inserter.open(client);
  const sites = plan.towns.flatMap(({ place, sites }) => {
    const town = buildTown(world, place);
    staffTownHall(world, town);
    for (const site of sites) buildSchool(world, town, site);
    if (place.key === 'first') addSecondJob(world, town);
    return town.sites;
  });
  const families = new Map(plan.towns.map(({ place }) => [place, ordinaryFamilies(world, place.samiShare)]));
  const total = sites.reduce((sum, { plan }) => sum + plan.children, 0);
  let done = 0;
  for (const site of sites) {
    const ordinary = families.get(site.town.place);
    if (ordinary) fillSchool(world, site, ordinary);
    await inserter.write(world.tables);
    done += site.plan.children;
    options.report?.(done, total, site.plan.name);
  }
  await inserter.analyze(world.tables);
  // What the triggers told of is no news to anybody.
  await client.query('delete from event');
  return summaryOf(world);
}

function summaryOf({ today, tables }: World): SeedSummary {
  const rows = Object.values(tables).map((table) => [table.type.name, table.count] as const);
  const [municipalities, schools, children] = [tables.municipality, tables.school, tables.child].map(
    (table) => table.count,
  ) as [number, number, number];
  return { today, municipalities, schools, children, rows: Object.fromEntries(rows) };
}

function ordinaryFamilies({ random, present }: World, samiShare: number): OrdinaryFamilies {
  return new OrdinaryFamilies(random, samiShare, present.begins);
}

function fillSchool(world: World, site: Site, ordinary: OrdinaryFamilies): void {
  for (const family of intake(world, site, ordinary))
    for (const pupil of settle(world, site, family)) record(world, pupil);
}

function record(world: World, pupil: Pupil): void {
  const away = addAbsences(world, pupil);
  addSfo(world, pupil, away);
  addGrades(world, pupil);
  addDialogues(world, pupil);
  addAccessLog(world, pupil);
}

function createWorld(plan: Plan, { size, vault, today = todayInNorway() }: SeedOptions): World {
  const present = schoolYearOf(today);
  const previous = schoolYear(present.begins - 1);
  // Not seeded by the day: the same people and chances every day, only the dates move.
  const random = new Random(`skolegraf ${JSON.stringify(size)}`);
  const ids = new Ids(random.fork('ids'), Date.parse(`${previous.startsOn}T06:00:00Z`));
  return {
    tables: createTables(),
    ids,
    random,
    numbers: new IdentityNumbers(castNumbers.values()),
    vault,
    today,
    minutesGone: minutesGone(today),
    present,
    previous,
    days: schoolDays(addDays(today, -365), today),
    amounts: plan.amounts,
  };
}
