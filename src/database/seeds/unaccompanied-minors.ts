import { GuardianAccess, Relationship } from '../../../entities/codes/guardianship.js';
import { birthDate, drawSex } from './adults.js';
import { schoolYearOf } from './calendar.js';
import { type ChildPlan, enteredBySchool, type FamilyPlan, unprotected } from './family-plan.js';
import { refugees } from './heritages.js';
import { familyName, givenName } from './names.js';
import type { Random } from './random.js';

const MINORS = 30;

/** Unaccompanied minors with one legal guardian. Nobody has so many: it is to measure 30 children at once. */
export function unaccompaniedMinors(today: string, random: Random): FamilyPlan {
  const { begins, startsOn } = schoolYearOf(today);
  const since = `${begins - 1}${startsOn.slice(4)}`;
  const children = Array.from({ length: MINORS }, (_, index): ChildPlan => {
    const heritage = random.pick(refugees);
    const sex = drawSex(random, 0.25);
    const year = 8 + (index % 3);
    return {
      givenName: givenName(random, heritage, sex),
      familyName: familyName(random, heritage),
      sex,
      birthDate: birthDate(random, begins - year - 5),
      nationality: heritage.nationality,
      year,
      letter: index % 2 === 0 ? 'A' : 'B',
      cast: true,
      startedOn: since,
    };
  });
  const guardian = enteredBySchool('guardian-many', Relationship.OTHER, GuardianAccess.FULL, since);
  return { children, guardians: [guardian], protection: unprotected };
}
