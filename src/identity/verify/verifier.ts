import { type CryptoKey, errors, type JWTPayload, jwtVerify } from 'jose';
import { Refusal } from '../../errors/refusal.js';
import type { Claimant } from '../claimant.js';
import { bearerToken } from './bearer.js';
import { type ReadClaims, readFeide, readIdporten, refuseOtherKinds } from './claims.js';
import { IssuerKeys } from './issuer-keys.js';
import { keySetSource, type TrustedIssuer } from './key-set-source.js';
import { algorithms, readUnverified } from './unverified.js';
import { VerifiedTokens } from './verified-tokens.js';

export type { TrustedIssuer } from './key-set-source.js';

/** Seconds by which the issuer's clock may be ahead of ours. An end is an end: `exp` has no tolerance. */
const tolerance = 60;

export interface VerifierOptions {
  /** Accept Tenor's synthetic identity numbers: in the demo and in test environments only. */
  readonly allowSynthetic?: boolean;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Told, in one sentence for an operator's log, when an issuer's keys can't be fetched, or its clock is another. */
  readonly report?: (problem: string) => void;
}

/** Finds out who asks, from the Authorization header alone. */
export interface Verifier {
  /**
   * Undefined when there is no header.
   * @throws Refusal TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_FOREIGN (issued by or for someone else), TOKEN_TOO_WEAK, or
   * UNAVAILABLE when the key is unknown and the issuer can't be asked. It never holds a part of the token.
   */
  verify(authorization: string | undefined): Promise<Claimant | undefined>;
  /** Ends fetches under way. */
  close(): void;
}

interface Trust extends TrustedIssuer {
  readonly read: ReadClaims;
  readonly keys: IssuerKeys;
}

/** Trusts two issuers, ID-porten for guardians and Feide for pupils and staff. Fetches nothing before a token comes. */
export function createVerifier(
  issuers: { readonly idporten: TrustedIssuer; readonly feide: TrustedIssuer },
  { allowSynthetic = false, now = Date.now, report = () => {} }: VerifierOptions = {},
): Verifier {
  const closing = new AbortController();
  const trust = (trusted: TrustedIssuer, read: ReadClaims): [string, Trust] => {
    const tell = (problem: string) => report(`The keys of ${trusted.issuer} can't be fetched: ${problem}.`);
    const heard = (time: number) => {
      const problem = clockProblem(now() - time, trusted.issuer);
      if (problem !== undefined) report(problem);
    };
    const keys = new IssuerKeys(keySetSource(trusted, closing.signal, heard), now, tell);
    return [trusted.issuer, { ...trusted, read, keys }];
  };
  const trusts = new Map([trust(issuers.idporten, readIdporten), trust(issuers.feide, readFeide)]);
  const verified = new VerifiedTokens();

  return {
    async verify(authorization) {
      if (authorization === undefined) return undefined;
      const token = bearerToken(authorization);
      return remembered(token, verified, trusts, now()) ?? (await verifyAnew(token));
    },
    close: () => closing.abort(),
  };

  async function verifyAnew(token: string): Promise<Claimant> {
    const { issuer, kid, alg } = readUnverified(token);
    const trusted = trusts.get(issuer);
    if (trusted === undefined) throw new Refusal('TOKEN_FOREIGN');
    const { key, thumbprint } = await trusted.keys.find(kid, alg);
    const claims = await verifiedClaims(token, key, trusted, now());
    refuseOtherKinds(claims, trusted.audience);
    // Frozen, since every later use of the token gets the same object.
    const claimant = Object.freeze(trusted.read(claims, { audience: trusted.audience, allowSynthetic }));
    verified.set(token, { claimant, issuer, kid, thumbprint });
    return claimant;
  }
}

/** What to tell an operator of a clock that is off: those who sign in are refused, and the issuers are not to blame. */
function clockProblem(ahead: number, issuer: string): string | undefined {
  const seconds = Math.round(Math.abs(ahead) / 1_000);
  if (seconds <= tolerance) return undefined;
  const [where, effect] =
    ahead > 0 ? ['ahead of', 'end too early'] : ['behind', 'that are new are refused as not valid yet'];
  return `The clock of this machine is ${seconds} s ${where} that of ${issuer}: tokens ${effect}.`;
}

/** The claimant of a token seen before, unless its issuer has dropped the key since. */
function remembered(
  token: string,
  verified: VerifiedTokens,
  trusts: ReadonlyMap<string, Trust>,
  now: number,
): Claimant | undefined {
  const found = verified.get(token);
  if (found === undefined) return undefined;
  if (found.claimant.expires * 1_000 <= now) {
    verified.delete(token);
    throw new Refusal('TOKEN_EXPIRED');
  }
  return trusts.get(found.issuer)?.keys.thumbprint(found.kid) === found.thumbprint
    ? found.claimant
    : undefined;
}

async function verifiedClaims(
  token: string,
  key: CryptoKey,
  { issuer, audience }: TrustedIssuer,
  now: number,
): Promise<JWTPayload & { exp: number }> {
  const expected = { issuer, audience, algorithms, clockTolerance: tolerance };
  const { payload } = await jwtVerify(token, key, { ...expected, currentDate: new Date(now) }).catch(refuse);
  const { exp, iat = 0 } = payload;
  if (exp === undefined || !Number.isFinite(exp) || iat > now / 1_000 + tolerance)
    throw new Refusal('TOKEN_INVALID');
  if (exp * 1_000 <= now) throw new Refusal('TOKEN_EXPIRED');
  return { ...payload, exp };
}

/** jose's errors carry the claims: they end here. */
function refuse(error: unknown): never {
  if (error instanceof errors.JWTExpired) throw new Refusal('TOKEN_EXPIRED');
  const isForeign = error instanceof errors.JWTClaimValidationFailed && error.claim === 'aud';
  throw new Refusal(isForeign ? 'TOKEN_FOREIGN' : 'TOKEN_INVALID');
}
