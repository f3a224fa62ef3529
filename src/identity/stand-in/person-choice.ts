import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Language, languages } from '../../errors/catalogue.js';
import { subjectOf } from './account.js';
import type { StandInPerson } from './person.js';
import { pageHeaders, personPage } from './person-page.js';
import { type StandIn, type StandInIssuer, type StandIns, standInPath } from './stand-ins.js';

type Details = Awaited<ReturnType<StandIn['provider']['interactionDetails']>>;

/** The page of a stand-in issuer on which somebody chooses who to be; whoever is named already is signed in at once. */
export function mountPersonChoice(
  server: FastifyInstance,
  name: StandInIssuer,
  standIns: StandIns | Promise<StandIns>,
): void {
  const url = `${standInPath(name)}/interaction/:uid`;
  server.get(url, { exposeHeadRoute: false }, async (request, reply) => {
    const standIn = (await standIns)[name];
    const details = await detailsOf(standIn, request, reply);
    if (details === undefined) return reply.redirect(lost, 303);
    const named = standIn.people.find((person) => person.who === details.params['login_hint']);
    if (named) return finish(standIn, request, reply, signedIn(named));
    const language = languageOf(
      (request.query as { language?: unknown }).language ?? details.params['ui_locales'],
    );
    return reply
      .headers(pageHeaders)
      .type('text/html; charset=utf-8')
      .send(personPage({ issuer: name, language, people: standIn.people }));
  });
  server.register(async (forms) => {
    forms.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: 1_024 },
      (_request, body, done) => done(null, new URLSearchParams(String(body))),
    );
    forms.post(url, async (request, reply) => {
      const standIn = (await standIns)[name];
      if ((await detailsOf(standIn, request, reply)) === undefined) return reply.redirect(lost, 303);
      const form = request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
      const chosen = standIn.people.find((person) => person.who === form.get('who'));
      return finish(standIn, request, reply, chosen ? signedIn(chosen) : { error: 'access_denied' });
    });
  });
}

/** Where somebody ends whose sign-in is over, or belongs to another browser. */
const lost = '/?signInFailed=SIGN_IN_FAILED';

function detailsOf(
  { provider }: StandIn,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Details | undefined> {
  return provider.interactionDetails(request.raw, reply.raw).catch(() => undefined);
}

function signedIn(person: StandInPerson) {
  return { login: { accountId: subjectOf(person) } };
}

async function finish(
  { provider }: StandIn,
  request: FastifyRequest,
  reply: FastifyReply,
  result: ReturnType<typeof signedIn> | { error: string },
) {
  const to = await provider.interactionResult(request.raw, reply.raw, result, {
    mergeWithLastSubmission: false,
  });
  return reply.redirect(to, 303);
}

function languageOf(wanted: unknown): Language {
  const first = typeof wanted === 'string' ? wanted.split(' ')[0] : undefined;
  return languages.find((language) => language === first) ?? 'en';
}
