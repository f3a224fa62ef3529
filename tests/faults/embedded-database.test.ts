import { execFile } from 'node:child_process';
import { chown, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  type EmbeddedOptions,
  type EmbeddedServer,
  startEmbedded,
} from '../../src/database/embedded/index.js';
import { runEmbedded } from '../harness/embedded-process.js';

const nobody = 65_534;
const clearing: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const clear of clearing.splice(0).reverse()) await clear();
});

async function aDataDir(...below: string[]): Promise<string> {
  const top = await mkdtemp(join(tmpdir(), 'skolegraf-fault-'));
  clearing.push(() => rm(top, { recursive: true, force: true }));
  return join(top, ...below);
}

let made = '';

beforeAll(async () => {
  made = await mkdtemp(join(tmpdir(), 'skolegraf-fault-'));
  await (await startEmbedded({ dataDir: made })).stop();
});

afterAll(() => rm(made, { recursive: true, force: true }));

/** A data directory whose database was made, and stopped, before: copying one is quicker than making one. */
async function aUsedDataDir(...below: string[]): Promise<string> {
  const dataDir = await aDataDir(...below);
  await mkdir(dataDir, { recursive: true });
  await promisify(execFile)('cp', ['-a', `${made}/.`, dataDir]);
  return dataDir;
}

async function start(dataDir: string, options: Partial<EmbeddedOptions> = {}): Promise<EmbeddedServer> {
  const server = await startEmbedded({ dataDir, ...options });
  clearing.push(() => server.stop());
  return server;
}

async function run(dataDir: string, uid?: number) {
  const running = await runEmbedded(dataDir, uid);
  clearing.push(() =>
    running.child.exitCode === null && running.child.signalCode === null
      ? running.end('SIGTERM')
      : Promise.resolve(),
  );
  return running;
}

async function ask(url: string | undefined, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows.flat();
  } finally {
    await client.end();
  }
}

/** Asks again until it is answered, and says after how many milliseconds that was. */
async function untilAnswered(url: string, sql: string): Promise<{ rows: unknown[]; after: number }> {
  const began = performance.now();
  for (;;) {
    const rows = await ask(url, sql).catch(() => undefined);
    if (rows !== undefined) return { rows, after: performance.now() - began };
    await delay(20);
  }
}

async function postmasterOf(dataDir: string): Promise<number> {
  return Number((await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0]);
}

async function write(url: string | undefined, text: string): Promise<void> {
  await ask(url, 'create table if not exists note (text text)');
  await ask(url, `insert into note values ('${text}')`);
}

const notes = 'select text from note order by text';

