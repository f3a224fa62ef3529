import { LRUCache } from 'lru-cache';
import type { Claimant } from '../identity/claimant.js';
import type { Sighted } from '../identity/viewer.js';

/** How many logins are remembered: some 5 MB. */
const REMEMBERED = 10_000;

/** Whoever signs in with ID-porten is a guardian or nobody. */
const guardian: Sighted = { hat: 'guardian', roles: ['guardian'], employments: [] };

/**
 * As whom each login was seen last: a guess at which statement it will send, so that this can travel with the opening
 * of the scope in one message. Nothing is decided by it: what was read on a guess is thrown away unless the scope that
 * was opened in the very same transaction is of the same hat, roles and jobs.
 */
export class Sights {
  readonly #seen = new LRUCache<string, Sighted>({ max: REMEMBERED });

  /** @param key how the database knows the login. */
  guess(claimant: Claimant, key: string): Sighted | undefined {
    return claimant.issuer === 'idporten' ? guardian : this.#seen.get(key);
  }

  /** Notes as whom a login was seen; nobody, where it has no access. */
  note(claimant: Claimant, key: string, sight: Sighted | undefined): void {
    if (claimant.issuer === 'idporten') return;
    if (sight === undefined) this.#seen.delete(key);
    else this.#seen.set(key, { hat: sight.hat, roles: sight.roles, employments: sight.employments });
  }
}

/** Whether both may ask for the same and are shown it in the same way. */
export function isSameSight(one: Sighted, other: Sighted): boolean {
  return textOf(one) === textOf(other);
}

const textOf = ({ hat, roles, employments }: Sighted): string =>
  JSON.stringify([hat, roles, employments.map(({ role, schoolId }) => [role, schoolId])]);
