import { type ChildProcess, spawn } from 'node:child_process';
import { open, readFile, rename, stat } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { Account } from './account.js';
import { type Address, listening } from './address.js';
import type { Binaries } from './binaries.js';
import type { Places } from './places.js';
import { findPostmaster } from './postmaster-file.js';
import { runToEnd } from './run-to-end.js';
import { surroundings } from './surroundings.js';

/** What a server is started with. */
export interface Launch {
  readonly places: Places;
  readonly account: Account;
  readonly binaries: Binaries;
  readonly settings: Readonly<Record<string, string>>;
}

/** A server that we started: its process, and what it has written since. */
export interface Launched {
  readonly child: ChildProcess;
  /** The reason that PostgreSQL gave for its end, in its own words. */
  reason(): Promise<string>;
}

// A failed statement can hold identity numbers; none of it may reach the log.
const silence = { log_min_error_statement: 'panic', log_error_verbosity: 'terse', log_statement: 'none' };

const defaults = {
  shared_buffers: '256MB',
  max_connections: '100',
  jit: 'off',
  synchronous_commit: 'on',
  timezone: 'UTC',
  log_timezone: 'UTC',
  ...silence,
};

/**
 * Starts PostgreSQL in a session of its own: Ctrl-C in the terminal reaches the program alone, which drains before
 * it stops the database; and a killed program leaves a server that its next start takes over.
 */
export async function launch(
  { places, account, binaries, settings }: Launch,
  address: Address,
): Promise<Launched> {
  await turnLogOver(places.log);
  const log = await open(places.log, 'a', 0o600);
  const directories = address.kind === 'socket' ? [places.data, address.directory] : [places.data];
  for (const path of [...directories, places.log]) await account.own(path);
  const { size: from } = await log.stat();
  const [file, args] = account.command(binaries.postgres, [
    ...['-D', places.data],
    ...inArguments({ ...defaults, ...settings, ...listening(address) }),
  ]);
  const child = spawn(file, args, {
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
    ...surroundings(binaries.libraries),
  });
  child.on('error', () => {});
  child.unref();
  await log.close();
  return { child, reason: () => reasonIn(places.log, from) };
}

function inArguments(settings: Readonly<Record<string, string>>): string[] {
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** Ends the server within seconds and without losing anything; harder when half a minute was not enough. */
export async function shutDown(places: Places, binaries: Binaries, password: string): Promise<void> {
  const found = await findPostmaster(places.data, password);
  if (found === undefined) return;
  if (process.platform === 'win32') {
    await runToEnd(binaries.pgCtl, ['-D', places.data, '-m', 'fast', '-w', 'stop'], binaries.libraries);
    return;
  }
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    if (!send(found.pid, signal)) return;
    if (await isGone(places.data, found.pid, password)) return;
  }
}

async function isGone(data: string, pid: number, password: string): Promise<boolean> {
  for (const until = Date.now() + 30_000; Date.now() < until; await delay(20)) {
    const found = await findPostmaster(data, password);
    if (found?.pid !== pid) return true;
  }
  return false;
}

function send(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

async function reasonIn(log: string, from: number): Promise<string> {
  const written = (await readFile(log)).subarray(from).toString('utf8');
  const lines = written.trim().split('\n');
  const fatal = lines.findLast((line) => /\b(FATAL|PANIC):/.test(line)) ?? lines.at(-1) ?? '';
  return fatal.replace(/^.*?\b(FATAL|PANIC):\s*/, '');
}

async function turnLogOver(log: string): Promise<void> {
  const size = await stat(log).then(
    (found) => found.size,
    () => 0,
  );
  if (size > 10_000_000) await rename(log, `${log}.1`);
}
