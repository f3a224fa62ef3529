import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Language, languages } from '../../errors/catalogue.js';
import { sendTagged } from '../etag.js';
import { languageFrom } from '../language.js';
import { mountAssets } from './assets.js';
import { layout, type Page } from './layout.js';

/** Sends pages that share one look. */
export interface Pages {
  /** The language of a visit: the one that was chosen on a page, or else the browser's. */
  languageOf(request: FastifyRequest): Language;
  /** @param sources what a page needs beyond scripts, styles and images of its own, such as `"worker-src 'self'"`. */
  send(request: FastifyRequest, reply: FastifyReply, page: Page, sources?: readonly string[]): FastifyReply;
}

/** Everything comes from here: a page that asks for anything else is broken, or was tampered with. */
const sourcesOfAll = [
  "default-src 'none'",
  "script-src 'self'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
];
const stylesOfAll = "style-src 'self'";

/** Makes the site around the API ready: what its pages are made of is served, and `send` puts one together. */
export function createPages(app: FastifyInstance): Pages {
  const assets = mountAssets(app);
  return {
    languageOf,
    send(request, reply, page, sources = [stylesOfAll]) {
      const language = languageOf(request);
      const chosen = chosenIn(request.query);
      if (chosen) reply.header('set-cookie', `language=${chosen}; Path=/; Max-Age=31536000; SameSite=Lax`);
      reply.headers({
        'content-security-policy': [...sourcesOfAll, ...sources].join('; '),
        'content-language': language,
        vary: 'accept-language, cookie, accept',
      });
      return sendTagged(request, reply.type('text/html; charset=utf-8'), layout(page, language, assets).text);
    },
  };
}

function languageOf(request: FastifyRequest): Language {
  const [, kept] = /(?:^|;\s*)language=(nb|nn|en)(?:;|$)/.exec(request.headers.cookie ?? '') ?? [];
  return chosenIn(request.query) ?? known(kept) ?? languageFrom(request.headers['accept-language']);
}

function chosenIn(query: unknown): Language | undefined {
  if (typeof query !== 'object' || query === null || !('language' in query)) return undefined;
  return known(query.language);
}

const known = (word: unknown): Language | undefined => languages.find((language) => language === word);
