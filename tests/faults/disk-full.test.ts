import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { killPrograms, postmasterOn, type RunningProgram, runProgram } from '../harness/program.js';
import { aWriter, keepWriting, tracesOf, write } from '../harness/writers.js';

const run = promisify(execFile);
/** Room for the demo's database, with its log of writes. */
const SIZE = '400m';
const HOME = '{ viewer { children { name } } }';

let folder: string;
let disk: string;
let isMounted = false;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'skolegraf-disk-'));
  disk = join(folder, 'disk');
  await mkdir(disk);
  // Only root may mount a disk that is as small as this one; elsewhere there is nothing to try this on.
  isMounted = await run('mount', ['-t', 'tmpfs', '-o', `size=${SIZE},mode=755`, 'tmpfs', disk]).then(
    () => true,
    () => false,
  );
});
afterEach(killPrograms);
afterAll(async () => {
  const left = await postmasterOn(join(disk, 'data'));
  if (left !== undefined) process.kill(left, 'SIGKILL');
  if (isMounted) await run('umount', ['-l', disk]);
  await rm(folder, { recursive: true, force: true });
});

/** Writes until nothing more fits. */
async function fill(path: string): Promise<void> {
  const file = await open(path, 'w');
  for (let block = Buffer.alloc(2 ** 20); block.length > 0; )
    await file.write(block).catch(() => {
      block = block.subarray(0, Math.floor(block.length / 2));
    });
  await file.close();
}

describe('a disk that is full', { timeout: 120_000 }, () => {
  it('refuses writes as UNAVAILABLE, still shows what is there, and takes writes again when there is room', async (context) => {
    if (!isMounted) return context.skip('only root may mount a disk');
    const program: RunningProgram = await runProgram(join(disk, 'data'), { RATE_PERSON: '0' });
    const guardians = ['guardian', 'mother-separated', 'father-separated'];
    const writers = guardians.map(aWriter);
    for (const writer of writers) await write(program, writer);
    const filler = join(disk, 'filler');
    await fill(filler);
    const enough = new AbortController();
    const writing = writers.map((writer) => keepWriting(program, writer, enough.signal));
    await vi.waitFor(
      () => expect(writers.flatMap(({ refusals }) => refusals).length).toBeGreaterThan(5),
      60_000,
    );
    const seen = await program.send('second-guardian', HOME);
    await rm(filler);
    const reached = writers.map(({ acknowledged }) => acknowledged.length);
    await vi.waitUntil(
      () => writers.every(({ acknowledged }, index) => acknowledged.length > (reached[index] ?? 0)),
      30_000,
    );
    enough.abort();
    await Promise.all(writing);
    expect([...new Set(writers.flatMap(({ refusals }) => refusals))]).toEqual(['UNAVAILABLE']);
    expect([null, 'UNAVAILABLE']).toContain(seen);
    for (const writer of writers)
      expect((await tracesOf(program, writer)).keys).toEqual(expect.arrayContaining(writer.acknowledged));
    expect((await fetch(`${program.url}/ready`)).status).toBe(200);
    expect(program.output()).toContain('53100');
    program.child.kill('SIGTERM');
    expect(await program.ended).toBe(0);
  });
});
