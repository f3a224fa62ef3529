import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sendTagged } from '../etag.js';
import { projectFolder } from './folder.js';
import { readPages, servedAt } from './library.js';
import { rendered } from './markdown.js';
import { css, shell } from './shell.js';

/** For pages of ours alone: no script, no frame, nothing from elsewhere. */
const policy =
  "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The documentation at `/docs`: the files of `docs` and those beside it, rendered when they are asked for first. */
export function mountDocs(app: FastifyInstance): void {
  let pages: Promise<ReadonlyMap<string, string>> | undefined;

  const page = async (url: string, request: FastifyRequest, reply: FastifyReply) => {
    pages ??= renderedPages();
    const html = (await pages).get(url);
    return html === undefined ? reply.callNotFound() : send(request, reply, html, 'text/html');
  };

  app.get('/docs', async (_request, reply) => reply.redirect('/docs/', 308));
  app.get('/docs/', async (request, reply) => page('/docs/', request, reply));
  app.get('/docs/docs.css', async (request, reply) => send(request, reply, css, 'text/css'));
  app.get<{ Params: { page: string } }>('/docs/:page', async (request, reply) =>
    page(`/docs/${request.params.page}`, request, reply),
  );
  app.get<{ Params: { file: string } }>('/docs/examples/:file', async (request, reply) => {
    const { file } = request.params;
    const text = /^[\w-]+\.graphql$/.test(file) ? await readExample(file) : undefined;
    return text === undefined ? reply.callNotFound() : send(request, reply, text, 'text/plain');
  });
}

function send(request: FastifyRequest, reply: FastifyReply, text: string, type: string): FastifyReply {
  reply.headers({ 'cache-control': 'public, no-cache', 'content-security-policy': policy });
  return sendTagged(request, reply.type(`${type}; charset=utf-8`), text);
}

const readExample = (file: string): Promise<string | undefined> =>
  readFile(join(projectFolder(), 'docs', 'examples', file), 'utf8').catch(() => undefined);

/** Every page as it is served, by its address. */
async function renderedPages(): Promise<ReadonlyMap<string, string>> {
  const pages = await readPages();
  return new Map(
    pages.map((page) => {
      const body = rendered(page.text, (link) => servedAt(link, page.file, pages));
      return [page.url, shell(page, body, pages)];
    }),
  );
}
