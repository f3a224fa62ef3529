import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { ErrorCode } from '../../errors/catalogue.js';
import { databaseFailure } from '../../errors/database-failure.js';
import { Refusal } from '../../errors/refusal.js';
import { attemptLifetime, openAttempt, sealAttempt } from '../../identity/sign-in/attempt.js';
import { IssuerClient } from '../../identity/sign-in/issuer-client.js';
import { type IssuerName, isIssuerName } from '../../identity/sign-in/issuer-name.js';
import { returnPath } from '../../identity/sign-in/return-to.js';
import { addressOf } from '../address.js';
import { languageFrom } from '../language.js';
import { cookieIn } from './cookies.js';
import type { Door } from './door.js';

/** Sign-ins that one address may begin, and end, in a minute: a school has many people behind one. */
const SIGN_INS = { points: 600, duration: 60 };

/** Beginning and ending a sign-in. Whatever goes wrong ends at the start page, with a code of the catalogue. */
export function mountSignIn(app: FastifyInstance, door: Door, proxies: number): void {
  const [starts, ends] = [new RateLimiterMemory(SIGN_INS), new RateLimiterMemory(SIGN_INS)];
  const count = (those: RateLimiterMemory, request: FastifyRequest) =>
    those.consume(addressOf(request.raw, proxies)).catch(() => {
      throw new Refusal('RATE_LIMITED');
    });
  const guarded =
    (work: (issuer: IssuerName, request: FastifyRequest, reply: FastifyReply) => Promise<string>) =>
    async (request: FastifyRequest, reply: FastifyReply) => {
      try {
        return reply.redirect(await work(issuerOf(request, door), request, reply), 303);
      } catch (error) {
        const code = codeOf(error);
        if (code === undefined) throw error;
        return reply.redirect(`/?signInFailed=${code}`, 303);
      }
    };
  app.get(
    '/sign-in/:issuer',
    { exposeHeadRoute: false },
    guarded(async (issuer, request, reply) => {
      refuseEmbedded(request);
      await count(starts, request);
      return (await detour(door, request)) ?? begin(door, issuer, request, reply);
    }),
  );
  app.get(
    '/sign-in/callback/:issuer',
    { exposeHeadRoute: false },
    guarded(async (issuer, request, reply) => {
      // What is sent back here is carried to the issuer, which would shut us out with whoever sends it a thousand times.
      await count(ends, request);
      return finish(door, issuer, request, reply);
    }),
  );
}

/** Undefined for a bug, which is answered and written down as any other. */
function codeOf(error: unknown): ErrorCode | undefined {
  if (error instanceof Refusal) return error.code;
  return error instanceof Error ? databaseFailure(error) : undefined;
}

function issuerOf(request: FastifyRequest, { issuers }: Door): IssuerName {
  const { issuer } = request.params as { issuer: string };
  if (!isIssuerName(issuer) || !issuers.includes(issuer)) throw new Refusal('SIGN_IN_OFF');
  return issuer;
}

/** A link from another site may begin a sign-in, which the person then sees; its pictures and frames may not. */
function refuseEmbedded({ headers }: FastifyRequest): void {
  const { 'sec-fetch-site': site, 'sec-fetch-dest': use } = headers;
  const isForeign = site === 'cross-site' || site === 'same-site';
  if (isForeign && use !== 'document') throw new Refusal('ORIGIN_FOREIGN');
}

/** Whoever came by another name of this machine, such as `localhost`, begins at the name at which the sign-in ends. */
async function detour({ address }: Door, { headers, url }: FastifyRequest): Promise<string | undefined> {
  const { publicUrl } = await address;
  const isOther = headers.host !== undefined && headers.host !== new URL(publicUrl).host;
  const wasSent = new URLSearchParams(url.split('?')[1]).has('here');
  return isOther && !wasSent ? `${publicUrl}${url}${url.includes('?') ? '&' : '?'}here` : undefined;
}

async function begin(
  door: Door,
  issuer: IssuerName,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<string> {
  const { publicUrl, jar } = await door.address;
  const { returnTo, who } = request.query as Record<string, unknown>;
  const client = await clientOf(door, issuer);
  const proofs = IssuerClient.proofs();
  const location = await client.authorization(proofs, {
    redirectUri: redirectUri(publicUrl, issuer),
    language: languageFrom(request.headers['accept-language']),
    who: typeof who === 'string' && nameable(door, issuer, who) ? who : undefined,
  });
  const until = Date.now() + attemptLifetime * 1_000;
  const attempt = sealAttempt({ ...proofs, issuer, returnTo: returnPath(returnTo), until }, door.vault);
  reply.setCookie(jar.attempt, attempt, { ...jar.options, maxAge: attemptLifetime });
  return location.href;
}

async function finish(
  door: Door,
  issuer: IssuerName,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<string> {
  const { publicUrl, jar } = await door.address;
  const { cookie } = request.headers;
  const attempt = openAttempt(cookieIn(cookie, jar.attempt), issuer, door.vault);
  // Over, whatever comes of it: what is sent again meets no attempt.
  reply.clearCookie(jar.attempt, jar.options);
  if (attempt === undefined) throw new Refusal('SIGN_IN_FAILED');
  const answer = new URL(redirectUri(publicUrl, issuer));
  answer.search = request.url.split('?')[1] ?? '';
  const tokens = await (await clientOf(door, issuer)).tokens(answer, attempt);
  const { word, endsAt } = await door.sessions.begin(issuer, tokens, cookieIn(cookie, jar.session));
  reply.setCookie(jar.session, word, { ...jar.options, expires: endsAt });
  return attempt.returnTo;
}

/** Whether the demo's issuer knows somebody by this word; to a real one nothing is hinted. */
function nameable({ people = [] }: Door, issuer: IssuerName, who: string): boolean {
  return people.some((person) => person.who === who && person.account.issuer === issuer);
}

/** The address that is registered at the issuer. */
export function redirectUri(publicUrl: string, issuer: IssuerName): string {
  return `${publicUrl}/sign-in/callback/${issuer}`;
}

async function clientOf(door: Door, issuer: IssuerName): Promise<IssuerClient> {
  const client = await door.client(issuer);
  if (client === undefined) throw new Refusal('SIGN_IN_OFF');
  return client;
}
