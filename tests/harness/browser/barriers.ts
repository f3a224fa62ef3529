import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** What on a page keeps somebody out who sees little, hears a page read or uses keys alone; a line each. */
export async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(await readFile(axe, 'utf8'));
  const { violations } = await page.evaluate<AxeResults>('axe.run()');
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 300)} ${failureSummary}`),
  );
  // GraphiQL puts the button that closes a tab into the tab, and can't be told otherwise; a key closes it too.
  return found.filter((line) => !/^nested-interactive: <li [^>]*graphiql-tab/.test(line));
}
