import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Language } from '../../errors/catalogue.js';
import { Refusal } from '../../errors/refusal.js';
import type { SignedIn } from '../../identity/sign-in/sessions.js';
import { aboutOf } from '../../identity/stand-in/person.js';
import { languageFrom } from '../language.js';
import { cookieIn } from './cookies.js';
import type { Door } from './door.js';
import { isSameOrigin } from './same-origin.js';

/** Who is signed in, for pages of ours to ask; and signing out, which a plain form can do. */
export function mountSession(app: FastifyInstance, door: Door): void {
  app.get('/session', { exposeHeadRoute: false }, async (request, reply) => {
    const { jar } = await door.address;
    const held = wordOf(request, jar.session);
    const signedIn = held === undefined ? undefined : await standing(door, held);
    if (held !== undefined && signedIn === undefined) reply.clearCookie(jar.session, jar.options);
    const language = languageFrom(request.headers['accept-language']);
    return { ...described(signedIn), ...offered(door, language) };
  });
  app.register(async (forms) => {
    // A form's body says nothing that is needed, and no other route may come to take one.
    forms.removeAllContentTypeParsers();
    forms.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: 1_024 }, (_request, _body, done) =>
      done(null),
    );
    forms.post('/sign-out', async (request, reply) => {
      const { publicUrl, jar } = await door.address;
      if (!isSameOrigin(request.headers, publicUrl)) throw new Refusal('ORIGIN_FOREIGN');
      const held = wordOf(request, jar.session);
      const ended = held === undefined ? undefined : await door.sessions.end(held);
      if (ended !== undefined) door.watch.ended(ended);
      reply.clearCookie(jar.session, jar.options).clearCookie(jar.attempt, jar.options);
      return reply.redirect('/', 303);
    });
  });
}

function wordOf({ headers }: FastifyRequest, name: string): string | undefined {
  return cookieIn(headers.cookie, name);
}

async function standing({ sessions }: Door, word: string): Promise<SignedIn | undefined> {
  try {
    return await sessions.signedIn(word);
  } catch (error) {
    if (error instanceof Refusal && error.code === 'SESSION_ENDED') return undefined;
    throw error;
  }
}

function described(signedIn: SignedIn | undefined): object {
  if (signedIn === undefined) return { signedIn: false };
  const { claimant, endsAt } = signedIn;
  return { signedIn: true, issuer: claimant.issuer, expiresAt: endsAt.toISOString() };
}

function offered({ issuers, people }: Door, language: Language): object {
  if (people === undefined) return { demo: false, issuers };
  const shown = people.map((person) => ({
    who: person.who,
    name: person.name,
    about: aboutOf(person, language),
    municipality: person.municipality,
    issuer: person.account.issuer,
  }));
  return { demo: true, issuers, people: shown };
}
