import { PlacementKind, PlacementStatus } from '../../../entities/codes/sfo-placement.js';
import { SfoAttendance } from '../../../entities/sfo-attendance.js';
import { SfoPlacement } from '../../../entities/sfo-placement.js';
import { addDays, at } from './calendar.js';
import type { Pupil } from './pupils.js';
import type { Stay } from './stays.js';
import type { Site, World } from './world.js';

/** Share of the children of each year who have a place. */
const takeUp: Readonly<Record<number, number>> = { 1: 0.88, 2: 0.8, 3: 0.65, 4: 0.4 };

const kinds = [
  { weight: 50, kind: PlacementKind.FULL },
  { weight: 28, kind: PlacementKind.HALF },
  { weight: 22, kind: PlacementKind.FREE_HOURS },
] as const;

interface Period {
  readonly site: Site;
  readonly group: string;
  readonly from: string;
  readonly to: string | null;
}

/** Places in SFO over the two school years, and attendance on the latest school days. */
export function addSfo(world: World, pupil: Pupil, away: ReadonlySet<string>): void {
  const periods = pupil.stays.flatMap((stay) => periodOf(world, pupil, stay));
  for (const period of periods) addPlacement(world, pupil, period);
  const days = world.days.slice(-world.amounts.sfoDays);
  for (const day of days) {
    const period = periods.find((each) => each.from <= day && (each.to === null || each.to >= day));
    if (!period || away.has(day)) continue;
    if (day === world.today) addToday(world, pupil, period);
    else if (world.random.chance(0.9)) addDay(world, pupil, period, day);
  }
}

function periodOf({ random }: World, pupil: Pupil, { group, from, to }: Stay): readonly Period[] {
  const sfoGroup = group.site.sfoGroups.get(group.year);
  const cast = pupil.plan.cast;
  if (sfoGroup === undefined || !(random.chance(takeUp[group.year] ?? 0) || cast)) return [];
  // One in thirty gives up the place: notice is a month, so it ends when a month does.
  const last = to === null && !cast && random.chance(0.03) ? lastDayOfSecondMonth(from) : to;
  return [{ site: group.site, group: sfoGroup, from, to: last }];
}

/** Applied for in the spring, begun in August, given up in the same month. */
function lastDayOfSecondMonth(from: string): string {
  return addDays(`${addDays(`${from.slice(0, 7)}-01`, 70).slice(0, 7)}-01`, -1);
}

function addPlacement(world: World, pupil: Pupil, { site, group, from, to }: Period): void {
  const { tables, ids, random, today } = world;
  const place = { municipality: site.town.id, school: site.id, child: pupil.id, group };
  const { kind } = pupil.plan.cast ? kinds[0] : random.weighted(kinds);
  const over = to !== null && to < today;
  const status = over ? PlacementStatus.TERMINATED : PlacementStatus.ACTIVE;
  tables.sfoPlacement.add({ id: ids.next(SfoPlacement), ...place, kind, status, from, to });
  // Some are offered more than they have, from the first of a month to come.
  if (to !== null || kind === PlacementKind.FULL || !random.chance(0.06)) return;
  const offered = `${addDays(today, 45).slice(0, 7)}-01`;
  const offer = { kind: PlacementKind.FULL, status: PlacementStatus.OFFERED, from: offered, to: null };
  tables.sfoPlacement.add({ id: ids.next(SfoPlacement), ...place, ...offer });
}

function addDay(world: World, pupil: Pupil, period: Period, day: string): void {
  const { random } = world;
  add(world, pupil, period, day, at(day, random.between(780, 840)), at(day, random.between(885, 1005)));
}

/**
 * Today's board holds some of everything, whatever the hour: most have been checked in from the morning on, some of
 * them out again, some are still expected, and of some nothing is known. Nothing lies in the future.
 */
function addToday(world: World, pupil: Pupil, period: Period): void {
  const { random, today, tables } = world;
  const passed = (minutes: number) => at(today, Math.min(minutes, world.minutesGone));
  const turn = pupil.plan.cast ? 0 : tables.sfoPlacement.count % 10;
  const came = passed(random.between(420, 475));
  if (pupil.plan.awaitedAtSfo) add(world, pupil, period, today, null, null);
  else if (turn < 5) add(world, pupil, period, today, came, null);
  else if (turn < 8) add(world, pupil, period, today, came, passed(random.between(480, 500)));
  else if (turn < 9) add(world, pupil, period, today, null, null);
}

function add(
  { tables, ids, random }: World,
  pupil: Pupil,
  { site, group }: Period,
  day: string,
  checkedInAt: string | null,
  checkedOutAt: string | null,
): void {
  const by = (instant: string | null) => (instant === null ? null : random.pick(site.staff.sfo).id);
  tables.sfoAttendance.add({
    id: ids.next(SfoAttendance),
    municipality: site.town.id,
    school: site.id,
    child: pupil.id,
    group,
    day,
    checkedInAt,
    checkedInBy: by(checkedInAt),
    checkedOutAt,
    checkedOutBy: by(checkedOutAt),
  });
}
