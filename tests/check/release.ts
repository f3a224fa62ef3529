import 'reflect-metadata';
import { writeFile } from 'node:fs/promises';
import { buildSchema as parseSchema } from 'graphql';
import { buildSchema, printContract } from '../../schema/build.js';
import { breakingBetween, lastRelease, today } from './contract.js';
import { deprecationFaults } from './deprecation.js';
import { presentText } from './pages/pages.js';
import { changesBetween, releasePage } from './pages/schema-changes.js';

/** `npm run schema:release -- <version>`: the present contract becomes the one that clients are promised. */
const [version = ''] = process.argv.slice(2);
const BASELINE = 'schema/released.graphql';
const PAGE = 'docs/schema-changes.md';

try {
  if (!/^\d+\.\d+\.\d+$/.test(version))
    throw new Error('Say which version, such as: npm run schema:release -- 1.2.0');
  const before = await lastRelease();
  const now = printContract(buildSchema().open);
  const faults = deprecationFaults(parseSchema(now), parseSchema(before.sdl), today());
  if (faults.length > 0) throw new Error(`This can't be released yet:\n${faults.join('\n')}`);
  const broken = await breakingBetween(before.sdl, now, today());
  const page = await releasePage(
    await presentText(PAGE),
    `${version}, ${today()}`,
    await changesBetween(before.sdl, now),
  );
  await writeFile(PAGE, page);
  await writeFile(
    BASELINE,
    `# The contract of release ${version}, of ${today()}. Written by npm run schema:release.\n${now}`,
  );
  process.stdout.write(`Wrote ${BASELINE} and ${PAGE}.\n`);
  for (const line of broken) process.stdout.write(`This breaks clients: ${line}.\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
