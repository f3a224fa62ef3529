import type { Claimant } from '../claimant.js';

/** The issuers at which people sign in. */
export const issuerNames = ['idporten', 'feide'] as const satisfies readonly Claimant['issuer'][];
export type IssuerName = (typeof issuerNames)[number];

/** Whether a word, such as a part of an address, names one. */
export function isIssuerName(word: unknown): word is IssuerName {
  return issuerNames.some((name) => name === word);
}
