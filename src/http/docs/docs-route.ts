import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sendTagged } from '../etag.js';
import type { Page } from '../pages/layout.js';
import type { Pages } from '../pages/pages.js';
import { docsPage } from './docs-page.js';
import { projectFolder } from './folder.js';
import { readPages } from './library.js';

/** Asked for again each time, and sent again when it has changed alone. */
const kept = { 'cache-control': 'private, no-cache' } as const;

/** The documentation at `/docs`: the files of `docs` and those beside it, rendered when they are asked for first. */
export function mountDocs(app: FastifyInstance, pages: Pages): void {
  let made: Promise<ReadonlyMap<string, Page>> | undefined;

  const send = async (url: string, request: FastifyRequest, reply: FastifyReply) => {
    made ??= everyPage();
    const page = (await made).get(url);
    return page === undefined ? reply.callNotFound() : pages.send(request, reply.headers(kept), page);
  };

  app.get('/docs', async (_request, reply) => reply.redirect('/docs/', 308));
  app.get('/docs/', async (request, reply) => send('/docs/', request, reply));
  app.get<{ Params: { page: string } }>('/docs/:page', async (request, reply) =>
    send(`/docs/${request.params.page}`, request, reply),
  );
  app.get<Named>('/docs/examples/:file', async (request, reply) => {
    const text = await fileIn('examples', request.params.file, /^[\w-]+\.graphql$/);
    if (text === undefined) return reply.callNotFound();
    return sendTagged(request, reply.headers(kept).type('text/plain; charset=utf-8'), text.toString());
  });
  app.get<Named>('/docs/images/:file', async (request, reply) => {
    const image = await fileIn('images', request.params.file, /^[\w-]+\.png$/);
    return image === undefined ? reply.callNotFound() : reply.headers(kept).type('image/png').send(image);
  });
}

interface Named {
  readonly Params: { readonly file: string };
}

/** A file beside the pages; undefined where it is not there or its name is none of these. */
async function fileIn(folder: string, file: string, names: RegExp): Promise<Buffer | undefined> {
  if (!names.test(file)) return undefined;
  return readFile(join(projectFolder(), 'docs', folder, file)).catch(() => undefined);
}

/** Every page by its address. */
async function everyPage(): Promise<ReadonlyMap<string, Page>> {
  const pages = await readPages();
  return new Map(pages.map((page) => [page.url, docsPage(page, pages)]));
}
