import { BlockReason } from '../../../entities/codes/access-block.js';
import { GuardianAccess, Relationship } from '../../../entities/codes/guardianship.js';
import { Sex } from '../../../entities/codes/person.js';
import { schoolYearOf } from './calendar.js';
import { type CastPupilName, castPupils } from './cast-pupils.js';
import {
  type ChildPlan,
  enteredBySchool,
  type FamilyPlan,
  father,
  mother,
  unprotected,
  without,
} from './family-plan.js';
import { castSubject } from './people.js';
import type { Place } from './places.js';
import type { Random } from './random.js';
import { unaccompaniedMinors } from './unaccompanied-minors.js';

const { FEMALE, MALE } = Sex;

/** The families of the cast, all at the municipality's first school. */
export function castFamilies(place: Place, today: string, random: Random): readonly FamilyPlan[] {
  const cast = new CastChildren(today);
  return place.key === 'first' ? [...inFirst(cast), unaccompaniedMinors(today, random)] : inSecond(cast);
}

/** Draws up children whose age fits their year, whatever day it is. */
class CastChildren {
  private readonly begins: number;

  constructor(private readonly today: string) {
    this.begins = schoolYearOf(today).begins;
  }

  child(givenName: string, familyName: string, sex: Sex, seat: string, monthDay = '05-20'): ChildPlan {
    const year = Number.parseInt(seat, 10);
    const birthDate = `${this.begins - year - 5}-${monthDay}`;
    return {
      givenName,
      familyName,
      sex,
      birthDate,
      nationality: 'NO',
      year,
      letter: seat.slice(-1),
      cast: true,
    };
  }

  /** Had the birthday already before New Year, and has it still to come after: as old as the word says all year. */
  pupil(who: CastPupilName, sex: Sex, seat: string): ChildPlan {
    const monthDay = this.today < `${this.begins + 1}-01-01` ? '01-15' : '12-10';
    const { givenName, familyName } = castPupils[who];
    return { ...this.child(givenName, familyName, sex, seat, monthDay), subject: castSubject(who) };
  }
}

const someone = (givenName: string, familyName: string, sex: Sex, birthDate: string) => ({
  givenName,
  familyName,
  sex,
  birthDate,
});

function inFirst(cast: CastChildren): readonly FamilyPlan[] {
  const lars = someone('Lars', 'Haugen', MALE, '1982-07-24');
  const hodan = someone('Hodan', 'Warsame', FEMALE, '1986-03-08');
  const liban = someone('Liban', 'Warsame', MALE, '1981-12-20');
  const anne = someone('Anne', 'Fjeld', FEMALE, '1985-02-11');
  const linn = someone('Linn', 'Brenden', FEMALE, '1988-10-30');
  const rune = someone('Rune', 'Overby', MALE, '1979-05-05');
  const family = (children: readonly ChildPlan[], ...guardians: FamilyPlan['guardians']): FamilyPlan => ({
    children,
    guardians,
    protection: unprotected,
  });
  const fosterChild = cast.child('Emil', 'Strand', MALE, '6A');
  return [
    family(
      [
        cast.pupil('pupil-14', MALE, '9A'),
        { ...cast.child('Nora', 'Haugen', FEMALE, '3A'), awaitedAtSfo: true },
      ],
      mother('guardian'),
      father(lars),
    ),
    family([cast.pupil('pupil-15', FEMALE, '10A')], mother(hodan), father(liban)),
    family(
      [cast.child('Oskar', 'Solberg Moen', MALE, '2A')],
      mother('mother-separated'),
      father('father-separated'),
    ),
    // She was blocked until it was certain who she was; he is blocked still.
    family(
      [cast.child('Thea', 'Fjeld', FEMALE, '4A')],
      { ...mother(anne), block: { reason: BlockReason.IDENTITY_UNCLEAR, lifted: true } },
      { ...father('guardian-blocked'), block: { reason: BlockReason.RESTRAINING_ORDER, lifted: false } },
    ),
    family(
      [cast.child('Sander', 'Brenden', MALE, '5B')],
      mother(linn),
      without(father('guardian-without-responsibility')),
    ),
    family([fosterChild], {
      ...enteredBySchool(
        'guardian-read-only',
        Relationship.FOSTER_PARENT,
        GuardianAccess.READ,
        twoYearsOld(fosterChild),
      ),
    }),
    family([cast.child('Elle', 'Somby', FEMALE, '5A')], mother('guardian-two-municipalities')),
    family([cast.child('Vilde', 'Overby', FEMALE, '6B')], mother('guardian-who-teaches'), father(rune)),
  ];
}

function inSecond(cast: CastChildren): readonly FamilyPlan[] {
  const aslak = someone('Aslak', 'Gaup', MALE, '1983-09-14');
  return [
    {
      children: [cast.pupil('second-pupil', MALE, '9A'), cast.child('Sunná', 'Gaup', FEMALE, '2A')],
      guardians: [mother('second-guardian'), father(aslak)],
      protection: unprotected,
    },
    {
      children: [cast.child('Ánte', 'Somby', MALE, '2A', '10-03')],
      guardians: [mother('guardian-two-municipalities')],
      protection: unprotected,
    },
  ];
}

const twoYearsOld = (child: ChildPlan) =>
  `${Number(child.birthDate.slice(0, 4)) + 2}${child.birthDate.slice(4)}`;
