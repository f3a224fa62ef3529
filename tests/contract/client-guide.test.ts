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

/** Does what the page says, in its order, against the test's own server. */
async function follow(page: string): Promise<void> {
  for (const [, kind, file = '', body = ''] of page.matchAll(
    /<!-- (file|run) ?(\S*) -->\n```\w+\n([\s\S]*?)```/g,
  )) {
    const said = body.replaceAll('http://127.0.0.1:4000', town.url);
    if (kind === 'run')
      for (const line of said.trim().split('\n')) await run('sh', ['-c', line], { cwd: frontend });
    else {
      await mkdir(dirname(join(frontend, file)), { recursive: true });
      await writeFile(join(frontend, file), said);
    }
  }
}

it('somebody who follows the guide has types from the schema, and an answer that they fit', async () => {
  const guide = await readFile('docs/clients.md', 'utf8');
  const [, config = ''] = /<!-- file codegen.ts -->\n(```ts\n[\s\S]*?```)/.exec(guide) ?? [];
  expect(await readFile('README.md', 'utf8')).toContain(config);
  await follow(guide);
  const { home } = await import(join(frontend, 'src', 'home.ts'));
  const { token } = await town.as('guardian');
  const children: Map<string, string[]> = await home(token);
  expect([...children.keys()].sort()).toEqual(['Jonas Haugen', 'Nora Haugen']);
  for (const days of children.values())
    expect(days).toEqual(days.map(() => expect.stringMatching(/^\d{4}-\d\d-\d\d$/)));
  const manifest = await readManifest(join(frontend, 'src', 'gql', 'persisted-documents.json'));
  expect([...manifest.values()]).toEqual([expect.stringMatching(/^query Home\(/)]);
}, 120_000);
