import { Person } from '../../entities/person.js';
import { SfoAttendance } from '../../entities/sfo-attendance.js';
import { refused } from '../errors/refusal.js';
import type { Work } from '../writing/work.js';
import { todayAtSfo } from './today-at-sfo.js';
import { whenItHappened } from './when-it-happened.js';

/** A child that came, or left. */
export interface Passage {
  readonly childId: string;
  /** When it really happened, where that was not now. */
  readonly at?: Date | null | undefined;
}

/**
 * SFO staff check in a child that has come today.
 * @throws Refusal NOT_FOUND, NO_SFO_PLACE, TIME_OUT_OF_RANGE, ALREADY_CHECKED_IN.
 */
export async function checkInChild(work: Work, input: Passage): Promise<{ attendance: SfoAttendance }> {
  const { placement, attendance: expected } = await todayAtSfo(work, input.childId);
  const came = {
    checkedInAt: whenItHappened(work, input.at),
    checkedInBy: work.em.getReference(Person, work.me),
  };
  const { municipality, school, child, group } = placement;
  if (expected?.checkedInAt) throw refused('ALREADY_CHECKED_IN', 'childId');
  const attendance = expected
    ? Object.assign(expected, came)
    : work.create(SfoAttendance, { municipality, school, child, group, day: work.today, ...came });
  work.announce('sfo.checked-in', municipality, { attendance, child, group: attendance.group });
  work.whenTaken(() => refused('ALREADY_CHECKED_IN', 'childId'));
  return { attendance };
}
