import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  killPrograms,
  postmasterOn,
  type RunningProgram,
  runProgram,
  spawnProgram,
} from '../harness/program.js';
import { aWriter, keepWriting, tracesOf, type Writer, write } from '../harness/writers.js';

const patience = { timeout: 20_000, interval: 20 };
const guardians = ['guardian', 'mother-separated', 'father-separated', 'second-guardian'];

let folder: string;
let dataDir: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'skolegraf-program-'));
  dataDir = join(folder, 'data');
});

afterEach(killPrograms);

afterAll(async () => {
  const left = await postmasterOn(dataDir);
  if (left !== undefined) process.kill(left, 'SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

const acknowledgements = (writers: readonly Writer[]) => writers.map((writer) => writer.acknowledged.length);

async function stopped(program: RunningProgram, signal: NodeJS.Signals = 'SIGTERM') {
  program.child.kill(signal);
  return program.ended;
}

describe('a program that is killed', { timeout: 60_000 }, () => {
  it('while it seeds, seeds at its next start', async () => {
    const killed = spawnProgram(dataDir);
    await killed.says(/migration\(s\) applied/);
    killed.child.kill('SIGKILL');
    await killed.ended;
    const next = await runProgram(dataDir);
    const [held] = await next.sql('select count(*)::int as children from child');
    expect(killed.output()).not.toContain('municipalities made');
    expect(next.output()).toContain('took over the running database');
    expect(next.output()).toContain('4 schools, 440 children');
    expect(held).toEqual({ children: 440 });
    expect(await stopped(next)).toBe(0);
  });

  it('in the middle of writes keeps every write that it acknowledged', async () => {
    const killed = await runProgram(dataDir);
    const writers = guardians.map(aWriter);
    const writing = writers.map((writer) => keepWriting(killed, writer, new AbortController().signal));
    await vi.waitFor(() => expect(Math.min(...acknowledgements(writers))).toBeGreaterThan(5), patience);
    killed.child.kill('SIGKILL');
    await Promise.all([...writing, killed.ended]);

    const next = await runProgram(dataDir);
    for (const writer of writers) {
      const { email, keys, effects } = await tracesOf(next, writer);
      expect(keys).toEqual(expect.arrayContaining(writer.acknowledged));
      expect(effects).toBe(keys.length);
      expect(
        [writer.acknowledged.at(-1), writer.sent].map((key) => `${writer.who}.${key}@writes.example.no`),
      ).toContain(email);
      expect(await write(next, writer, writer.sent)).toBeNull();
      const after = await tracesOf(next, writer);
      expect([after.keys.length, after.effects]).toEqual([
        new Set([...keys, writer.sent]).size,
        after.keys.length,
      ]);
    }
    expect(await stopped(next)).toBe(0);
  });
});

describe('a program whose PostgreSQL is killed', { timeout: 60_000 }, () => {
  it('says UNAVAILABLE, is back within 5 s, and has lost and repeated nothing', async () => {
    const program = await runProgram(dataDir);
    const writers = guardians.map(aWriter);
    const before = new Map<string, number>();
    const enough = new AbortController();
    for (const writer of writers) await write(program, writer);
    for (const writer of writers) before.set(writer.who, (await tracesOf(program, writer)).effects);
    const writing = writers.map((writer) => keepWriting(program, writer, enough.signal));
    await vi.waitFor(() => expect(Math.min(...acknowledgements(writers))).toBeGreaterThan(5), patience);

    const killedAt = performance.now();
    process.kill(await program.postmaster(), 'SIGKILL');
    await vi.waitFor(() => expect(writers.flatMap(({ refusals }) => refusals)).not.toEqual([]), patience);
    const reached = acknowledgements(writers);
    const isBack = (writer: Writer, index: number) => writer.acknowledged.length > (reached[index] ?? 0);
    const backAt = await vi.waitUntil(() => writers.every(isBack) && performance.now(), patience);
    enough.abort();
    await Promise.all(writing);

    expect(backAt - killedAt).toBeLessThan(5_000);
    const unforeseen = program
      .output()
      .split('\n')
      .filter((line) => line.includes('INTERNAL_ERROR'));
    expect(unforeseen).toEqual([]);
    expect([...new Set(writers.flatMap(({ refusals }) => refusals))]).toEqual(['UNAVAILABLE']);
    for (const writer of writers) {
      // What was refused last may have been written.
      expect(await write(program, writer, writer.sent)).toBeNull();
      const { keys, effects } = await tracesOf(program, writer);
      expect(keys).toEqual(expect.arrayContaining(writer.acknowledged));
      expect(effects).toBe(keys.length);
      expect(effects - (before.get(writer.who) ?? 0)).toBe(writer.acknowledged.length - 1);
    }
    expect((await fetch(`${program.url}/ready`)).status).toBe(200);
    expect(await stopped(program)).toBe(0);
  });
});

describe('a database that does not get on', { timeout: 60_000 }, () => {
  it('operations end: those that wait for a row, those that wait for a connection, and the next is answered', async () => {
    const program = await runProgram(dataDir, { DATABASE_POOL: '2', OPERATION_TIMEOUT_MS: '4000' });
    const writers = guardians.slice(0, 3).map(aWriter);
    const lock = await program.owner();
    await lock.query('begin; lock table person_contact in access exclusive mode');
    const codes = await Promise.all(writers.map((writer) => write(program, writer)));
    await lock.end();
    expect(codes.sort()).toEqual(['OPERATION_TOO_SLOW', 'OPERATION_TOO_SLOW', 'UNAVAILABLE']);
    for (const writer of writers) {
      expect((await tracesOf(program, writer)).keys).not.toContain(writer.sent);
      expect(await write(program, writer, writer.sent)).toBeNull();
    }
    expect(await stopped(program)).toBe(0);
  });
});

describe('a program that is told to stop', { timeout: 60_000 }, () => {
  it.each([
    'SIGINT',
    'SIGTERM',
  ] as const)('by %s answers what is under way, and then ends with its database', async (signal) => {
    const program = await runProgram(dataDir);
    const writer = aWriter('guardian');
    const lock = await program.owner();
    await lock.query('begin; lock table person_contact in access exclusive mode');
    const answer = write(program, writer);
    await vi.waitFor(async () => expect(await waiting(program)).toBe(1), patience);
    program.child.kill(signal);
    await program.says(/finishing what is under way/);
    await vi.waitFor(() => expect(fetch(`${program.url}/live`)).rejects.toThrow(), patience);
    await lock.end();
    expect([await answer, await program.ended, await postmasterOn(dataDir)]).toEqual([null, 0, undefined]);
  });

  it('twice does not wait', async () => {
    const program = await runProgram(dataDir, { OPERATION_TIMEOUT_MS: '30000' });
    const lock = await program.owner();
    await lock.query('begin; lock table person_contact in access exclusive mode');
    const answer = write(program, aWriter('guardian'));
    await vi.waitFor(async () => expect(await waiting(program)).toBe(1), patience);
    const again = setInterval(() => program.child.kill('SIGINT'), 300);
    const status = await program.ended;
    clearInterval(again);
    expect([status, await postmasterOn(dataDir)]).toEqual([130, undefined]);
    expect(['UNAVAILABLE', 'CUT']).toContain(await answer);
  });

  it('before it is up leaves nothing behind', async () => {
    const program = spawnProgram(dataDir);
    await program.says(/PostgreSQL 18 started/);
    program.child.kill('SIGINT');
    expect([await program.ended, await postmasterOn(dataDir)]).toEqual([0, undefined]);
  });
});

describe('a program that can not start says why in one sentence', { timeout: 60_000 }, () => {
  const refusals = [
    [
      'its port is taken',
      { PORT: 'TAKEN', DATA_DIR: 'elsewhere' },
      73,
      /^PORT_IN_USE: Port \d+ on 127\.0\.0\.1 is in use/,
    ],
    [
      'another runs on its data',
      {},
      75,
      /^ALREADY_RUNNING: The program already runs on the data in .* \(process \d+\)/,
    ],
    [
      'settings are wrong',
      { PORT: 'x', DEMO: 'maybe' },
      78,
      /^CONFIG_INVALID: PORT: .*; DEMO: must be true or false$/,
    ],
    ['it is the demo and production', { NODE_ENV: 'production', DEMO: '1' }, 78, /^CONFIG_INVALID: DEMO: /],
    [
      'it has real issuers and would be the demo',
      { IDPORTEN_ISSUER: 'https://idporten.example', FEIDE_ISSUER: 'https://auth.example' },
      78,
      /^CONFIG_INVALID: NODE_ENV: must be production where IDPORTEN_ISSUER, FEIDE_ISSUER are set, [^.]*$/,
    ],
    [
      'it is told to be the demo, and has a real issuer',
      { DEMO: 'true', FEIDE_AUDIENCE: 'https://n.feide.no/datasources/1' },
      78,
      /^CONFIG_INVALID: NODE_ENV: must be production where FEIDE_AUDIENCE is set, [^.]*$/,
    ],
    [
      'production knows no issuers',
      { NODE_ENV: 'production', IDENTITY_KEY: 'ab'.repeat(32), FEIDE_ISSUER: 'https://auth.example' },
      78,
      /^CONFIG_INVALID: IDPORTEN_ISSUER: .*; IDPORTEN_AUDIENCE: .*; FEIDE_AUDIENCE: [^;]*$/,
    ],
    [
      'the database is away',
      {
        DATABASE_URL: 'postgresql://a:hidden@127.0.0.1:1/d',
        DATABASE_OWNER_URL: 'postgresql://b@127.0.0.1:1/d',
      },
      69,
      /^DATABASE_UNAVAILABLE: .*127\.0\.0\.1:1\/d.*(?<!hidden)$/,
    ],
  ] as const;

  it('while another runs, or with settings that do not fit', async () => {
    const running = await runProgram(dataDir);
    const start = async ([why, settings]: (typeof refusals)[number]) => {
      const refused = spawnProgram(dataDir, placed(settings, running.url));
      return [why, await refused.ended, reasonOf(refused.output())];
    };
    expect(await Promise.all(refusals.map(start))).toEqual(
      refusals.map(([why, , status, sentence]) => [why, status, expect.stringMatching(sentence)]),
    );
    expect(await stopped(running)).toBe(0);
  });

  it('with another identity key than its database was sealed with', async () => {
    const refused = spawnProgram(dataDir, { IDENTITY_KEY: 'ab'.repeat(32) });
    expect(await refused.ended).toBe(78);
    expect(reasonOf(refused.output())).toMatch(/^CONFIG_INVALID: IDENTITY_KEY: .*put that key back\.$/);
    expect(await postmasterOn(dataDir)).toBeUndefined();
  });

  it('without the identity key of its own, and makes no other', async () => {
    const file = join(dataDir, 'identity.key');
    const key = await readFile(file, 'utf8');
    await rm(file);
    const refused = spawnProgram(dataDir);
    expect(await refused.ended).toBe(78);
    await expect(readFile(file)).rejects.toThrow('ENOENT');
    await writeFile(file, key);
    expect(await postmasterOn(dataDir)).toBeUndefined();
  });

  function placed(settings: Readonly<Record<string, string>>, url: string): Record<string, string> {
    const { PORT, DATA_DIR, ...others } = settings;
    return {
      ...others,
      ...(PORT && { PORT: PORT === 'TAKEN' ? new URL(url).port : PORT }),
      ...(DATA_DIR && { DATA_DIR: join(folder, DATA_DIR) }),
    };
  }
});

function reasonOf(output: string): string {
  const [, reason = ''] = /^Skolegraf could not go on\. (.*)$/m.exec(output) ?? [];
  expect(output).not.toMatch(/^\s+at /m);
  return reason;
}

/** How many of the server's statements wait for a lock. */
async function waiting(program: RunningProgram): Promise<number> {
  const [found] = await program.sql<{ count: number }>(
    'select count(*)::int as count from pg_locks where not granted',
  );
  return found?.count ?? 0;
}
