import { createHash } from 'node:crypto';
import type { StandInPerson } from './person.js';

/** The `sub` of a person: Feide's UUID; for ID-porten a pseudonym, as from the real one. */
export function subjectOf({ account }: StandInPerson): string {
  if (account.issuer === 'feide') return account.subject;
  return createHash('sha256').update(`stand-in ${account.pid}`).digest('base64url');
}

/** What the access token says of a person beside `sub`, in the real issuers' claims. */
export function claimsOf({ account }: StandInPerson): Record<string, string> {
  if (account.issuer === 'feide')
    return { 'https://n.feide.no/claims/eduPersonPrincipalName': account.principalName };
  return { pid: account.pid, acr: `idporten-loa-${account.level}`, token_type: 'Bearer' };
}
