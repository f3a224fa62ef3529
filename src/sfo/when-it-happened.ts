import { refused } from '../errors/refusal.js';
import { norwegianDayOf } from '../school-day.js';
import type { Work } from '../writing/work.js';

/** How far ahead a tablet's clock may be. */
const AHEAD_MOST = 2 * 60_000;
/** How long a tablet may have been without the network. */
const BEHIND_MOST = 12 * 3_600_000;

/**
 * When a child came or left: the time that was given, which a tablet may have kept while it was offline, or else now.
 * A clock that is a little ahead is taken to mean now, so that nothing lies in the future.
 * @throws Refusal TIME_OUT_OF_RANGE for another day in Norway, more than 12 hours ago, or more than 2 minutes ahead.
 */
export function whenItHappened(work: Work, at: Date | null | undefined): Date {
  if (!at) return work.now;
  const ahead = at.getTime() - work.now.getTime();
  if (ahead > AHEAD_MOST || ahead < -BEHIND_MOST) throw refused('TIME_OUT_OF_RANGE', 'at');
  if (ahead >= 0) return work.now;
  if (norwegianDayOf(at) !== work.today) throw refused('TIME_OUT_OF_RANGE', 'at');
  return at;
}
