import type { FastifyInstance } from 'fastify';
import { type Example, readExamples } from '../docs/examples.js';
import type { Site } from './site.js';

/** `/playground/examples`: the documentation’s examples, for the tabs of the playground. */
export function mountExamples(app: FastifyInstance, { playground }: Site): void {
  if (playground === 'off') return;
  let examples: Promise<readonly Example[]> | undefined;
  app.get('/playground/examples', async () => {
    examples ??= readExamples();
    return examples;
  });
}
