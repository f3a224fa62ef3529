import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { standInPeople } from '../../src/database/seeds/people.js';
import { requestToken } from '../../src/identity/stand-in/request-token.js';
import { barriers } from '../harness/browser/barriers.js';
import { aBrowser, aVisit, hasBrowser, type Visit, type VisitOptions } from '../harness/browser/browser.js';
import { answerOn, execute } from '../harness/browser/playground.js';
import { killPrograms, postmasterOn, type RunningProgram, runProgram } from '../harness/program.js';

const patience = { timeout: 20_000, interval: 50 };
const sendMessage = `mutation ($thread: ID!, $text: String!, $key: String!) {
  sendMessage(input: { threadId: $thread, text: $text, idempotencyKey: $key }) { userErrors { code } }
}`;
const commonThread = `select one.thread_id as id from thread_participant one join thread_participant other
  on other.thread_id = one.thread_id join person guardian on guardian.id = one.person_id
  join person teacher on teacher.id = other.person_id
  where guardian.given_name = 'Kari' and guardian.family_name = 'Haugen'
    and teacher.given_name = 'Ingrid' and teacher.family_name = 'Bakken' limit 1`;

let folder: string;
let program: RunningProgram;
let browser: Browser;
const visits: Visit[] = [];

describe.skipIf(!hasBrowser)('in the packed browser (for linux-x64 alone)', { timeout: 90_000 }, () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'skolegraf-pages-'));
    [program, browser] = await Promise.all([runProgram(join(folder, 'data')), aBrowser()]);
  }, 90_000);

  afterEach(async () => {
    const met = visits.flatMap(({ faults }) => faults);
    await Promise.all(visits.splice(0).map(({ context }) => context.close()));
    expect(met).toEqual([]);
  });

  afterAll(async () => {
    await browser?.close();
    program?.child.kill('SIGTERM');
    await program?.ended;
    killPrograms();
    const left = await postmasterOn(join(folder, 'data'));
    if (left !== undefined) process.kill(left, 'SIGKILL');
    await rm(folder, { recursive: true, force: true });
  }, 30_000);

  async function opened(path: string, options: VisitOptions = {}): Promise<Page> {
    const visit = await aVisit(browser, program.url, options);
    visits.push(visit);
    await visit.page.goto(path);
    return visit.page;
  }

  it('a guardian signs in, asks, and hears what the teacher writes, until she signs out in another tab', async () => {
    const page = await opened('/');
    await page.getByRole('link', { name: 'ID-porten' }).click();
    await page.getByRole('button', { name: /Kari Haugen/ }).click();
    const bar = page.getByRole('region', { name: 'Who asks' });
    await expect
      .poll(() => bar.innerText(), patience)
      .toMatch(/Kari Haugen\s+guardian · Kongsvinger\s+until/);

    await execute(page, 'GuardianHome');
    await expect.poll(() => answerOn(page), patience).toContain('"name": "Jonas Haugen"');

    await page.getByRole('tab', { name: 'MessageReceived' }).click();
    await execute(page, 'MessageReceived');
    await expect.poll(() => streams(), patience).toBe(1);
    const [thread] = await program.sql<{ id: string }>(commonThread);
    const message = { thread: thread?.id, text: 'Snart-ferie!', key: 'browser-test-1' };
    expect(await program.send('contact-teacher', sendMessage, message)).toBe(null);
    await expect.poll(() => answerOn(page), patience).toContain('"text": "Snart-ferie!"');

    const other = await page.context().newPage();
    await other.goto('/');
    await other.getByRole('button', { name: 'Sign out' }).click();
    await expect.poll(() => answerOn(page), patience).toContain('The socket was closed: 4403');
    await other.close();
    await expect.poll(() => streams(), patience).toBe(0);
    await page.reload();
    await expect.poll(() => bar.innerText(), patience).toContain('Not signed in');
  });

  it('whoever sends a token of their own hears what its person hears', async () => {
    const { token } = await requestToken({ origin: program.url, who: 'guardian', people: standInPeople });
    const page = await opened('/graphql');
    await page.getByRole('button', { name: 'Headers' }).click();
    await page.locator('.graphiql-editor-tool .monaco-editor').last().click();
    await page.keyboard.insertText(JSON.stringify({ authorization: `Bearer ${token}` }));
    await execute(page, 'GuardianHome');
    await expect.poll(() => answerOn(page), patience).toContain('"name": "Jonas Haugen"');
  });

  it('what one writes on the start page, the other hears at once', async () => {
    const page = await opened('/', { language: 'nn' });
    const [teacher, guardian] = [
      page.getByRole('region', { name: 'Ingrid Bakken' }),
      page.getByRole('region', { name: 'Kari Haugen' }),
    ];
    await expect.poll(() => page.getByText('lyttar', { exact: true }).count(), patience).toBe(2);
    await teacher.getByRole('textbox').fill('Ein test');
    await teacher.getByRole('button', { name: 'Send' }).click();
    await expect
      .poll(() => guardian.getByRole('listitem').last().innerText(), patience)
      .toMatch(/^Ein test\netter \d+ ms$/);
    await guardian.getByRole('button', { name: 'Send' }).click();
    await expect
      .poll(() => teacher.getByRole('listitem').last().innerText(), patience)
      .toMatch(/^Takk for beskjed! Det skal vi hugse\.\netter \d+ ms$/);
    await expect.poll(() => page.locator('[data-figure=streams] strong').innerText(), patience).toBe('2');
  });

  it.each([
    ['light', 1280],
    ['dark', 390],
  ] as const)(
    'nobody is kept out by colours, names or keys: axe finds nothing, %s and %i wide',
    async (look, width) => {
      for (const path of ['/', '/graphql']) {
        const page = await opened(path, { dark: look === 'dark', width });
        if (path === '/graphql') await page.locator('.graphiql-query-editor .view-line').nth(1).waitFor();
        else await expect.poll(() => page.getByText('listening', { exact: true }).count(), patience).toBe(2);
        expect([path, await barriers(page)]).toEqual([path, []]);
        await page.context().close();
      }
    },
    60_000,
  );

  it('a chosen language stays', async () => {
    const page = await opened('/', { language: 'nb' });
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Skoledagen, som én graf.');
    await page.getByRole('link', { name: 'en', exact: true }).click();
    await page.goto('/graphql');
    expect(await page.title()).toBe('Playground – Skolegraf');
  });

  async function streams(): Promise<number> {
    const text = await (await fetch(`${program.url}/metrics`)).text();
    return Number(/^skolegraf_streams_open (\d+)$/m.exec(text)?.[1]);
  }
});
