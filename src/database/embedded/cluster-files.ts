import { access, mkdtemp, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { StartFailure } from '../../errors/start-failure.js';
import type { Account } from './account.js';
import type { Binaries } from './binaries.js';
import type { Places } from './places.js';
import { runToEnd } from './run-to-end.js';

const major = '18';

/** What one initialisation needs to know. */
export interface Initialisation {
  readonly places: Places;
  readonly account: Account;
  readonly binaries: Binaries;
  /** False for a throw-away cluster that need not survive a power cut. */
  readonly durable: boolean;
}

/**
 * Makes the cluster's files where there are none. They are made beside their place and moved there when whole, so a
 * start that was killed half-way leaves nothing that the next one could take for a database.
 * @returns whether they were made now.
 * @throws StartFailure DATABASE_BROKEN
 */
export async function initialise(work: Initialisation): Promise<boolean> {
  const { data, root } = work.places;
  await sweep(root, basename(data));
  if (await isWhole(data)) {
    await requireVersion(data);
    return false;
  }
  await setAside(data);
  const draft = await mkdtemp(`${data}.new-${process.pid}-`);
  await work.account.own(draft);
  await initdb(work, draft);
  return putInPlace(draft, data);
}

async function initdb({ places, account, binaries, durable }: Initialisation, draft: string): Promise<void> {
  const [file, args] = account.command(binaries.initdb, [
    ...['-D', draft, '-U', 'postgres', '-E', 'UTF8', '--no-locale', '--no-instructions'],
    ...['--auth-local=trust', '--auth-host=scram-sha-256', `--pwfile=${places.password}`],
    ...(durable ? [] : ['--no-sync']),
  ]);
  const ended = await runToEnd(file, args, binaries.libraries);
  if (ended.status === 0) return;
  await rm(draft, { recursive: true, force: true });
  throw new StartFailure('DATABASE_BROKEN', `The database could not be created: ${ended.lastLine}`);
}

async function putInPlace(draft: string, data: string): Promise<boolean> {
  try {
    await rename(draft, data);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    // Another start was quicker; its files are as good as ours.
    if (await isWhole(data)) return false;
    throw error;
  }
  await syncDirectory(dirname(data));
  return true;
}

async function requireVersion(data: string): Promise<void> {
  const version = (await readFile(join(data, 'PG_VERSION'), 'utf8')).trim();
  if (version !== major)
    throw new StartFailure(
      'DATABASE_BROKEN',
      `The database in ${data} was made by PostgreSQL ${version}, this is ${major}: dump it with the old version, or set DATA_DIR to another directory.`,
    );
}

async function isWhole(data: string): Promise<boolean> {
  return Promise.all([access(join(data, 'PG_VERSION')), access(join(data, 'global', 'pg_control'))]).then(
    () => true,
    () => false,
  );
}

// What is no database may still be somebody's: it is moved, never deleted.
async function setAside(data: string): Promise<void> {
  const content = await readdir(data).catch(() => []);
  if (content.length > 0) await rename(data, `${data}.broken-${Date.now()}`);
}

async function sweep(root: string, name: string): Promise<void> {
  for (const entry of await readdir(root)) {
    const pid = entry.startsWith(`${name}.new-`) ? Number(entry.split('-')[1]) : 0;
    if (pid > 0 && pid !== process.pid && !isAlive(pid))
      await rm(join(root, entry), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

async function syncDirectory(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const directory = await open(path);
  await directory.sync();
  await directory.close();
}
