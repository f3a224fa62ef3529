import { Person } from '../../entities/person.js';
import type { SfoAttendance } from '../../entities/sfo-attendance.js';
import { refused } from '../errors/refusal.js';
import type { Work } from '../writing/work.js';
import type { Passage } from './check-in-child.js';
import { todayAtSfo } from './today-at-sfo.js';
import { whenItHappened } from './when-it-happened.js';

/**
 * SFO staff check out a child that leaves. It has been checked in today, and does not leave before it came.
 * @throws Refusal NOT_FOUND, NO_SFO_PLACE, TIME_OUT_OF_RANGE, NOT_CHECKED_IN, ALREADY_CHECKED_OUT, TIMES_INVALID.
 */
export async function checkOutChild(work: Work, input: Passage): Promise<{ attendance: SfoAttendance }> {
  const { placement, attendance } = await todayAtSfo(work, input.childId);
  const left = whenItHappened(work, input.at);
  if (!attendance?.checkedInAt) throw refused('NOT_CHECKED_IN', 'childId');
  if (attendance.checkedOutAt) throw refused('ALREADY_CHECKED_OUT', 'childId');
  if (left < attendance.checkedInAt) throw refused('TIMES_INVALID', 'at');
  attendance.checkedOutAt = left;
  attendance.checkedOutBy = work.em.getReference(Person, work.me);
  const { municipality, child } = placement;
  work.announce('sfo.checked-out', municipality, { attendance, child, group: attendance.group });
  return { attendance };
}
