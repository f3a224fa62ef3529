import type { Config } from '../config.js';
import { startEmbedded } from '../database/embedded/index.js';
import { migrate } from '../database/migrate.js';
import { inspectServer } from '../database/preflight.js';
import { AlreadySeeded, seed } from '../database/seeds/seed.js';
import { databaseFailure } from '../errors/database-failure.js';
import { StartFailure } from '../errors/start-failure.js';
import type { Logger } from '../http/logging.js';
import type { Vault } from '../identity/vault.js';
import { withOwner } from './owner.js';
import type { Steps } from './steps.js';

/** A database server that can be reached. */
export interface OpenDatabase {
  readonly serverUrl: string;
  readonly ownerUrl: string;
  stop(): Promise<void>;
}

/** The database in the program's own PostgreSQL. */
export const embeddedDatabase = 'skolegraf';

/** Who is told about the program's own PostgreSQL while it runs. */
export interface Watch {
  readonly steps: Steps;
  readonly log: Logger;
  /** Told once when it is gone for good. */
  lost(failure: StartFailure): void;
}

/**
 * Starts the program's own PostgreSQL, or takes the server that the configuration names.
 * @throws StartFailure DATABASE_BROKEN, DATABASE_UNAVAILABLE, ALREADY_RUNNING.
 */
export async function openDatabase({ database, dataDir }: Config, watch: Watch): Promise<OpenDatabase> {
  if (database.kind === 'server') return { ...database, stop: async () => undefined };
  let starting = true;
  const server = await startEmbedded({
    dataDir,
    database: embeddedDatabase,
    onLost: watch.lost,
    report: (step) => (starting ? watch.steps.done(step) : watch.log.warn(step)),
  });
  starting = false;
  return {
    serverUrl: server.serverUrl(embeddedDatabase),
    ownerUrl: server.ownerUrl(embeddedDatabase),
    stop: () => server.stop(),
  };
}

/**
 * Checks the database's version and roles, and brings it to the newest version.
 * @throws StartFailure DATABASE_*, and CONFIG_INVALID for an owner that may not change the database.
 */
export async function prepareDatabase(
  { serverUrl, ownerUrl }: OpenDatabase,
  kind: Config['database']['kind'],
  steps: Steps,
): Promise<void> {
  await inspectServer(serverUrl, ownerUrl);
  steps.done(kind === 'embedded' ? 'PostgreSQL 18 started' : 'PostgreSQL reached');
  const migrations = await bringUpToDate(ownerUrl);
  steps.done(
    migrations.length === 0 ? 'database is up to date' : `${migrations.length} migration(s) applied`,
  );
}

/**
 * Brings a database to the newest version. @returns the names of the migrations that were run.
 * @throws StartFailure DATABASE_*, and CONFIG_INVALID for an owner that may not change the database.
 */
export function bringUpToDate(ownerUrl: string): Promise<readonly string[]> {
  return migrate(ownerUrl).catch((error: unknown) => {
    throw whyNot('brought to the newest version', error);
  });
}

/**
 * Fills an empty database with the synthetic municipalities, all or nothing; one that holds anything is left alone.
 * @throws StartFailure DATABASE_UNAVAILABLE or DATABASE_BROKEN.
 */
export async function seedDemo(ownerUrl: string, vault: Vault, steps: Steps): Promise<void> {
  if (await holdsMunicipality(ownerUrl)) return;
  const report = (done: number, total: number, what: string) => steps.progress(done, total, what);
  try {
    const summary = await seed(ownerUrl, { size: 'demo', vault, report });
    steps.done(`synthetic municipalities made: ${summary.schools} schools, ${summary.children} children`);
  } catch (error) {
    // Another node that started at the same moment was quicker.
    if (!(error instanceof AlreadySeeded)) throw whyNot('filled', error);
  }
}

function holdsMunicipality(ownerUrl: string): Promise<boolean> {
  return withOwner(ownerUrl, async (client) => {
    const { rows } = await client.query<{ held: boolean }>(
      'select exists (select from municipality) as held',
    );
    return rows[0]?.held === true;
  });
}

/** One sentence for what the driver says; what is not about the database stays as it is. */
function whyNot(what: string, error: unknown): unknown {
  if (error instanceof StartFailure || !(error instanceof Error)) return error;
  const code = 'code' in error ? error.code : undefined;
  const because = `The database could not be ${what}: ${error.message.split('\n', 1)[0]}.`;
  if (code === '42501')
    return new StartFailure(
      'CONFIG_INVALID',
      `DATABASE_OWNER_URL: ${because} The owner must own the database.`,
    );
  if (databaseFailure(error) !== undefined) return new StartFailure('DATABASE_UNAVAILABLE', because);
  return typeof code === 'string' ? new StartFailure('DATABASE_BROKEN', because, { cause: error }) : error;
}
