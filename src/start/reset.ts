import { lstat, readdir, readFile, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../config.js';
import { urlOf } from '../database/embedded/address.js';
import { findBinaries } from '../database/embedded/binaries.js';
import { takeGuard } from '../database/embedded/guard.js';
import { readPassword } from '../database/embedded/password.js';
import { type Places, preparePlaces } from '../database/embedded/places.js';
import { shutDown } from '../database/embedded/postmaster.js';
import { findPostmaster } from '../database/embedded/postmaster-file.js';
import { StartFailure } from '../errors/start-failure.js';
import { standInIssuers } from '../identity/stand-in/stand-ins.js';
import { findRunning, presenceFile } from './presence.js';

/** Everything that the program makes in its data directory, by path. Whatever else lies there is somebody's. */
const ours = [
  'postgres',
  'postgres.log',
  'postgres.log.1',
  'postgres.password',
  'postgres.lib',
  'socket',
  ...standInIssuers.map((name) => join('issuers', `${name}.json`)),
  'issuers',
  'identity.key',
  presenceFile,
];

/**
 * Deletes the program's own database, keys and logs, and the data directory where nothing else is left in it.
 * @returns what was deleted, by path below the data directory.
 * @throws StartFailure ALREADY_RUNNING while the program runs on it.
 */
export async function resetData({ dataDir }: Pick<Config, 'dataDir'>): Promise<string[]> {
  if (!(await isThere(dataDir))) return [];
  const running = await findRunning(dataDir);
  if (running) throw stillRunning(`at ${running.url} (process ${running.pid})`);
  if (await isThere(join(dataDir, 'postgres', 'PG_VERSION'))) await stopOrphan(await preparePlaces(dataDir));
  const deleted: string[] = [];
  for (const path of ours) if (await remove(join(dataDir, path))) deleted.push(path);
  await rmdir(dataDir).catch(() => undefined);
  return deleted;
}

function stillRunning(where: string): StartFailure {
  return new StartFailure(
    'ALREADY_RUNNING',
    `The program still runs ${where}: stop it first, nothing was deleted.`,
  );
}

/** A server that a killed program left behind would write on into files that are gone. */
async function stopOrphan(places: Places): Promise<void> {
  const password = await readPassword(places.password);
  const found = await findPostmaster(places.data, password);
  if (found?.address === undefined) return;
  const guard = await takeGuard(urlOf(found.address, 'postgres', 'postgres'), places.root).catch(
    (error: unknown) => {
      throw error instanceof StartFailure ? stillRunning(`on ${places.root}`) : error;
    },
  );
  await guard.close();
  await shutDown(places, await findBinaries(places.libraries), password);
}

/** Deletes what is certainly ours: a cluster or its socket, a file; a folder of another kind only when it is empty. */
async function remove(path: string): Promise<boolean> {
  const found = await lstat(path).catch(() => undefined);
  if (found === undefined) return false;
  if (!found.isDirectory() || (await isOurFolder(path))) {
    await rm(path, { recursive: true });
    return true;
  }
  return rmdir(path).then(
    () => true,
    () => false,
  );
}

async function isOurFolder(path: string): Promise<boolean> {
  const names = await readdir(path);
  if (names.includes('PG_VERSION')) return /^\d+\s*$/.test(await readFile(join(path, 'PG_VERSION'), 'utf8'));
  return names.every((name) => name.startsWith('.s.PGSQL.') || /^lib[\w.+-]+$/.test(name));
}

async function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
