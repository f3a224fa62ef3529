import { aBrowser, aVisit } from './browser.js';

const [, , origin = '', path = '/', out = '/tmp/shots'] = process.argv;
const browser = await aBrowser();
for (const dark of [false, true])
  for (const width of [1280, 390]) {
    const visit = await aVisit(browser, origin, { dark, width });
    await visit.page.goto(path);
    await visit.page.waitForTimeout(4000);
    await visit.page.screenshot({
      path: `${out}/${path.replaceAll('/', '_')}-${dark ? 'dark' : 'light'}-${width}.png`,
      fullPage: path !== '/graphql',
    });
    process.stdout.write(`${JSON.stringify(visit.faults)}\n`);
    await visit.context.close();
  }
await browser.close();
