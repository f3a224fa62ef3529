import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { aBrowser, aVisit } from '../harness/browser/browser.js';
import { execute } from '../harness/browser/playground.js';
import { runProgram } from '../harness/program.js';

/** Where all pictures go, and those that the documentation shows. */
const all = join('dist', 'screenshots');
const shown = join('docs', 'images');

const folder = await mkdtemp(join(tmpdir(), 'skolegraf-pictures-'));
const program = await runProgram(join(folder, 'data'));
const browser = await aBrowser();
await mkdir(all, { recursive: true });
await mkdir(shown, { recursive: true });
try {
  // The start page comes last, when there is something to draw in its charts.
  for (const [name, prepare] of [
    ['playground', playground],
    ['start', startPage],
  ] as const)
    for (const width of [390, 1280])
      for (const dark of [false, true])
        await picture(browser, { dark, width }, `${name}-${dark ? 'dark' : 'light'}-${width}`, prepare);
  process.stdout.write(`Wrote the pictures to ${all}, and those of the documentation to ${shown}.\n`);
} finally {
  await browser.close();
  program.child.kill('SIGTERM');
  await program.ended;
  await rm(folder, { recursive: true, force: true });
}

async function picture(
  browser: Browser,
  look: { readonly dark: boolean; readonly width: number },
  name: string,
  prepare: (page: Page) => Promise<void>,
): Promise<void> {
  const { context, page } = await aVisit(browser, program.url, { ...look, height: 860 });
  await prepare(page);
  await page.screenshot({ path: join(all, `${name}.png`), fullPage: true });
  if (look.width === 1280 && !look.dark)
    await page.screenshot({ path: join(shown, `${name.split('-', 1)[0]}.png`) });
  await context.close();
}

/** The start page, after a message and its answer. */
async function startPage(page: Page): Promise<void> {
  await page.goto('/');
  await page.locator('[data-state=listening]').nth(1).waitFor();
  for (const [who, other] of [
    ['Ingrid Bakken', 'Kari Haugen'],
    ['Kari Haugen', 'Ingrid Bakken'],
  ] as const) {
    const heard = page.getByRole('region', { name: other }).locator('[data-kind=heard] small');
    const before = await heard.count();
    await page.getByRole('region', { name: who }).getByRole('button', { name: 'Send' }).click();
    await heard.nth(before).waitFor();
  }
  await page.locator('[data-figure=lag] strong', { hasText: /\d/ }).waitFor();
  await page.locator('[data-figure=streams] strong', { hasText: '2' }).waitFor();
  await page.evaluate('scrollTo(0, 0)');
}

/** The playground of a guardian who has asked. */
async function playground(page: Page): Promise<void> {
  await page.goto('/sign-in/idporten?returnTo=/graphql&who=guardian');
  await execute(page, 'GuardianHome');
  await page.locator('.graphiql-response', { hasText: '"data"' }).waitFor();
}
