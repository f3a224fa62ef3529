import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';

const run = promisify(execFile);

let copy: string;
beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'skolegraf-readme-'));
  const { stdout } = await run('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z']);
  for (const file of stdout.split('\0').filter(Boolean)) {
    await mkdir(dirname(join(copy, file)), { recursive: true });
    await cp(file, join(copy, file)).catch(ignoreDeleted);
  }
  await symlink(join(process.cwd(), 'node_modules'), join(copy, 'node_modules'));
}, 60_000);
afterAll(() => rm(copy, { recursive: true, force: true }));

/** A file that git still lists but that is gone from the work tree. */
function ignoreDeleted(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}

interface Step {
  readonly kind: string;
  readonly file: string;
  readonly where: string;
  readonly anchor: string;
  readonly body: string;
}

/** What the README tells a newcomer to do, in its order: each block of code with the comment that says where it goes. */
function stepsOf(readme: string): Step[] {
  const marked = /<!-- (edit|file|run) ?(\S*) ?(after|replace)? ?(?:"([^\n]*)")? -->\n```\w+\n([\s\S]*?)```/g;
  return [...readme.matchAll(marked)].map(([, kind = '', file = '', where = '', anchor = '', body = '']) => ({
    kind,
    file,
    where,
    anchor,
    body,
  }));
}

async function follow(step: Step): Promise<void> {
  if (step.kind === 'run')
    for (const line of step.body.trim().split('\n')) await run('sh', ['-c', line], { cwd: copy });
  else if (step.kind === 'file') await writeFile(join(copy, step.file), step.body);
  else {
    const path = join(copy, step.file);
    const text = await readFile(path, 'utf8');
    expect(text).toContain(step.anchor);
    const kept = step.where === 'after' ? `${step.anchor}\n` : '';
    await writeFile(
      path,
      text.replace(step.anchor, () => `${kept}${step.body.trimEnd()}`),
    );
  }
}

it('a newcomer who follows the README adds a field and a relation that work', async () => {
  const steps = stepsOf(await readFile('README.md', 'utf8'));
  const edits = steps.filter((step) => step.kind !== 'run');
  expect(edits.map((step) => step.file)).toEqual([
    'entities/school.ts',
    'schema/access/register.ts',
    'tests/features/school-phone.test.ts',
    'entities/school-year.ts',
    'entities/school-year.ts',
  ]);
  for (const step of edits) await follow(step);
  for (const step of steps.filter((each) => each.kind === 'run')) await follow(step);
  const contract = await readFile(join(copy, 'schema', 'schema.graphql'), 'utf8');
  expect(contract).toMatch(/"""Telephone number of the school office\."""\n {2}phone: String\n/);
  expect(contract).toMatch(/"""The classes of the year\."""\n {2}classes: \[SchoolClass!\]!\n/);
  const tests = await run('npx', ['vitest', 'run', 'tests/features/school-phone.test.ts'], { cwd: copy });
  expect(tests.stdout).toContain('2 passed');
}, 180_000);
