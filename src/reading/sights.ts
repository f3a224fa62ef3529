import { LRUCache } from 'lru-cache';
import type { Claimant } from '../identity/claimant.js';
import type { Sighted } from '../identity/viewer.js';

/** How many logins are remembered: some 5 MB. */
const REMEMBERED = 10_000;

/** As whom a login was seen, and the word by which the database knows the hat, roles and jobs of the scope. */
export interface Sight {
  readonly as: Sighted;
  readonly word: string;
}

/** Whoever signs in with ID-porten is a guardian or nobody. */
const guardian: Sight = { as: { hat: 'guardian', roles: ['guardian'], employments: [] }, word: '' };

/**
 * As whom each login was seen last: a guess at which statement it will send, so that this can travel with the opening
 * of the scope in one message. Nothing is decided by it: what was read on a guess is thrown away unless the scope that
 * was opened in the very same transaction is of the same hat, roles and jobs.
 */
export class Sights {
  readonly #seen = new LRUCache<string, Sight>({ max: REMEMBERED });

  /** @param key how the database knows the login. */
  guess(claimant: Claimant, key: string): Sight | undefined {
    return claimant.issuer === 'idporten' ? guardian : this.#seen.get(key);
  }

  /** Notes as whom a login was seen; undefined for somebody without any scope. */
  note(claimant: Claimant, key: string, sight: Sight | undefined): void {
    if (claimant.issuer === 'idporten') return;
    if (sight === undefined) this.#seen.delete(key);
    else this.#seen.set(key, { ...sight, as: onlySight(sight.as) });
  }
}

const onlySight = ({ hat, roles, employments }: Sighted): Sighted => ({ hat, roles, employments });

/** Whether both may ask for the same and are shown it in the same way. */
export function isSameSight(one: Sighted, other: Sighted): boolean {
  return JSON.stringify(onlySight(one)) === JSON.stringify(onlySight(other));
}
