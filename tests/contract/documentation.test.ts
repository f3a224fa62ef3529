import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { posix } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { advice } from '../../src/errors/advice.js';
import { catalogue, type ErrorCode, languages } from '../../src/errors/catalogue.js';
import { mask } from '../../src/errors/masking.js';
import { Refusal } from '../../src/errors/refusal.js';
import { type DocumentedPage, readPages } from '../../src/http/docs/library.js';
import { rendered } from '../../src/http/docs/markdown.js';
import { createHttpServer, type HttpServer } from '../../src/http/server.js';
import { errorsPage } from '../check/pages/errors-page.js';
import { tinyEngine, tinySdl } from '../harness/tiny-engine.js';

const pages = await readPages();

/** The links of a page, and the anchors that it has. */
function readingOf(page: DocumentedPage): { links: string[]; anchors: string[] } {
  const links: string[] = [];
  const { headings } = rendered(page.text, (link) => void links.push(link));
  return { links, anchors: headings.map(({ anchor }) => anchor) };
}

const anchors = new Map(pages.map((page) => [page.file, readingOf(page).anchors]));

describe('the documentation as files', () => {
  it.each(
    pages.map((page) => [page.file, page] as const),
  )('leads from %s to what is there', (_file, page) => {
    const lost = readingOf(page).links.filter((link) => {
      if (/^https:\/\//.test(link)) return false;
      const [path = '', anchor] = link.split('#');
      const file = path === '' ? page.file : posix.join(posix.dirname(page.file), path);
      return !existsSync(file) || (anchor !== undefined && !anchors.get(file)?.includes(anchor));
    });
    expect(lost).toEqual([]);
  });

  it('names every page of it at its entrance', () => {
    const [entrance] = pages;
    const named = entrance && readingOf(entrance).links.map((link) => posix.join('docs', link));
    const missing = pages
      .map(({ file }) => file)
      .filter((file) => file !== entrance?.file && !named?.includes(file));
    expect(missing).toEqual([]);
  });
});

describe('the documentation at /docs', () => {
  let server: HttpServer;
  let url: string;
  beforeAll(async () => {
    server = await createHttpServer({
      engine: tinyEngine(),
      verifier: { verify: async () => undefined },
      config: {
        host: '127.0.0.1',
        port: 0,
        logLevel: 'silent',
        introspection: true,
        operationTimeout: 5_000,
      },
      schemaText: tinySdl,
      ready: async () => true,
      site: { demo: false, people: [], playground: 'off' },
    });
    ({ url } = await server.listen());
  });
  afterAll(() => server.close());

  const linksIn = (html: string) =>
    [...html.matchAll(/ (?:href|src)="([^"]+)"/g)].map(([, link = '']) => link);

  it('leads nowhere but to what is served, by whichever link', async () => {
    const seen = new Map<string, string>();
    const lost: string[] = [];
    const waiting = ['/docs'];
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const response = await fetch(url + next);
      const html = response.headers.get('content-type')?.includes('html') ? await response.text() : '';
      seen.set(next, html);
      if (!response.ok) lost.push(next);
      for (const link of linksIn(html)) {
        const [path = ''] = new URL(link, url + next).pathname.split('#');
        const isOurs = path.startsWith('/docs') || path === '/schema.graphql';
        if (isOurs && !link.startsWith('http') && !seen.has(path) && !waiting.includes(path))
          waiting.push(path);
      }
    }
    const dangling = [...seen].flatMap(([from, html]) =>
      linksIn(html).filter((link) => {
        const { pathname, hash, origin } = new URL(link, `${url}${from === '/docs' ? '/docs/' : from}`);
        const target = seen.get(pathname);
        return (
          origin === url &&
          hash !== '' &&
          target !== undefined &&
          !target.includes(` id="${decodeURIComponent(hash.slice(1))}"`)
        );
      }),
    );
    expect([lost, dangling]).toEqual([[], []]);
    expect([...seen.keys()]).toEqual(expect.arrayContaining(pages.map((page) => page.url)));
  });

  it('sends a page again when it has changed alone, and lets no page run or load anything from elsewhere', async () => {
    const first = await fetch(`${url}/docs/live`);
    const text = await first.text();
    expect(text).toContain('<h1 id="live-events-for-the-authors-of-clients">');
    expect(first.headers.get('cache-control')).toBe('private, no-cache');
    const policy = first.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    const again = (tag: string, headers = {}) =>
      fetch(`${url}/docs/live`, { headers: { 'if-none-match': tag, ...headers } });
    const etag = first.headers.get('etag') ?? '';
    expect([(await again(etag)).status, (await again('"another"')).status]).toEqual([304, 200]);
    expect((await again(etag, { 'accept-language': 'nb' })).status).toBe(200);
  });

  it.each([
    '/docs/nothing',
    '/docs/..%2fpackage.json',
    '/docs/examples/nothing.graphql',
    '/docs/examples/..%2f..%2fpackage.json',
    '/docs/images/..%2f..%2fpackage.json',
  ])('has nothing at %s', async (path) => {
    expect((await fetch(url + path)).status).toBe(404);
  });

  it('serves the images that pages show', async () => {
    const response = await fetch(`${url}/docs/images/start.png`);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/png']);
  });

  it('serves the examples as they stand', async () => {
    const response = await fetch(`${url}/docs/examples/child.graphql`);
    expect(await response.text()).toBe(await readFile('docs/examples/child.graphql', 'utf8'));
  });
});

