import { Absence } from '../../../entities/absence.js';
import { AbsenceReason } from '../../../entities/codes/absence.js';
import { at } from './calendar.js';
import type { Pupil } from './pupils.js';
import type { Random } from './random.js';
import { type Stay, stayOn } from './stays.js';
import type { World } from './world.js';

const kinds = [
  { weight: 60, reason: AbsenceReason.ILLNESS, longest: 3 },
  { weight: 12, reason: AbsenceReason.HEALTH_APPOINTMENT, longest: 1 },
  { weight: 8, reason: AbsenceReason.LEAVE_GRANTED, longest: 4 },
  { weight: 10, reason: AbsenceReason.LATE, longest: 1 },
  { weight: 6, reason: AbsenceReason.UNEXPLAINED, longest: 1 },
  { weight: 4, reason: AbsenceReason.OTHER, longest: 1 },
] as const;

type Kind = (typeof kinds)[number];
type Documented = (reason: AbsenceReason) => boolean;

/** Reasons that a guardian gives or the school has granted are documented; the rest is not. */
const documented: Documented = (reason) =>
  reason !== AbsenceReason.LATE && reason !== AbsenceReason.UNEXPLAINED && reason !== AbsenceReason.OTHER;

/**
 * Absence over the year up to today, in spells. One child in 20 is away today.
 * @returns the whole days that the child was away.
 */
export function addAbsences(world: World, pupil: Pupil): ReadonlySet<string> {
  const { random, days, amounts } = world;
  const away = new Map<string, boolean>();
  // Spells are 1.6 days long on average; some children are hardly ever away, others often.
  const spells = Math.round((amounts.absences / 1.6) * (0.2 + random.share() * 1.6));
  for (let spell = 0; spell < spells; spell++) {
    const kind = random.weighted(kinds);
    const first = random.between(0, days.length - 2);
    const last = Math.min(first + random.between(1, kind.longest), days.length - 1);
    for (let index = first; index < last; index++) addOn(world, pupil, days[index] ?? '', kind, away);
  }
  if (random.chance(0.05)) addOn(world, pupil, world.today, random.weighted(kinds), away);
  return new Set([...away].filter(([, whole]) => whole).map(([day]) => day));
}

function addOn(world: World, pupil: Pupil, day: string, kind: Kind, away: Map<string, boolean>): void {
  const stay = stayOn(pupil.stays, day);
  if (!stay || away.has(day)) return;
  const { tables, ids, random } = world;
  const hours = hoursOf(random, kind.reason);
  away.set(day, hours === null);
  tables.absence.add({
    id: ids.next(Absence),
    municipality: pupil.site.town.id,
    school: stay.group.site.id,
    child: pupil.id,
    day,
    hours,
    reason: kind.reason,
    documented: documented(kind.reason),
    reportedBy: reporter(random, pupil, stay, kind.reason),
    reportedAt: at(day, random.between(400, 560)),
  });
}

function hoursOf(random: Random, reason: AbsenceReason): number | null {
  if (reason === AbsenceReason.LATE) return 1;
  if (reason === AbsenceReason.HEALTH_APPOINTMENT) return random.between(1, 4);
  return random.chance(0.15) ? random.between(1, 5) : null;
}

/** The teacher enters who is late or missing; for the rest a guardian has reported. */
function reporter(random: Random, pupil: Pupil, { group }: Stay, reason: AbsenceReason): string {
  const byTeacher = reason === AbsenceReason.LATE || reason === AbsenceReason.UNEXPLAINED;
  return byTeacher || pupil.guardians.length === 0 ? group.contact.id : random.pick(pupil.guardians).id;
}
