import { hash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';

/** What the probes report on. */
export interface Probed {
  readonly schemaText: string;
  /** Whether operations can be answered: the database is there and the server does not drain. */
  ready(): Promise<boolean>;
}

/** `/live`, `/ready` and the public contract at `/schema.graphql`; none needs a token. */
export function mountProbes(app: FastifyInstance, { schemaText, ready }: Probed): void {
  const etag = `"${hash('sha256', schemaText).slice(0, 32)}"`;

  app.get('/live', async () => ({ status: 'live' }));

  app.get('/ready', async (_request, reply) => {
    const isReady = await ready().catch(() => false);
    return reply.code(isReady ? 200 : 503).send({ status: isReady ? 'ready' : 'not ready' });
  });

  app.get('/schema.graphql', async (request, reply) => {
    reply.headers({ etag, 'cache-control': 'public, no-cache' });
    if (request.headers['if-none-match']?.includes(etag) === true) return reply.code(304).send();
    return reply.type('text/plain; charset=utf-8').send(schemaText);
  });
}
