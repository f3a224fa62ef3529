import { readdir, readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { projectFolder } from './folder.js';

/** A page of the documentation: a file of the project, and where the program serves it. */
export interface DocumentedPage {
  /** Its path in the project, `docs/live.md`. */
  readonly file: string;
  /** Its path on the server, `/docs/live`. */
  readonly url: string;
  readonly title: string;
  readonly text: string;
}

/** Pages in the order in which somebody new reads them; any other comes after these. */
const order = [
  'docs/README.md',
  'README.md',
  'docs/concepts.md',
  'docs/clients.md',
  'docs/sign-in.md',
  'docs/operations.md',
  'docs/live.md',
  'docs/errors.md',
  'docs/access.md',
  'docs/schema-changes.md',
  'docs/operating.md',
  'docs/faults.md',
  'docs/adding-a-feature.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
];

/** Every page there is, in reading order. */
export async function readPages(root = projectFolder()): Promise<DocumentedPage[]> {
  const found = (await readdir(join(root, 'docs'))).filter((name) => name.endsWith('.md')).sort();
  const files = [...new Set([...order, ...found.map((name) => `docs/${name}`)])];
  const pages = await Promise.all(files.map((file) => readPage(root, file)));
  return pages.filter((page) => page !== undefined);
}

/** Pages whose first heading says nothing in a menu. */
const titles: ReadonlyMap<string, string> = new Map([
  ['docs/README.md', 'Documentation'],
  ['README.md', 'The first start'],
  ['docs/live.md', 'Live events'],
]);

async function readPage(root: string, file: string): Promise<DocumentedPage | undefined> {
  const text = await readFile(join(root, file), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const heading = /^# (.+)$/m.exec(text)?.[1] ?? file;
  return { file, url: urlOf(file), text, title: titles.get(file) ?? heading };
}

function urlOf(file: string): string {
  if (file === 'docs/README.md') return '/docs/';
  if (file === 'README.md') return '/docs/start';
  return `/docs/${posix.basename(file, '.md').toLowerCase()}`;
}

/** Files that are no pages, and where the program serves them. */
const others: ReadonlyMap<string, string> = new Map([
  ['schema/schema.graphql', '/schema.graphql'],
  ['docs/examples', '/docs/operations'],
  ['docs', '/docs/'],
]);

/**
 * Where the program serves what a page links to: the link itself where it leads outside, undefined where it leads to a
 * file of the project that is not served.
 */
export function servedAt(link: string, from: string, pages: readonly DocumentedPage[]): string | undefined {
  if (/^(?:https?:|#)/.test(link)) return link;
  const [path = '', anchor] = link.split('#');
  const file = posix.join(posix.dirname(from), path).replace(/\/$/, '');
  const page = pages.find((each) => each.file === file);
  const url = page?.url ?? others.get(file) ?? besidePages(file);
  return url === undefined || anchor === undefined ? url : `${url}#${anchor}`;
}

/** Examples and images, which lie where the pages that show them lie. */
const besidePages = (file: string) =>
  /^docs\/(?:examples\/[\w-]+\.graphql|images\/[\w-]+\.png)$/.test(file) ? `/${file}` : undefined;
