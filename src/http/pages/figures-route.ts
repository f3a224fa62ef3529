import type { FastifyInstance, FastifyRequest } from 'fastify';
import { FIGURE_MS, type Figures } from '../figures.js';
import type { Visitors } from './visitors.js';

/** `/figures`: the last two minutes, for the demo's own machine and for whoever administers the municipality. */
export function mountFigures(
  app: FastifyInstance,
  visitors: Visitors,
  figures: () => Figures | undefined,
): void {
  app.get('/figures', async (request, reply) => {
    const found = figures();
    if (!found || !(await mayRead(request, visitors))) return reply.callNotFound();
    return { every: FIGURE_MS, figures: found.kept };
  });
}

/** Who may see how a node does. */
export async function mayRead(request: FastifyRequest, visitors: Visitors): Promise<boolean> {
  if (visitors.isAtDemo(request)) return true;
  return (await visitors.rolesOf(request)).includes('municipalAdmin');
}