describe('the program’s own database', () => {
  it('keeps its rows from one start to the next', async () => {
    const dataDir = await aDataDir();
    const first = await start(dataDir);
    await ask(first.ownerUrl('skolegraf'), `create schema school authorization skolegraf_owner`);
    await write(first.superuserUrl('skolegraf'), 'kept');
    await first.stop();
    const second = await start(dataDir);
    expect(await ask(second.superuserUrl('skolegraf'), notes)).toEqual(['kept']);
    expect(await ask(second.serverUrl('skolegraf'), 'select session_user::text')).toEqual([
      'skolegraf_server',
    ]);
  });

  it('speaks UTF-8 and UTC, acknowledges only what is on disk, and sorts names as Norwegians do', async () => {
    const server = await start(await aUsedDataDir());
    const settings = ['server_encoding', 'TimeZone', 'synchronous_commit', 'jit', 'listen_addresses'];
    const shown = settings.map((name) => `current_setting('${name}')`).join(', ');
    expect(await ask(server.superuserUrl('skolegraf'), `select ${shown}`)).toEqual([
      'UTF8',
      'UTC',
      'on',
      'off',
      '',
    ]);
    const sorted = `select n from unnest(array['Ås','Østby','Ærø','Zorn','Aas']) n order by n collate "nb-x-icu"`;
    expect(await ask(server.superuserUrl('skolegraf'), sorted)).toEqual([
      'Zorn',
      'Ærø',
      'Østby',
      'Ås',
      'Aas',
    ]);
  });

  it('is back within five seconds of a kill -9 with every acknowledged row', async () => {
    const dataDir = await aUsedDataDir();
    const server = await start(dataDir);
    const url = server.superuserUrl('skolegraf');
    await write(url, 'acknowledged');
    process.kill(await postmasterOf(dataDir), 'SIGKILL');
    const { rows, after } = await untilAnswered(url, notes);
    expect(rows).toEqual(['acknowledged']);
    expect(after).toBeLessThan(5_000);
    expect(server.superuserUrl('skolegraf')).toBe(url);
  });

  it('is taken over by the next start when the program was killed', async () => {
    const dataDir = await aUsedDataDir();
    const killed = await run(dataDir);
    await write(killed.last.url, 'orphaned');
    const orphan = await postmasterOf(dataDir);
    await killed.end('SIGKILL');
    const server = await start(dataDir);
    expect(await ask(server.superuserUrl('skolegraf'), notes)).toEqual(['orphaned']);
    expect(await postmasterOf(dataDir)).toBe(orphan);
    process.kill(orphan, 'SIGKILL');
    expect((await untilAnswered(server.superuserUrl('skolegraf'), notes)).rows).toEqual(['orphaned']);
  });

  it('starts when the program and its server were both killed', async () => {
    const dataDir = await aUsedDataDir();
    const killed = await run(dataDir);
    await write(killed.last.url, 'both killed');
    await killed.end('SIGKILL');
    process.kill(await postmasterOf(dataDir), 'SIGKILL');
    const server = await start(dataDir);
    expect(await ask(server.superuserUrl('skolegraf'), notes)).toEqual(['both killed']);
  });

  it('starts over the file of a dead server whose process number is something else’s by now', async () => {
    const dataDir = await aUsedDataDir();
    const first = await start(dataDir);
    await first.stop();
    await writeFile(
      join(dataDir, 'postgres', 'postmaster.pid'),
      `${process.ppid}\n${dataDir}\n1\n5432\n\n\n`,
    );
    const second = await start(dataDir);
    expect(await ask(second.superuserUrl('skolegraf'), 'select 1')).toEqual([1]);
  });

  it('refuses a second program on the same data in one sentence', async () => {
    const dataDir = await aUsedDataDir();
    const first = await run(dataDir);
    const second = await run(dataDir);
    await second.ended;
    expect(second.last.code).toBe('ALREADY_RUNNING');
    expect(second.last.message).toBe(
      `The program already runs on the data in ${dataDir} (process ${first.child.pid}): stop it first, or set DATA_DIR to another directory.`,
    );
    expect(second.child.exitCode).toBe(75);
    expect(await ask(first.last.url, 'select 1')).toEqual([1]);
  });

  it('lets exactly one of two first starts at once have the data', async () => {
    const dataDir = await aDataDir();
    const both = await Promise.all([run(dataDir), run(dataDir)]);
    const codes = both.map((program) => program.last.code ?? 'runs').sort();
    expect(codes).toEqual(['ALREADY_RUNNING', 'runs']);
    const running = both.find((program) => program.last.url !== undefined);
    expect(await ask(running?.last.url, 'select 1')).toEqual([1]);
    expect((await readdir(dataDir)).filter((name) => /new|broken/.test(name))).toEqual([]);
  });

  it('heals a data directory whose making was cut short', async () => {
    const dataDir = await aDataDir();
    await mkdir(join(dataDir, 'postgres', 'base'), { recursive: true });
    await writeFile(join(dataDir, 'postgres', 'PG_VERSION'), '18\n');
    const server = await start(dataDir);
    expect(await ask(server.superuserUrl('skolegraf'), 'select 1')).toEqual([1]);
    expect((await readdir(dataDir)).filter((name) => name.startsWith('postgres.broken-'))).toHaveLength(1);
  });

  it('says in one sentence that the data are of another version, and leaves them alone', async () => {
    const dataDir = await aDataDir();
    await mkdir(join(dataDir, 'postgres', 'global'), { recursive: true });
    await writeFile(join(dataDir, 'postgres', 'PG_VERSION'), '17\n');
    await writeFile(join(dataDir, 'postgres', 'global', 'pg_control'), '');
    await expect(start(dataDir)).rejects.toMatchObject({
      code: 'DATABASE_BROKEN',
      message: expect.stringContaining('was made by PostgreSQL 17, this is 18'),
    });
    expect(await readdir(join(dataDir, 'postgres'))).toEqual(['PG_VERSION', 'global']);
  });

  it('gives PostgreSQL’s own reason when it does not start', async () => {
    const failing = start(await aUsedDataDir(), { settings: { shared_buffers: 'plenty' } });
    await expect(failing).rejects.toMatchObject({
      code: 'DATABASE_BROKEN',
      message: expect.stringMatching(/^The database could not be started: .*shared_buffers/),
    });
  });

  it('listens elsewhere when the path of its data is too long for a socket', async () => {
    const server = await start(await aUsedDataDir('d'.repeat(90)));
    const directory = decodeURIComponent(new URL(server.superuserUrl('postgres')).hostname);
    expect((await stat(directory)).mode & 0o777).toBe(0o700);
    expect(await ask(server.superuserUrl('skolegraf'), 'select 1')).toEqual([1]);
    await server.stop();
    await expect(stat(directory)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('asks for a password where it must listen on a port', async () => {
    const dataDir = await aUsedDataDir();
    const server = await start(dataDir, { transport: 'tcp' });
    expect(await ask(server.serverUrl('skolegraf'), 'select session_user::text')).toEqual([
      'skolegraf_server',
    ]);
    const guessed = new URL(server.serverUrl('skolegraf'));
    guessed.password = 'guessed';
    await expect(ask(guessed.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
    expect((await stat(join(dataDir, 'postgres.password'))).mode & 0o777).toBe(0o600);
  });

  it.runIf(process.getuid?.() === 0)(
    'runs for an ordinary user, and root can run the same data after',
    async () => {
      const dataDir = await aDataDir();
      await chown(join(dataDir), nobody, nobody);
      const ordinary = await run(dataDir, nobody);
      expect(ordinary.last).toMatchObject({ account: nobody, url: expect.any(String) });
      await write(ordinary.last.url, 'ordinary');
      await ordinary.end('SIGTERM');
      const asRoot = await start(dataDir);
      expect(await ask(asRoot.superuserUrl('skolegraf'), notes)).toEqual(['ordinary']);
      expect((await stat(join(dataDir, 'postgres'))).uid).toBe(nobody);
    },
  );
});
