import type { IncomingHttpHeaders } from 'node:http';
import { Refusal } from '../../errors/refusal.js';
import type { Claimant } from '../../identity/claimant.js';
import type { SignedIn } from '../../identity/sign-in/sessions.js';
import type { Verifier } from '../verifier.js';
import { cookieIn } from './cookies.js';
import type { Door } from './door.js';
import { isSameOrigin } from './same-origin.js';

/**
 * Who asks: the bearer of a token, or else whoever is signed in in this browser; undefined where nobody says.
 * @throws Refusal for a bad token; SESSION_ENDED, or ORIGIN_FOREIGN where another site's page makes use of the session.
 */
export async function whoAsks(
  headers: IncomingHttpHeaders,
  verifier: Verifier,
  door: Door | undefined,
): Promise<Claimant | undefined> {
  const { authorization } = headers;
  if (authorization !== undefined) return verifier.verify(authorization);
  return (await signedInBy(headers, door))?.claimant;
}

/**
 * Who is signed in in the browser that asks; undefined where nobody is.
 * @throws Refusal SESSION_ENDED, ORIGIN_FOREIGN or UNAVAILABLE.
 */
export async function signedInBy(
  headers: IncomingHttpHeaders,
  door: Door | undefined,
): Promise<SignedIn | undefined> {
  if (door === undefined || headers.cookie === undefined) return undefined;
  const { publicUrl, jar } = await door.address;
  const word = cookieIn(headers.cookie, jar.session);
  if (word === undefined) return undefined;
  if (!isSameOrigin(headers, publicUrl)) throw new Refusal('ORIGIN_FOREIGN');
  return door.sessions.signedIn(word);
}
