import type { FastifyInstance } from 'fastify';
import { mountDocs } from '../docs/docs-route.js';
import { mountExamples } from './examples-route.js';
import { mountFigures } from './figures-route.js';
import { createPages } from './pages.js';
import { playgroundFor } from './playground-page.js';
import type { Site } from './site.js';
import { mountStart } from './start-page.js';
import type { Visit } from './visit.js';

/** Mounts all pages. @returns what answers a browser at the endpoint. */
export function mountPages(app: FastifyInstance, site: Site): Visit {
  const pages = createPages(app);
  mountStart(app, pages, site);
  mountFigures(app, site.visitors, site.figures);
  mountExamples(app, site);
  mountDocs(app, pages);
  return playgroundFor(pages, site);
}
