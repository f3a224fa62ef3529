import pg from 'pg';
import type { Config } from '../config.js';
import { startEmbedded } from '../database/embedded/index.js';
import { migrate } from '../database/migrate.js';
import { inspectServer } from '../database/preflight.js';
import { seed } from '../database/seeds/index.js';
import type { StartFailure } from '../errors/start-failure.js';
import type { Vault } from '../identity/vault.js';
import type { Steps } from './steps.js';

/** A database that is migrated and ready. */
export interface ReadyDatabase {
  readonly serverUrl: string;
  readonly ownerUrl: string;
  stop(): Promise<void>;
}

const EMBEDDED_DATABASE = 'skolegraf';

/**
 * Finds or starts the database, checks its roles and brings it to the newest version.
 * @param lost is told once when the program's own server is gone for good.
 * @throws StartFailure DATABASE_*, ALREADY_RUNNING.
 */
export async function openDatabase(
  config: Config,
  steps: Steps,
  lost: (failure: StartFailure) => void,
): Promise<ReadyDatabase> {
  const database = config.database.kind === 'embedded' ? await embedded(config, lost) : named(config.database);
  try {
    await inspectServer(database.serverUrl, database.ownerUrl);
    steps.done(config.database.kind === 'embedded' ? 'PostgreSQL 18 started' : 'PostgreSQL reached');
    const migrations = await migrate(database.ownerUrl);
    steps.done(migrations.length === 0 ? 'database is up to date' : `${migrations.length} migration(s) applied`);
    return database;
  } catch (error) {
    await database.stop();
    throw error;
  }
}

async function embedded(config: Config, lost: (failure: StartFailure) => void): Promise<ReadyDatabase> {
  const server = await startEmbedded({ dataDir: config.dataDir, database: EMBEDDED_DATABASE, onLost: lost });
  return {
    serverUrl: server.serverUrl(EMBEDDED_DATABASE),
    ownerUrl: server.ownerUrl(EMBEDDED_DATABASE),
    stop: () => server.stop(),
  };
}

function named(server: { serverUrl: string; ownerUrl: string }): ReadyDatabase {
  return { serverUrl: server.serverUrl, ownerUrl: server.ownerUrl, stop: async () => undefined };
}

/** Fills an empty database with the synthetic municipalities; one that holds anything is left alone. */
export async function seedDemo(ownerUrl: string, vault: Vault, steps: Steps): Promise<void> {
  if (await holdsMunicipality(ownerUrl)) return;
  const summary = await seed(ownerUrl, {
    size: 'demo',
    vault,
    report: (done, total, what) => steps.progress(done, total, what),
  });
  steps.done(`synthetic municipalities made: ${summary.schools} schools, ${summary.children} children`);
}

async function holdsMunicipality(ownerUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query('select exists (select from municipality) as held');
    return rows[0].held;
  } finally {
    await client.end();
  }
}
