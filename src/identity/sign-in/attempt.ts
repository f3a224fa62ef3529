import type { Vault } from '../vault.js';
import type { Proofs } from './issuer-client.js';
import { type IssuerName, isIssuerName } from './issuer-name.js';

/** One sign-in under way, kept sealed by the browser that began it: no other can end it. */
export interface Attempt extends Proofs {
  readonly issuer: IssuerName;
  readonly returnTo: string;
  /** Milliseconds since 1970 until which it must be ended. */
  readonly until: number;
}

/** Seconds that somebody has to sign in. */
export const attemptLifetime = 15 * 60;

/** Seals an attempt for the browser to keep. */
export function sealAttempt(attempt: Attempt, vault: Vault): string {
  return vault.seal(JSON.stringify(attempt));
}

/** The attempt that a browser kept; undefined for one that is over, was not sealed by us, or is for another issuer. */
export function openAttempt(
  sealed: string | undefined,
  issuer: IssuerName,
  vault: Vault,
  now = Date.now(),
): Attempt | undefined {
  if (sealed === undefined) return undefined;
  try {
    const attempt = JSON.parse(vault.open(sealed)) as Attempt;
    const isFit = isIssuerName(attempt.issuer) && attempt.issuer === issuer && attempt.until > now;
    return isFit ? attempt : undefined;
  } catch {
    return undefined;
  }
}
