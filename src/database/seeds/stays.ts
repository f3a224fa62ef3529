import { addDays, daysBetween, type Year } from './calendar.js';
import type { ChildPlan } from './family-plan.js';
import { type ClassSite, classOf, type Site, type World } from './world.js';

/** A child's time in one class; null means that it goes on. */
export interface Stay {
  readonly group: ClassSite;
  readonly from: string;
  readonly to: string | null;
}

/** Where a child has been over the two school years on record, the earliest first. */
export interface Path {
  readonly stays: readonly Stay[];
  readonly startedOn: string;
  readonly leftOn: string | null;
}

/** The year of those who finished year 10 last summer. */
export const FINISHED = 11;

type Course = 'plain' | 'newcomer' | 'leaver' | 'changed class' | 'changed school';

const courses: readonly { readonly weight: number; readonly course: Course }[] = [
  { weight: 91, course: 'plain' },
  { weight: 3, course: 'newcomer' },
  { weight: 2, course: 'leaver' },
  { weight: 2, course: 'changed class' },
  { weight: 2, course: 'changed school' },
];

/** Draws a child's way to its present class. */
export function pathOf(world: World, site: Site, child: ChildPlan): Path {
  const { present, previous, random } = world;
  if (child.year === FINISHED) return finished(world, site, child);
  const now = classOf(site, present, child.year, child.letter);
  if (!now) throw new Error(`${site.plan.name} has no class ${child.year}${child.letter}`);
  const course = child.cast ? 'plain' : random.weighted(courses).course;
  const change = dayOfChange(world);
  if (course === 'newcomer') return { stays: [open(now, change)], startedOn: change, leftOn: null };
  const other = formerClass(world, now, course);
  const before = lastYear(other?.site ?? site, previous, child);
  const stays = [...before, ...thisYear(world, now, { course, change, other })];
  const came = other && other.site !== site ? change : (child.startedOn ?? firstDay(world, site, child.year));
  return { stays, startedOn: came, leftOn: course === 'leaver' ? change : null };
}

function finished({ previous, present }: World, site: Site, child: ChildPlan): Path {
  const last = classOf(site, previous, 10, child.letter);
  const first = Math.min(...site.plan.years);
  const startedOn = `${present.begins - 11 + first}-08-01`;
  const stays = last ? [{ group: last, from: previous.startsOn, to: previous.endsOn }] : [];
  return { stays, startedOn, leftOn: previous.endsOn };
}

/** Some day of this school year before today; the first day where the year has hardly begun. */
function dayOfChange({ present, today, random }: World): string {
  const elapsed = daysBetween(present.startsOn, today);
  return addDays(present.startsOn, elapsed < 3 ? 0 : random.between(2, elapsed - 1));
}

/** Last year's class is at the same school, or at another of the municipality that has that year. */
function lastYear(site: Site, previous: Year, child: ChildPlan): readonly Stay[] {
  const year = child.year - 1;
  const school = [site, ...site.town.sites].find((each) => each.plan.years.includes(year));
  const group = school && classOf(school, previous, year, child.letter);
  return group ? [{ group, from: previous.startsOn, to: previous.endsOn }] : [];
}

function thisYear(
  world: World,
  now: ClassSite,
  { course, change, other }: { course: Course; change: string; other: ClassSite | undefined },
): readonly Stay[] {
  const { startsOn } = world.present;
  if (course === 'leaver') return [{ group: now, from: startsOn, to: change }];
  if (!other || change <= startsOn) return [open(now, startsOn)];
  return [{ group: other, from: startsOn, to: addDays(change, -1) }, open(now, change)];
}

/** The class that the child was in when the school year began, where that is another than now. */
function formerClass({ present }: World, now: ClassSite, course: Course): ClassSite | undefined {
  if (course !== 'changed class' && course !== 'changed school') return undefined;
  const elsewhere = course === 'changed school';
  const sites = now.site.town.sites.filter((each) => (each !== now.site) === elsewhere);
  const classes = sites.flatMap((each) => each.classes);
  return classes.find((each) => each !== now && each.schoolYear === present && each.year === now.year);
}

function firstDay({ present }: World, site: Site, year: number): string {
  return `${present.begins - year + Math.min(...site.plan.years)}-08-01`;
}

const open = (group: ClassSite, from: string): Stay => ({ group, from, to: null });

/** The class on that day, where the child was at school. */
export function stayOn(stays: readonly Stay[], day: string): Stay | undefined {
  return stays.find((each) => each.from <= day && (each.to === null || each.to >= day));
}
