import { Child } from '../../entities/child.js';
import { PlacementStatus } from '../../entities/codes/sfo-placement.js';
import { SfoAttendance } from '../../entities/sfo-attendance.js';
import { SfoPlacement } from '../../entities/sfo-placement.js';
import { refused } from '../errors/refusal.js';
import type { Role } from '../identity/roles.js';
import type { Work } from '../writing/work.js';

const atSfo: readonly Role[] = ['sfoStaff', 'sfoLeader'];

/** A child's place today, and its day there where that stands already, which nobody else changes meanwhile. */
export interface TodayAtSfo {
  readonly placement: SfoPlacement;
  readonly attendance: SfoAttendance | undefined;
}

/**
 * A child's day in an SFO where the viewer works. Who also sees the child in another job, but not at SFO, is told that it
 * has no place there.
 * @throws Refusal NOT_FOUND, NO_SFO_PLACE.
 */
export async function todayAtSfo(work: Work, childId: string): Promise<TodayAtSfo> {
  const child = work.idOf(Child, childId, 'childId');
  const here = { child, school: { $in: schoolsOf(work) } };
  const [, placement, days] = await work.together(
    work.require(Child, childId, 'childId'),
    work.em.findOne(
      SfoPlacement,
      {
        ...here,
        status: PlacementStatus.ACTIVE,
        from: { $lte: work.today },
        $or: [{ to: null }, { to: { $gte: work.today } }],
      },
      { orderBy: { id: 'asc' } },
    ),
    work.allToChange(SfoAttendance, { ...here, day: work.today }),
  );
  if (!placement) throw refused('NO_SFO_PLACE', 'childId');
  return { placement, attendance: days.find(({ school }) => school === placement.school) };
}

function schoolsOf({ viewer }: Work): string[] {
  return viewer.employments.flatMap(({ role, schoolId }) =>
    schoolId !== null && atSfo.includes(role) ? [schoolId] : [],
  );
}
