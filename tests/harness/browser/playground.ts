import type { Page } from 'playwright-core';

/** Runs the open tab of the playground, once its operation stands there to be read. */
export async function execute(page: Page, operation: string): Promise<void> {
  await page.locator('.graphiql-query-editor .view-lines', { hasText: operation }).waitFor();
  await page.locator('.graphiql-response .view-lines').waitFor();
  await page.getByRole('button', { name: /^Execute/ }).click();
}

/** What the answer of the open tab says, as far as it is in sight. */
export async function answerOn(page: Page): Promise<string> {
  const text = await page.locator('.graphiql-response .view-lines').innerText();
  return text.replaceAll('\u00a0', ' ');
}
