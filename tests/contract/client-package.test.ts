import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';

const run = promisify(execFile);

/** What the application of the documentation has of its own. */
const APPLICATION = `
declare const session: { accessToken(choice: { not: string | undefined }): Promise<string> };
declare const banner: { toggle(isShown: boolean): void };
declare const board: { put(checkIn: unknown): void; load(): Promise<void>; close(code: string): void };
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

it('the example of the documentation compiles in a page, without any of Node’s types', async () => {
  const [, example = ''] = (await readFile('docs/live.md', 'utf8')).match(/```ts\n([\s\S]*?)```/) ?? [];
  expect(example).toContain("from 'skolegraf/client'");
  await writeFile(join(frontend, 'page.ts'), example + APPLICATION);
  const tsc = join(process.cwd(), 'node_modules', '.bin', 'tsc');
  const options = '--noEmit --strict --target es2022 --lib es2022,dom --module esnext'.split(' ');
  const page = await run(tsc, [...options, '--moduleResolution', 'bundler', '--types', '', 'page.ts'], {
    cwd: frontend,
  }).catch((error: { stdout: string }) => error);
  expect(page.stdout).toBe('');
});
