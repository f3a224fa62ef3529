import type { FastifyInstance } from 'fastify';
import type { Metrics } from './metrics.js';

/** For answers that are data, never documents: nothing runs, frames, sniffs or keeps them. */
const headers = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const;

/** What every answer carries: its request's id, the headers above, and `close` while the server drains. */
export function mountHooks(app: FastifyInstance, metrics: Metrics, isDraining: () => boolean): void {
  app.addHook('onRequest', async (request, reply) => {
    metrics.inFlight.inc();
    reply.headers({ ...headers, 'x-request-id': request.id });
  });
  app.addHook('onSend', async (_request, reply) => {
    if (isDraining()) reply.header('connection', 'close');
  });
  app.addHook('onResponse', async (request, reply) => {
    metrics.inFlight.dec();
    const route = request.routeOptions.url ?? 'none';
    metrics.timeRequest(route, reply.statusCode, reply.elapsedTime / 1000);
  });
}
