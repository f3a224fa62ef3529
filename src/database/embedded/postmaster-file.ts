import { readFile, readlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Address } from './address.js';
import { runToEnd } from './run-to-end.js';

/** What a running server wrote about itself into `postmaster.pid`. */
export interface Postmaster {
  readonly pid: number;
  /** Undefined in the first moments, before it listens. */
  readonly address: Address | undefined;
}

/**
 * The server that runs on the cluster in `data`, also one that an earlier run of the program left behind.
 * Undefined when there is none: a file that a killed server left names a process that is gone, that nobody has
 * buried yet, or that is something else by now.
 */
export async function findPostmaster(data: string, password: string): Promise<Postmaster | undefined> {
  const lines = await readLines(join(data, 'postmaster.pid'));
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 1) return undefined;
  if (!(await isPostgresOn(data, pid))) return undefined;
  return { pid, address: addressOf(lines, password) };
}

/**
 * Lets a new server start over the lock files that a killed one left. PostgreSQL stays away when the process number
 * in one lives, also when it belongs to something else by now; it disregards its parent's, which is ours. The rest
 * of a file stays, with which it makes sure that no part of the old server still works on the data.
 */
export async function disownLocks(data: string, address: Address): Promise<void> {
  const paths = [join(data, 'postmaster.pid')];
  if (address.kind === 'socket') paths.push(join(address.directory, `.s.PGSQL.${address.port}.lock`));
  for (const path of paths) {
    const lines = await readLines(path);
    const pid = Number(lines[0]);
    if (lines.length < 2 || !isAlive(pid) || (await isPostgresOn(data, pid))) continue;
    await writeFile(path, [`${process.pid}`, ...lines.slice(1)].join('\n'));
  }
}

async function readLines(path: string): Promise<string[]> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text === '' ? [] : text.split('\n');
}

// Lines: pid, directory, start time, port, socket directory, listen address, shared memory, status.
function addressOf(lines: readonly string[], password: string): Address | undefined {
  const port = Number(lines[3]);
  const directory = lines[4] ?? '';
  if (!(port > 0)) return undefined;
  if (directory !== '') return { kind: 'socket', directory, port };
  return lines[5] ? { kind: 'tcp', port, password } : undefined;
}

async function isPostgresOn(data: string, pid: number): Promise<boolean> {
  if (process.platform === 'win32') return isAlive(pid);
  if (process.platform !== 'linux') {
    const { lastLine } = await runToEnd('ps', ['-p', `${pid}`, '-o', 'stat=,comm='], {});
    return /^[^Z]\S*\s+.*postgres$/.test(lastLine.trim());
  }
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const [, name, state] = /^\d+ \((.*)\) (\S)/s.exec(stat) ?? [];
  if (name !== 'postgres' || state === 'Z' || state === 'X') return false;
  // Another account's directory can be unreadable: then connecting tells.
  const directory = await readlink(`/proc/${pid}/cwd`).catch(() => data);
  return directory === data;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
