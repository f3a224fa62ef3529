import { readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { findPostmaster } from '../../src/database/embedded/postmaster-file.js';

/** What the directories of throw-away clusters begin with. */
export const PREFIX = 'skolegraf-test-';

/** The file that says whose a directory is; one without it is nobody's to remove. */
const MARKER = 'run.json';

/** Milliseconds that a server has to end. */
const ENDING_MS = 10_000;

interface Marker {
  readonly host: string;
  readonly pid: number;
}

/** Writes down that a directory belongs to a run of the tests: this one unless said otherwise. */
export async function markAsOurs(directory: string, pid = process.pid): Promise<void> {
  await writeFile(join(directory, MARKER), JSON.stringify({ host: hostname(), pid } satisfies Marker));
}

/**
 * Removes the clusters that killed runs of the tests left below a directory, and stops their servers. What bears no
 * marker, one of another machine, or one of a run that may still go on, is left alone.
 */
export async function removeLeftBehind(below: string): Promise<void> {
  const names = await readdir(below);
  for (const name of names.filter((each) => each.startsWith(PREFIX))) {
    const directory = join(below, name);
    const marker = await markerOf(directory);
    if (marker?.host !== hostname() || isAlive(marker.pid)) continue;
    await stopServer(directory);
    // Another run may be removing it as well.
    await rm(directory, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
  }
}

async function markerOf(directory: string): Promise<Marker | undefined> {
  try {
    const marker: unknown = JSON.parse(await readFile(join(directory, MARKER), 'utf8'));
    const isMarker = typeof marker === 'object' && marker !== null && 'host' in marker && 'pid' in marker;
    return isMarker && Number.isInteger(marker.pid) ? (marker as Marker) : undefined;
  } catch {
    return undefined;
  }
}

async function stopServer(directory: string): Promise<void> {
  const data = join(await realpath(directory), 'postgres');
  const found = await findPostmaster(data, '');
  if (!found) return;
  // Its data are thrown away: it need not write them out.
  process.kill(found.pid, 'SIGQUIT');
  for (const until = Date.now() + ENDING_MS; Date.now() < until; await delay(20))
    if ((await findPostmaster(data, ''))?.pid !== found.pid) return;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Somebody else's process is a process too.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
