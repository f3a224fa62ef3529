import type { FastifyInstance } from 'fastify';
import { sendTagged } from './etag.js';

/** What the probes report on. */
export interface Probed {
  readonly schemaText: string;
  /** Whether operations can be answered: the database is there and the server does not drain. */
  ready(): Promise<boolean>;
}

/** `/live`, `/ready` and the public contract at `/schema.graphql`; none needs a token. */
export function mountProbes(app: FastifyInstance, { schemaText, ready }: Probed): void {
  app.get('/live', async () => ({ status: 'live' }));

  app.get('/ready', async (_request, reply) => {
    const isReady = await ready().catch(() => false);
    return reply.code(isReady ? 200 : 503).send({ status: isReady ? 'ready' : 'not ready' });
  });

  app.get('/schema.graphql', async (request, reply) => {
    reply.header('cache-control', 'public, no-cache').type('text/plain; charset=utf-8');
    return sendTagged(request, reply, schemaText);
  });
}