describe('a page', () => {
  const html = (text: string) => rendered(text, (link) => (link === 'away.ts' ? undefined : link)).html;

  it.each([
    ['HTML in it is text', 'a <script>alert(1)</script>', '<p>a &lt;script&gt;alert(1)&lt;/script&gt;</p>\n'],
    ['a script in a link is none', '[x](javascript:alert(1))', '<p>[x](javascript:alert(1))</p>\n'],
    ['a comment is not shown', '<!-- a -->\nb', '<p>b</p>\n'],
    [
      'a comment in code is',
      '```\n<!-- a -->\n```',
      '<pre tabindex="0"><code>&lt;!-- a --&gt;\n</code></pre>\n',
    ],
    [
      'a table aligns its columns without a style of its own',
      '|a|\n|:-:|\n|b|',
      '<table tabindex="0">\n<thead>\n<tr>\n<th class="align-center">a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td class="align-center">b</td>\n</tr>\n</tbody>\n</table>\n',
    ],
    [
      'an image is where it is served',
      '![b](docs/images/a.png)',
      '<p><img src="docs/images/a.png" alt="b"></p>\n',
    ],
    ['a link to what is not served is its text', '[a `b`](away.ts) c', '<p>a <code>b</code> c</p>\n'],
    [
      'headings of one name have anchors of their own',
      '# Å, b!\n# Å, b!',
      '<h1 id="å-b">Å, b!</h1>\n<h1 id="å-b-1">Å, b!</h1>\n',
    ],
  ])('%s', (_name, text, expected) => {
    expect(html(text)).toBe(expected);
  });
});

describe('the page of errors', () => {
  it('says of every code what a client does about it, and its sentence in three languages', () => {
    const sections = errorsPage().split('\n## ');
    for (const code of Object.keys(catalogue) as ErrorCode[]) {
      const section = sections.find((each) => each.startsWith(`${code}\n`));
      expect(section).toContain(`\n\n${advice[code]}\n\n`);
      for (const language of languages) expect(section).toContain(` | ${catalogue[code][language]} |`);
    }
  });

  it('promises right that an error carries its code and the id of its request, and nothing more', () => {
    for (const code of Object.keys(catalogue) as ErrorCode[]) {
      const failure = new Refusal(code);
      Object.assign(failure, { extensions: { sql: 'select 1' }, cause: new Error('01017012345') });
      const about = {
        requestId: 'a-request',
        language: 'en',
        suggestions: false,
        report: () => undefined,
      } as const;
      expect(mask(failure, about)).toEqual({
        message: catalogue[code].en,
        extensions: { code, requestId: 'a-request' },
      });
    }
  });
});
