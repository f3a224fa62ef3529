import { AccessLogEntry } from '../../../entities/access-log-entry.js';
import { subject } from './adults.js';
import { addDays, at } from './calendar.js';
import type { Pupil } from './pupils.js';
import type { World } from './world.js';

const looks = [
  { operation: 'ChildFile', what: 'ChildAddress,IdentityNumber' },
  { operation: 'ClassRegister', what: 'Absence' },
  { operation: 'PupilAbsences', what: 'Absence' },
  { operation: null, what: 'ChildAddress' },
] as const;

/** Some looks that leader, office and contact teacher have taken at a child's sensitive data over the last month. */
export function addAccessLog(world: World, pupil: Pupil): void {
  const { tables, ids, random, today, amounts } = world;
  if (pupil.leftOn !== null) return;
  const { principal, office } = pupil.site.staff;
  const contact = pupil.stays.at(-1)?.group.contact ?? office;
  for (let look = 0; look < amounts.logEntries; look++) {
    const { operation, what } = random.pick(looks);
    const viewer = what === 'Absence' ? contact : random.pick([office, office, principal]);
    tables.accessLogEntry.add({
      id: ids.next(AccessLogEntry),
      municipality: pupil.site.town.id,
      viewer: viewer.id,
      child: pupil.id,
      what,
      operation,
      requestId: subject(random),
      at: at(addDays(today, -random.between(1, 30)), random.between(465, 990)),
    });
  }
}
