import { AuthorizationResponseError, ClientError, ResponseBodyError } from 'openid-client';
import { Refusal } from '../../errors/refusal.js';

/** What an issuer's refusal means to the person, and a word for the operator where there is something to mend. */
export interface IssuerRefusal {
  readonly refusal: Refusal;
  readonly reason: string | undefined;
}

/** Codes of OAuth that say that the person turned back; RFC 6749 § 4.1.2.1 and OpenID Connect Core § 3.1.2.6. */
const turnedBack: ReadonlySet<string> = new Set([
  'access_denied',
  'login_required',
  'interaction_required',
  'consent_required',
]);

const away: ReadonlySet<string> = new Set(['temporarily_unavailable', 'server_error']);

/** Errors of `fetch`, and of answers that are no answers. */
const broken: ReadonlySet<string> = new Set([
  'OAUTH_TIMEOUT',
  'OAUTH_ABORT',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
  'OAUTH_RESPONSE_IS_NOT_JSON',
  'OAUTH_PARSE_ERROR',
]);

/** Sorts what the client of OpenID throws. Its errors carry whole answers, tokens and all: they end here. */
export function refusalOf(error: unknown): IssuerRefusal {
  if (error instanceof Refusal) return { refusal: error, reason: undefined };
  if (error instanceof AuthorizationResponseError && turnedBack.has(error.error))
    return { refusal: new Refusal('SIGN_IN_CANCELLED'), reason: undefined };
  const reason = reasonOf(error);
  const isAway = error instanceof TypeError || away.has(reason) || broken.has(reason);
  return { refusal: new Refusal(isAway ? 'UNAVAILABLE' : 'SIGN_IN_FAILED'), reason };
}

/** Codes alone, and only what looks like one: descriptions may hold anything. */
function reasonOf(error: unknown): string {
  if (error instanceof AuthorizationResponseError || error instanceof ResponseBodyError)
    return word(error.error);
  if (error instanceof ClientError) return word(error.code);
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause ? word(cause.code) : 'it can not be reached';
}

function word(code: unknown): string {
  return typeof code === 'string' && /^\w{1,64}$/.test(code) ? code : 'unknown';
}
