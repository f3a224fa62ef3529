import { Guardianship } from '../../entities/guardianship.js';
import { refused } from '../errors/refusal.js';
import type { Work } from '../writing/work.js';

/**
 * Nobody decides on access to a child that is their own: neither on their own access, nor on the other parent's.
 * @throws Refusal OWN_CASE.
 */
export async function refuseOwnCase(work: Work, { child }: Guardianship): Promise<void> {
  const own = await work.em.count(Guardianship, { child, guardian: { $in: [...work.viewer.personIds] } });
  if (own > 0) throw refused('OWN_CASE', 'guardianshipId');
}
