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
  // With callbacks, since each promise would be a turn of its own in every request.
  app.addHook('onRequest', (request, reply, done) => {
    metrics.inFlight.inc();
    reply.headers({ ...headers, 'x-request-id': request.id });
    done();
  });
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (isDraining()) reply.header('connection', 'close');
    done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    metrics.inFlight.dec();
    const route = request.routeOptions.url ?? 'none';
    metrics.timeRequest(route, reply.statusCode, reply.elapsedTime / 1000);
    done();
  });
}
