import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';

const run = promisify(execFile);

const PAGE = `
import { createLiveClient, type LiveEnded } from 'skolegraf/client';
const live = createLiveClient({ url: location.href, token: () => 'a token', storage: localStorage });
live.subscribe<{ checkInRecorded: { id: string } }>(
  { query: 'subscription ($after: String) { checkInRecorded(after: $after) { id } }', name: 'check-ins' },
  { next: (data) => alert(data.checkInRecorded.id), resync: () => location.reload(), ended: (end: LiveEnded) => alert(end.code) },
);
`;

let frontend: string;
beforeAll(async () => {
  frontend = await mkdtemp(join(tmpdir(), 'skolegraf-frontend-'));
  await run('npm', ['run', '--silent', 'build:client']);
  await mkdir(join(frontend, 'node_modules'));
  await symlink(process.cwd(), join(frontend, 'node_modules', 'skolegraf'));
}, 60_000);
afterAll(() => rm(frontend, { recursive: true, force: true }));

it('a frontend that has the package imports the client, and nothing else of it', async () => {
  const names = (of: string) => `console.log(Object.keys(await import('${of}')).sort().join(' '))`;
  const client = await run('node', ['-e', names('skolegraf/client')], { cwd: frontend });
  expect(client.stdout.trim()).toBe('LiveEnded createLiveClient');
  await expect(run('node', ['-e', names('skolegraf')], { cwd: frontend })).rejects.toThrow(
    'ERR_PACKAGE_PATH_NOT_EXPORTED',
  );
});

it('a page’s compiler finds the client’s types, without any of Node’s', async () => {
  await writeFile(join(frontend, 'page.ts'), PAGE);
  const tsc = join(process.cwd(), 'node_modules', '.bin', 'tsc');
  const options = '--noEmit --strict --target es2022 --lib es2022,dom --types --module esnext'.split(' ');
  const page = await run(tsc, [...options, '--moduleResolution', 'bundler', 'page.ts'], {
    cwd: frontend,
  }).catch((error: { stdout: string }) => error);
  expect(page.stdout).toBe('');
});
