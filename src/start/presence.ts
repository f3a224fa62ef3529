import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where a program runs on a data directory, for the commands beside it. */
export interface Presence {
  /** The program's address, such as `http://127.0.0.1:4000`. */
  readonly url: string;
  readonly pid: number;
}

/** The file that says so; a killed program leaves it behind. */
export const presenceFile = 'running.json';

/** Says where this program runs. @returns takes it back. */
export async function announcePresence(dataDir: string, url: string): Promise<() => Promise<void>> {
  const file = join(dataDir, presenceFile);
  const draft = `${file}.${process.pid}`;
  await mkdir(dataDir, { recursive: true });
  await writeFile(draft, `${JSON.stringify({ url, pid: process.pid })}\n`, { mode: 0o600 });
  await rename(draft, file);
  return () => rm(file, { force: true });
}

/** The program that runs on a data directory and answers; undefined where there is none. */
export async function findRunning(dataDir: string): Promise<Presence | undefined> {
  const text = await readFile(join(dataDir, presenceFile), 'utf8').catch(() => '');
  const found = presenceIn(text);
  return found && isAlive(found.pid) && (await answers(found.url)) ? found : undefined;
}

function presenceIn(text: string): Presence | undefined {
  try {
    const { url, pid } = JSON.parse(text);
    return typeof url === 'string' && Number.isInteger(pid) ? { url, pid } : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

async function answers(url: string): Promise<boolean> {
  const response = await fetch(`${url}/live`, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined);
  await response?.body?.cancel();
  return response?.ok === true;
}
