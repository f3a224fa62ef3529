import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { type EmbeddedServer, startEmbedded } from '../src/database/embedded/index.js';
import { migrate } from '../src/database/migrate.js';
import { prepareRoles, roles } from '../src/database/roles.js';
import { seed } from '../src/database/seeds/index.js';
import { createVault, type Vault } from '../src/identity/vault.js';
import { growTenfold } from './growth/tenfold.js';
import { built, dataDir } from './places.js';

/** The benchmark's own PostgreSQL with its full data set. */
export interface BenchDatabase {
  readonly serverUrl: string;
  readonly ownerUrl: string;
  readonly vault: Vault;
  /** The same with ten times the schools and everything that belongs to them; kept for the next run. */
  grown(say: (line: string) => void): Promise<BenchDatabase>;
  /** A copy for what writes, so that whatever reads finds the same data in the next run; nobody else may be connected. */
  copy(): Promise<DatabaseCopy>;
  stop(): Promise<void>;
}

/** A database of its own for one part of the benchmark. */
export interface DatabaseCopy {
  readonly serverUrl: string;
  readonly ownerUrl: string;
  readonly vault: Vault;
  drop(): Promise<void>;
}

/** Everything in it is synthetic, and is sealed under a key that is no secret. */
export const benchKey = 'be'.repeat(32);

/**
 * Starts the benchmark's PostgreSQL and seeds it. The data is kept for the next run, as long as it is the same day
 * (seeds lie around today) and nothing that makes it has changed.
 */
export async function openDatabase(say: (line: string) => void): Promise<BenchDatabase> {
  const database = `bench_${fingerprint()}`;
  const server = await startEmbedded({ dataDir, database });
  const opened = {
    serverUrl: server.serverUrl(database),
    ownerUrl: server.ownerUrl(database),
    vault: createVault(benchKey),
    copy: () => copyOf(server, database),
    grown: (tell: (line: string) => void) => grownFrom(server, database, tell),
    stop: () => server.stop(),
  };
  try {
    await dropOthers(server.superuserUrl('postgres'), database);
    await migrate(opened.ownerUrl);
    if (!(await isSeeded(opened.ownerUrl))) {
      say('  seeding (kept for the next run)');
      await seed(opened.ownerUrl, { size: 'bench', vault: opened.vault });
    }
    await settle(server.superuserUrl(database));
    return opened;
  } catch (error) {
    await opened.stop();
    throw error;
  }
}

/** The day, and all compiled files that decide what the database holds. */
function fingerprint(): string {
  const hash = createHash('sha256').update(new Date().toISOString().slice(0, 10));
  const folders = ['src/database/migrations', 'src/database/scope', 'src/database/seeds', 'entities'];
  for (const file of folders.flatMap((folder) => filesUnder(join(built, folder))))
    hash.update(readFileSync(file));
  return hash.digest('hex').slice(0, 12);
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const path = join(folder, name);
      return statSync(path).isDirectory() ? filesUnder(path) : path.endsWith('.js') ? [path] : [];
    });
}

async function dropOthers(url: string, kept: string): Promise<void> {
  const query = `select datname from pg_database where datname like 'bench\\_%' and datname not in ('${kept}', '${kept}_grown')`;
  const others = (await run(url, query)) as { datname: string }[];
  for (const { datname } of others) await run(url, `drop database ${datname} with (force)`);
}

async function copyOf(server: EmbeddedServer, database: string): Promise<DatabaseCopy> {
  const name = `${database}_copy`;
  const asSuperuser = (sql: string) => run(server.superuserUrl('postgres'), sql);
  const drop = () => asSuperuser(`drop database if exists ${name} with (force)`);
  await drop();
  await asSuperuser(`create database ${name} template ${database} owner ${roles.owner}`);
  await prepareRoles(asSuperuser, name);
  await settle(server.superuserUrl(name));
  return {
    serverUrl: server.serverUrl(name),
    ownerUrl: server.ownerUrl(name),
    vault: createVault(benchKey),
    drop: async () => void (await drop()),
  };
}

/** Made beside its name and renamed when whole, so that a run that is ended half-way leaves nothing to take for it. */
async function grownFrom(
  server: EmbeddedServer,
  database: string,
  say: (line: string) => void,
): Promise<BenchDatabase> {
  const [name, draft] = [`${database}_grown`, `${database}_growing`];
  const asSuperuser = (sql: string) => run(server.superuserUrl('postgres'), sql);
  if ((await asSuperuser(`select from pg_database where datname = '${name}'`)).length === 0) {
    say('  making ten times the data (kept for the next run; some 4 GB)');
    await asSuperuser(`drop database if exists ${draft} with (force)`);
    await asSuperuser(`create database ${draft} template ${database} owner ${roles.owner}`);
    const client = new pg.Client({ connectionString: server.superuserUrl(draft) });
    await client.connect();
    await growTenfold(client, say).finally(() => client.end());
    await prepareRoles(asSuperuser, draft);
    await asSuperuser(`alter database ${draft} rename to ${name}`);
  }
  await settle(server.superuserUrl(name));
  const grown = {
    serverUrl: server.serverUrl(name),
    ownerUrl: server.ownerUrl(name),
    vault: createVault(benchKey),
    copy: () => copyOf(server, name),
    grown: async () => grown,
    stop: async () => undefined,
  };
  return grown;
}

async function isSeeded(ownerUrl: string): Promise<boolean> {
  return (await run(ownerUrl, 'select from municipality')).length > 0;
}

// So that neither vacuum nor a checkpoint of earlier work falls into somebody's round.
async function settle(url: string): Promise<void> {
  await run(url, 'vacuum analyze');
  await run(url, 'checkpoint');
}

/** Runs one statement on a connection of its own. */
export async function run(url: string, sql: string, values: unknown[] = []): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql, values)).rows;
  } finally {
    await client.end();
  }
}
