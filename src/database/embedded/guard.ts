import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { StartFailure } from '../../errors/start-failure.js';

/**
 * One connection that the program holds as long as it runs. It carries a lock, so that one program alone works on a
 * data directory; PostgreSQL lifts it the moment that the program is gone, however it went. And when the connection
 * ends by itself, the server is gone.
 */
export interface Guard {
  run(sql: string): Promise<unknown>;
  /** Resolves when the connection ends that nobody has closed. */
  readonly broken: Promise<void>;
  close(): Promise<void>;
}

// "skol" and "graf" in ASCII.
const lock = '1936420716, 1735549286';
const patience = 500;

/**
 * Takes the lock.
 * @throws StartFailure ALREADY_RUNNING when another program holds it; the error of `pg` when nobody answers.
 */
export async function takeGuard(url: string, dataDir: string): Promise<Guard> {
  const client = new Client({
    connectionString: url,
    application_name: `skolegraf ${process.pid}`,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  });
  const broken = new Promise<void>((resolve) => {
    client.once('end', () => resolve());
    client.on('error', () => resolve());
  });
  try {
    await client.connect();
    await takeLock(client, dataDir);
  } catch (error) {
    await client.end().catch(() => {});
    throw error;
  }
  return { run: (sql) => client.query(sql), broken, close: () => client.end().catch(() => {}) };
}

// The server may need a moment to notice that the program before us was killed.
async function takeLock(client: Client, dataDir: string): Promise<void> {
  for (const until = Date.now() + patience; ; await delay(50)) {
    const { rows } = await client.query<{ taken: boolean }>(`select pg_try_advisory_lock(${lock}) as taken`);
    if (rows[0]?.taken === true) return;
    if (Date.now() > until) throw await alreadyRunning(client, dataDir);
  }
}

async function alreadyRunning(client: Client, dataDir: string): Promise<StartFailure> {
  const { rows } = await client.query<{ name: string }>(`
    select application_name as name from pg_stat_activity join pg_locks using (pid)
    where locktype = 'advisory' and granted and (classid, objid) = (${lock})`);
  const pid = rows[0]?.name.split(' ')[1];
  const who = pid === undefined ? '' : ` (process ${pid})`;
  return new StartFailure(
    'ALREADY_RUNNING',
    `The program already runs on the data in ${dataDir}${who}: stop it first, or set DATA_DIR to another directory.`,
  );
}
