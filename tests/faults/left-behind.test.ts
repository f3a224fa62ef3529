import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runEmbedded } from '../harness/embedded-process.js';
import { markAsOurs, PREFIX, removeLeftBehind } from '../harness/left-behind.js';
import { postmasterOn } from '../harness/program.js';

let below: string;
beforeEach(async () => {
  below = await mkdtemp(join(tmpdir(), 'skolegraf-fault-'));
});
afterEach(() => rm(below, { recursive: true, force: true, maxRetries: 10 }));

async function aDirectory(name: string): Promise<string> {
  const directory = join(below, `${PREFIX}${name}`);
  await mkdir(directory);
  return directory;
}

/** The number of a process that has ended. */
async function aKilledRun(directory: string): Promise<number> {
  const run = await runEmbedded(directory);
  await run.end('SIGKILL');
  return run.child.pid ?? 0;
}

describe('what a killed run of the tests leaves behind', () => {
  it('is stopped and removed at the next start', async () => {
    const directory = await aDirectory('killed');
    await markAsOurs(directory, await aKilledRun(directory));
    const before = await postmasterOn(directory);
    await removeLeftBehind(below);
    expect([typeof before, await postmasterOn(directory), await readdir(below)]).toEqual([
      'number',
      undefined,
      [],
    ]);
  });

  it('is removed where its server is dead already', async () => {
    const directory = await aDirectory('dead');
    await markAsOurs(directory, await aKilledRun(await aDirectory('other')));
    await markAsOurs(join(below, `${PREFIX}other`));
    await removeLeftBehind(below);
    const left = await readdir(below);
    process.kill((await postmasterOn(join(below, `${PREFIX}other`))) ?? 0, 'SIGQUIT');
    expect(left).toEqual([`${PREFIX}other`]);
  });

  it('is left alone where it goes on, is of another machine, or nobody has said whose it is', async () => {
    await markAsOurs(await aDirectory('running'));
    await aDirectory('unmarked');
    const dead = await aKilledRun(await aDirectory('foreign'));
    const foreign = { host: 'another-machine', pid: dead };
    await writeFile(join(below, `${PREFIX}foreign`, 'run.json'), JSON.stringify(foreign));
    await writeFile(join(await aDirectory('unreadable'), 'run.json'), '{');
    await removeLeftBehind(below);
    const server = await postmasterOn(join(below, `${PREFIX}foreign`));
    process.kill(server ?? 0, 'SIGQUIT');
    expect([typeof server, (await readdir(below)).sort()]).toEqual([
      'number',
      ['foreign', 'running', 'unmarked', 'unreadable'].map((name) => `${PREFIX}${name}`),
    ]);
  });
});
