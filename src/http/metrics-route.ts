import { hash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Config } from '../config.js';
import type { Metrics } from './metrics.js';
import { isOfThisMachine } from './this-machine.js';

/** Who may read what the server counts. */
export type MetricsReaders = Pick<Config, 'demo' | 'metricsToken'>;

/**
 * `/metrics` for whoever sends the configured bearer token; to all others it is as if it were not there. The demo shows
 * it to its own machine as well. Elsewhere that is no proof: behind a proxy everybody comes from loopback.
 */
export function mountMetrics(app: FastifyInstance, metrics: Metrics, readers: Partial<MetricsReaders>): void {
  app.get('/metrics', async (request, reply) => {
    if (!mayRead(request, readers)) return reply.callNotFound();
    return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
}

function mayRead(request: FastifyRequest, { demo, metricsToken }: Partial<MetricsReaders>): boolean {
  if (metricsToken !== undefined)
    return sameText(request.headers.authorization ?? '', `Bearer ${metricsToken}`);
  return demo === true && isOfThisMachine(request);
}

/** Compares digests, so that the time it takes tells nothing of the text. */
function sameText(one: string, other: string): boolean {
  return timingSafeEqual(hash('sha256', one, 'buffer'), hash('sha256', other, 'buffer'));
}
