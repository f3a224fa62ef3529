import type { FastifyRequest } from 'fastify';
import { html, type Markup } from './html.js';
import type { Pages } from './pages.js';
import { signInButtons } from './sign-in-ways.js';
import type { Site } from './site.js';
import type { Visit } from './visit.js';
import { type PlaygroundWords, playgroundWords } from './words/playground.js';

/** What the editor needs beyond the other pages: monaco writes its styles itself, and works in workers of our own. */
const sourcesOfEditor = ["style-src 'self' 'unsafe-inline'", "worker-src 'self'"];

const HINT =
  'This is a GraphQL endpoint. POST {"query": "{ __typename }"} as application/json; the schema is at /schema.graphql.\n';

/** What stands at the endpoint where there is no playground. */
export const hint: Visit = async (_request, reply) => reply.type('text/plain; charset=utf-8').send(HINT);

/** The playground, for those who may use it. */
export function playgroundFor(pages: Pages, site: Site): Visit {
  if (site.playground === 'off') return hint;
  return async (request, reply) => {
    const words = playgroundWords[pages.languageOf(request)];
    const path = '/graphql';
    if (await isAllowed(request, site)) {
      const main = html`<h1 class="hidden-words">${words.title}</h1><div id="playground" class="playground" data-words="${JSON.stringify(words.bar)}"><p class="playground-wait">${words.wait}</p><noscript>${words.needsScript}</noscript></div>`;
      const page = { title: words.title, path, scripts: ['playground.tsx'], main };
      return pages.send(request, reply, page, sourcesOfEditor);
    }
    const isSignedIn = await site.visitors.isSignedIn(request);
    const main = isSignedIn
      ? html`<h1>${words.title}</h1><p>${words.notYours}</p>`
      : signInFirst(words, site);
    return pages.send(request, reply.code(isSignedIn ? 403 : 401), { title: words.title, path, main });
  };
}

async function isAllowed(request: FastifyRequest, { playground, visitors }: Site): Promise<boolean> {
  if (typeof playground === 'string') return playground === 'on';
  const roles = await visitors.rolesOf(request);
  return playground.some((role) => roles.includes(role));
}

function signInFirst(words: PlaygroundWords, { issuers }: Site): Markup {
  return html`<h1>${words.title}</h1><p>${words.signInFirst}</p>${signInButtons(issuers)}`;
}
