import { decodeJwt, decodeProtectedHeader, type ProtectedHeaderParameters } from 'jose';
import { Refusal } from '../../errors/refusal.js';

/** Signatures that we accept: all with a public key, so that no key of ours can be mistaken for a secret. */
export const algorithms = ['RS256', 'PS256', 'ES256', 'EdDSA'];

/** Absent, the generic word, or RFC 9068's word for access tokens: never a logout, DPoP or event token. */
const types = new Set([undefined, 'jwt', 'at+jwt', 'application/at+jwt']);

/** Parts by which a token could bring or point to its own key, or change how it is to be read. */
const unwelcome = ['crit', 'b64', 'zip', 'jku', 'jwk', 'x5u', 'x5c'] as const;

/** What a token says of itself before its signature is checked: enough to choose the key, and for nothing else. */
export interface Unverified {
  readonly issuer: string;
  readonly alg: string;
  /** Only ever compared with the `kid`s of the issuer's own key set. */
  readonly kid: string;
}

/**
 * Reads the header and the issuer of a token.
 * @throws Refusal TOKEN_INVALID when they can't be read or are not those of a plain access token.
 */
export function readUnverified(token: string): Unverified {
  const { alg, kid, ...header } = parsed(() => decodeProtectedHeader(token));
  const { iss } = parsed(() => decodeJwt(token));
  if (alg === undefined || !algorithms.includes(alg)) throw new Refusal('TOKEN_INVALID');
  if (typeof kid !== 'string') throw new Refusal('TOKEN_INVALID');
  if (!isPlain(header) || typeof iss !== 'string') throw new Refusal('TOKEN_INVALID');
  return { issuer: iss, alg, kid };
}

function isPlain(header: ProtectedHeaderParameters): boolean {
  if (unwelcome.some((name) => name in header)) return false;
  return types.has(typeof header.typ === 'string' ? header.typ.toLowerCase() : header.typ);
}

function parsed<T>(read: () => T): T {
  try {
    return read();
  } catch {
    throw new Refusal('TOKEN_INVALID');
  }
}
