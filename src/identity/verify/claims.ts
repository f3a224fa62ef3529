import type { JWTPayload } from 'jose';
import { Refusal } from '../../errors/refusal.js';
import type { Claimant } from '../claimant.js';
import { isIdentityNumber } from './identity-number.js';

/** What the claims are held against, beside the signature and the dates. */
export interface Expected {
  readonly audience: string;
  readonly allowSynthetic: boolean;
}

/** Makes a claimant of the verified claims of one issuer's token. */
export type ReadClaims = (claims: JWTPayload & { exp: number }, expected: Expected) => Claimant;

/** Claims of an id_token (OpenID Connect Core 1.0 § 3.1.3.6 and 3.3.2.11). */
const idTokenClaims = ['nonce', 'at_hash', 'c_hash', 's_hash'] as const;

/**
 * Refuses what is signed by the right issuer and yet no access token for a bearer: an id_token, which names a client
 * as its audience or carries claims that bind it to one sign-in, and a token that is bound to its sender's key (RFC
 * 9449 § 7.1), which whoever holds it may not use as a plain bearer token.
 */
export function refuseOtherKinds(claims: JWTPayload, audience: string): void {
  const isIdToken = idTokenClaims.some((name) => name in claims) || clientOf(claims) === audience;
  if (isIdToken || 'cnf' in claims) throw new Refusal('TOKEN_INVALID');
}

const levels: Record<string, 'substantial' | 'high'> = {
  'idporten-loa-substantial': 'substantial',
  'idporten-loa-high': 'high',
};

/** ID-porten: `acr` says how sure, `pid` who; `amr` says nothing to rely on. A token of a service has no `pid`. */
export const readIdporten: ReadClaims = (claims, { allowSynthetic }) => {
  const { acr, pid } = claims;
  const level = typeof acr === 'string' && Object.hasOwn(levels, acr) ? levels[acr] : undefined;
  if (level === undefined) throw new Refusal('TOKEN_TOO_WEAK');
  if (clientOf(claims) === undefined) throw new Refusal('TOKEN_INVALID');
  if (!isIdentityNumber(pid, allowSynthetic)) throw new Refusal('TOKEN_INVALID');
  return { issuer: 'idporten', pid, level, expires: claims.exp };
};

const uuid = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;
const principalNameClaim = 'https://n.feide.no/claims/eduPersonPrincipalName';
const principalNames = /^[^\s@]{1,128}@[^\s@]{1,128}$/;

/**
 * Feide: `sub` is the person's UUID. The audience must stand alone, since a token that is good for two data sources
 * could be carried over from the other. Clients have UUIDs too: a service's own token has the client as its subject.
 */
export const readFeide: ReadClaims = (claims, { audience }) => {
  const { aud, sub, exp } = claims;
  if (aud !== audience && (!Array.isArray(aud) || aud.length !== 1)) throw new Refusal('TOKEN_FOREIGN');
  if (typeof sub !== 'string' || !uuid.test(sub) || sub.toLowerCase() === clientOf(claims)?.toLowerCase())
    throw new Refusal('TOKEN_INVALID');
  return {
    issuer: 'feide',
    subject: sub.toLowerCase(),
    principalName: principalName(claims[principalNameClaim]),
    expires: exp,
  };
};

function principalName(claim: unknown): string | undefined {
  if (claim === undefined) return undefined;
  if (typeof claim !== 'string' || !principalNames.test(claim)) throw new Refusal('TOKEN_INVALID');
  return claim;
}

function clientOf({ client_id, azp }: JWTPayload): string | undefined {
  const client = client_id ?? azp;
  return typeof client === 'string' && client !== '' ? client : undefined;
}
