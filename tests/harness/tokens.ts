import type { JWTPayload } from 'jose';
import type { ErrorCode } from '../../src/errors/catalogue.js';
import { Refusal } from '../../src/errors/refusal.js';
import type { Claimant } from '../../src/identity/claimant.js';
import type { Verifier } from '../../src/identity/verify/verifier.js';

/** Of nobody: a number of Tenor's. */
export const syntheticPid = '10915596784';
export const subject = '9f70f418-3a75-4617-8375-883ab6c2b0af';
export const principalName = 'kari.lærer@skole.example';
export const eppn = 'https://n.feide.no/claims/eduPersonPrincipalName';

/** This service, as each of the issuers knows it. */
export const audiences = {
  idporten: 'https://skolegraf.example/graphql',
  feide: 'https://n.feide.no/datasources/1',
};

/** A clock that a test moves; it starts at the true time and stands still. */
export class Clock {
  milliseconds = Date.now();
  readonly now = () => this.milliseconds;
  get seconds(): number {
    return Math.floor(this.milliseconds / 1_000);
  }
  pass(seconds: number): void {
    this.milliseconds += seconds * 1_000;
  }
}

/** Claims in place of the right ones, right or wrong; undefined takes one away. */
export type Changes = Readonly<Record<string, unknown>>;

/** What ID-porten says of a guardian, for ten minutes from now. */
export function guardianClaims(issuer: string, clock: Clock, changes: Changes = {}): JWTPayload {
  return {
    iss: issuer,
    aud: audiences.idporten,
    sub: 'a-pseudonym',
    client_id: 'the-app',
    scope: 'skolegraf',
    pid: syntheticPid,
    acr: 'idporten-loa-high',
    iat: clock.seconds,
    exp: clock.seconds + 600,
    jti: 'one',
    ...changes,
  };
}

/** What Feide says of a teacher, for ten minutes from now. */
export function teacherClaims(issuer: string, clock: Clock, changes: Changes = {}): JWTPayload {
  return {
    iss: issuer,
    aud: audiences.feide,
    sub: subject,
    client_id: 'd0dc2a0d-6f0a-4c0e-9e4b-0e4fb39d7f42',
    [eppn]: principalName,
    iat: clock.seconds,
    exp: clock.seconds + 600,
    ...changes,
  };
}

/** The claimant, or the code of the refusal; any other error is thrown. */
export async function answerOf(
  verifier: Verifier,
  authorization: string | undefined,
): Promise<Claimant | ErrorCode | undefined> {
  try {
    return await verifier.verify(authorization);
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}
