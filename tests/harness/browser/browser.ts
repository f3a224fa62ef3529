import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { unpackedBrowser } from './unpacked.js';

/** The platform that the packed browser runs on. */
export const hasBrowser = process.platform === 'linux' && process.arch === 'x64';

/** Starts a headless browser. */
export async function aBrowser(): Promise<Browser> {
  const { executable, env } = await unpackedBrowser();
  return chromium.launch({
    executablePath: executable,
    args: ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none'],
    env: { ...process.env, ...env } as Record<string, string>,
  });
}

/** One person’s browser, which keeps to the server’s own address and writes down what it should not have met. */
export interface Visit {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Addresses elsewhere that were asked for, broken policies, and errors that no script caught. */
  readonly faults: readonly string[];
}

export interface VisitOptions {
  readonly language?: string;
  readonly dark?: boolean;
  readonly width?: number;
  readonly height?: number;
}

/** Opens a window of its own on the server: no cookie of another one, and nothing from elsewhere. */
export async function aVisit(browser: Browser, origin: string, options: VisitOptions = {}): Promise<Visit> {
  const { language = 'en', dark = false, width = 1280, height = 900 } = options;
  const context = await browser.newContext({
    baseURL: origin,
    locale: language,
    colorScheme: dark ? 'dark' : 'light',
    viewport: { width, height },
    reducedMotion: 'reduce',
  });
  const faults: string[] = [];
  await context.route('**/*', (route) => {
    const address = route.request().url();
    if (new URL(address).origin === origin) return route.continue();
    faults.push(`asked for ${address}`);
    return route.abort();
  });
  const page = await context.newPage();
  watch(page, faults);
  context.on('page', (other) => watch(other, faults));
  return { context, page, faults };
}

function watch(page: Page, faults: string[]): void {
  page.on('pageerror', (error) => faults.push(`threw ${error.message}`));
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) faults.push(`broke the policy: ${message.text()}`);
  });
}
