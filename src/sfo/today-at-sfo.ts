import { Child } from '../../entities/child.js';
import { PlacementStatus } from '../../entities/codes/sfo-placement.js';
import { SfoPlacement } from '../../entities/sfo-placement.js';
import { refused } from '../errors/refusal.js';
import type { Role } from '../identity/roles.js';
import type { Work } from '../writing/work.js';

const atSfo: readonly Role[] = ['sfoStaff', 'sfoLeader'];

/**
 * The place that a child has today in an SFO where the viewer works. Who also sees the child in another job, but not at
 * SFO, is told that it has no place there.
 * @throws Refusal NOT_FOUND, NO_SFO_PLACE.
 */
export async function placementToday(work: Work, childId: string): Promise<SfoPlacement> {
  const child = await work.require(Child, childId, 'childId');
  const schools = work.viewer.employments.flatMap(({ role, schoolId }) =>
    schoolId !== null && atSfo.includes(role) ? [schoolId] : [],
  );
  const placement = await work.em.findOne(
    SfoPlacement,
    {
      child,
      school: { $in: schools },
      status: PlacementStatus.ACTIVE,
      from: { $lte: work.today },
      $or: [{ to: null }, { to: { $gte: work.today } }],
    },
    { orderBy: { id: 'asc' } },
  );
  if (!placement) throw refused('NO_SFO_PLACE', 'childId');
  return placement;
}
