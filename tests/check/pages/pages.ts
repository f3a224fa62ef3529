import { readFile } from 'node:fs/promises';
import { buildSchema, printContract } from '../../../schema/build.js';
import { readExamples } from '../../../src/http/docs/examples.js';
import { accessPage } from '../../harness/matrix/access-page.js';
import type { Check } from '../check.js';
import { lastRelease } from '../contract.js';
import { errorsPage } from './errors-page.js';
import { operationsPage } from './operations-page.js';
import { changesPage } from './schema-changes.js';

/** A page of the documentation that is written from the code. */
export interface WrittenPage {
  readonly path: string;
  /** What it says now, given what stands there. */
  text(present: string): Promise<string>;
}

/** Every page that `npm run generate` writes. */
export function writtenPages(): WrittenPage[] {
  const { guarded, open } = buildSchema();
  return [
    { path: 'docs/access.md', text: async (present) => accessPage(guarded, present) },
    { path: 'docs/errors.md', text: async () => errorsPage() },
    { path: 'docs/operations.md', text: async () => operationsPage(open, await readExamples()) },
    {
      path: 'docs/schema-changes.md',
      text: async (present) => changesPage(present, (await lastRelease()).sdl, printContract(open)),
    },
  ];
}

/** The pages that are written from the code say what the code says. */
export const pagesCurrent: Check = {
  name: 'written pages are current',
  remedy: 'npm run generate, and commit docs.',
  find: async () => {
    const stale = await Promise.all(
      writtenPages().map(async ({ path, text }) => {
        const present = await presentText(path);
        return (await text(present)) === present ? [] : [`${path} is out of date`];
      }),
    );
    return stale.flat();
  },
};

/** What stands in a page; nothing where there is none yet. */
export const presentText = (path: string): Promise<string> => readFile(path, 'utf8').catch(() => '');
