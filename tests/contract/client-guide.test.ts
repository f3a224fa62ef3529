import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readManifest } from '../../src/http/trusted/manifest.js';
import { aTown, type Town } from '../harness/town.js';

const run = promisify(execFile);

let town: Town;
let frontend: string;
beforeAll(async () => {
  town = await aTown();
  frontend = await mkdtemp(join(tmpdir(), 'skolegraf-guide-'));
  await symlink(join(process.cwd(), 'node_modules'), join(frontend, 'node_modules'));
});
afterAll(async () => {
  await rm(frontend, { recursive: true, force: true });
  await town.close();
});

/** Runs the lines of a block in the frontend's folder; packages are there already. */
async function shell(block: string): Promise<void> {
  for (const line of block.trim().split('\n'))
    if (!line.startsWith('npm install'))
      await run('sh', ['-c', line.replaceAll('http://127.0.0.1:4000', town.url)], { cwd: frontend });
}

/** Writes a file of the frontend, for the test's own server. */
async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(join(frontend, file)), { recursive: true });
  await writeFile(join(frontend, file), text.replaceAll('http://127.0.0.1:4000', town.url));
}

it('somebody who follows the README has types in a folder where nothing is asked yet', async () => {
  const [, section = ''] = (await readFile('README.md', 'utf8')).split('\n## Generate types\n');
  const [, config = ''] = /```ts\n([\s\S]*?)```/.exec(section) ?? [];
  const [, commands = ''] = /```sh\n([\s\S]*?)```/.exec(section) ?? [];
  expect(commands).toContain('npx graphql-codegen\n');
  await write('codegen.ts', config);
  await shell(commands);
  expect(await readFile(join(frontend, 'src', 'gql', 'index.ts'), 'utf8')).toContain('"./gql"');
}, 120_000);

it('somebody who follows the guide has types of each document, and an answer that they fit', async () => {
  const guide = await readFile('docs/clients.md', 'utf8');
  const steps = guide.matchAll(/<!-- (file|run) ?(\S*) -->\n```\w+\n([\s\S]*?)```/g);
  for (const [, kind, file = '', body = ''] of steps)
    await (kind === 'run' ? shell(body) : write(file, body));
  const { home } = await import(join(frontend, 'src', 'home.ts'));
  const { token } = await town.as('guardian');
  const children: Map<string, string[]> = await home(token);
  expect([...children.keys()].sort()).toEqual(['Jonas Haugen', 'Nora Haugen']);
  for (const days of children.values())
    expect(days).toEqual(days.map(() => expect.stringMatching(/^\d{4}-\d\d-\d\d$/)));
  const manifest = await readManifest(join(frontend, 'src', 'gql', 'persisted-documents.json'));
  expect([...manifest.values()]).toEqual([expect.stringMatching(/^query Home\(/)]);
}, 120_000);
