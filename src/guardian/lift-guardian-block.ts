import { AccessBlock } from '../../entities/access-block.js';
import { Guardianship } from '../../entities/guardianship.js';
import { Person } from '../../entities/person.js';
import { refused } from '../errors/refusal.js';
import type { Work } from '../writing/work.js';
import { refuseOwnCase } from './own-case.js';

/**
 * The school office lifts a block; only people do, never a sync. The row stays, so that it shows who set and lifted it.
 * @throws Refusal NOT_FOUND, NOT_BLOCKED.
 */
export async function liftGuardianBlock(
  work: Work,
  input: { readonly guardianshipId: string },
): Promise<{ guardianship: Guardianship }> {
  const guardianship = await work.require(Guardianship, input.guardianshipId, 'guardianshipId');
  await refuseOwnCase(work, guardianship);
  const block = await work.toChange(AccessBlock, { guardianship, liftedAt: null });
  if (!block) throw refused('NOT_BLOCKED', 'guardianshipId');
  block.liftedAt = work.now;
  block.liftedBy = work.em.getReference(Person, work.me);
  work.announce('guardian.unblocked', guardianship.municipality, {
    guardianship,
    child: guardianship.child,
    guardian: guardianship.guardian,
  });
  return { guardianship };
}
