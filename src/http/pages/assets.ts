import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';

/** Where Vite puts what `src/pages` builds: beside the built program, and below the sources for tests that run them. */
const places = ['../../../pages/', '../../../dist/pages/'].map((path) => new URL(path, import.meta.url));

const types: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  ttf: 'font/ttf',
  woff2: 'font/woff2',
};

interface Built {
  readonly file: string;
  readonly src?: string;
  readonly css?: readonly string[];
}

/** What the pages are made of in a browser: scripts and styles by the names of their sources. */
export interface Assets {
  /** The addresses of a source's styles; its own, where it is one. */
  styles(source: string): readonly string[];
  /** The address of a built script or image. */
  address(source: string): string;
}

/** Serves what was built under `/assets`; its names change with what they hold, so that browsers may keep it. */
export function mountAssets(app: FastifyInstance): Assets {
  const folder = places.find((place) => existsSync(place));
  const manifest = new Map(Object.entries(folder ? manifestIn(folder) : {}));
  app.get<{ Params: { name: string } }>('/assets/:name', async (request, reply) => {
    const { name } = request.params;
    const type = /^[\w.-]+$/.test(name) ? types[name.split('.').at(-1) ?? ''] : undefined;
    if (!folder || !type) return reply.callNotFound();
    const zipped =
      request.headers['accept-encoding']?.includes('gzip') === true && existsIn(folder, `${name}.gz`);
    const content = await readFile(fileIn(folder, zipped ? `${name}.gz` : name)).catch(() => undefined);
    if (!content) return reply.callNotFound();
    reply.headers({ 'cache-control': 'public, max-age=31536000, immutable', vary: 'accept-encoding' });
    if (zipped) reply.header('content-encoding', 'gzip');
    return reply.type(type).send(content);
  });
  const built = (source: string): Built => manifest.get(source) ?? { file: `assets/${source}` };
  return {
    styles: (source) =>
      (source.endsWith('.css') ? [built(source).file] : (built(source).css ?? [])).map(absolute),
    address: (source) => absolute(built(source).file),
  };
}

const absolute = (file: string) => `/${file}`;
const fileIn = (folder: URL, name: string) => fileURLToPath(new URL(`assets/${name}`, folder));
const existsIn = (folder: URL, name: string) => existsSync(fileIn(folder, name));

function manifestIn(folder: URL): Record<string, Built> {
  try {
    return JSON.parse(readFileSync(new URL('manifest.json', folder), 'utf8'));
  } catch {
    return {};
  }
}
