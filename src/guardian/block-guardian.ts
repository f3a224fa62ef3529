import { AccessBlock } from '../../entities/access-block.js';
import type { BlockReason } from '../../entities/codes/access-block.js';
import { Guardianship } from '../../entities/guardianship.js';
import { Person } from '../../entities/person.js';
import { refused } from '../errors/refusal.js';
import type { Work } from '../writing/work.js';
import { refuseOwnCase } from './own-case.js';

export interface Block {
  readonly guardianshipId: string;
  readonly reason: BlockReason;
}

/**
 * The school office blocks a guardian's access to a child, whatever the register says. It holds from the guardian's next
 * operation.
 * @throws Refusal NOT_FOUND, ALREADY_BLOCKED.
 */
export async function blockGuardian(work: Work, input: Block): Promise<{ guardianship: Guardianship }> {
  const guardianship = await work.require(Guardianship, input.guardianshipId, 'guardianshipId');
  await refuseOwnCase(work, guardianship);
  const standing = await work.em.findOne(AccessBlock, { guardianship, liftedAt: null });
  if (standing) throw refused('ALREADY_BLOCKED', 'guardianshipId');
  work.create(AccessBlock, {
    municipality: guardianship.municipality,
    school: guardianship.school,
    child: guardianship.child,
    guardianship,
    reason: input.reason,
    setBy: work.em.getReference(Person, work.me),
    setAt: work.now,
  });
  work.announce('guardian.blocked', guardianship.municipality, {
    guardianship,
    child: guardianship.child,
    guardian: guardianship.guardian,
  });
  work.whenTaken(() => refused('ALREADY_BLOCKED', 'guardianshipId'));
  return { guardianship };
}
