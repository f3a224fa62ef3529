import { BlockReason } from '../../../entities/codes/access-block.js';
import { AddressProtection } from '../../../entities/codes/address-protection.js';
import { GuardianAccess, Relationship } from '../../../entities/codes/guardianship.js';
import { Sex } from '../../../entities/codes/person.js';
import { type AdultPlan, birthDate, drawSex } from './adults.js';
import {
  type ChildPlan,
  enteredBySchool,
  type FamilyPlan,
  father,
  type GuardianPlan,
  mother,
  parent,
  without,
} from './family-plan.js';
import type { Heritage } from './heritages.js';
import { drawHeritage, familyName, givenName } from './names.js';
import type { Random } from './random.js';

const kinds = [
  { weight: 54, kind: 'married' },
  { weight: 20, kind: 'separated' },
  { weight: 8, kind: 'single mother' },
  { weight: 4, kind: 'father without responsibility' },
  { weight: 3, kind: 'single father' },
  { weight: 4, kind: 'co-mothers' },
  { weight: 4, kind: 'foster home' },
  { weight: 1, kind: 'custody moved' },
  { weight: 1, kind: 'blocked' },
  { weight: 1, kind: 'block lifted' },
] as const;

export type FamilyKind = (typeof kinds)[number]['kind'];

/** Where the children of one family are to sit. */
export type Seats = readonly { readonly year: number; readonly letter: string }[];

/** The adults of a family that is being drawn up, each by the family name. */
interface Adults {
  readonly woman: (name: string) => AdultPlan;
  readonly man: (name: string) => AdultPlan;
  readonly name: string;
  /** Another family's name. */
  readonly other: () => string;
  /** When the youngest child was born. */
  readonly youngest: string;
}

/** Draws up families as a municipality has them. The first ones of each town are of every kind in turn. */
export class OrdinaryFamilies {
  private drawn = 0;

  constructor(
    private readonly random: Random,
    private readonly samiShare: number,
    /** The calendar year in which the school year begins. */
    private readonly begins: number,
  ) {}

  next(seats: Seats): FamilyPlan {
    const turn = this.drawn++;
    const kind = kinds[turn]?.kind ?? this.random.weighted(kinds).kind;
    const heritage = drawHeritage(this.random, this.samiShare);
    const name = familyName(this.random, heritage);
    const children = seats.map((seat) => this.child(heritage, name, seat));
    return {
      children,
      guardians: this.guardians(kind, heritage, name, children),
      protection: this.protection(turn),
    };
  }

  /** One of each protection early on, then as rare as it is. */
  private protection(turn: number): AddressProtection {
    if (turn === 3) return AddressProtection.CONFIDENTIAL;
    if (turn === 5) return AddressProtection.CLIENT;
    const share = this.random.share();
    if (share < 0.006) return AddressProtection.CONFIDENTIAL;
    return share < 0.01 ? AddressProtection.CLIENT : AddressProtection.NONE;
  }

  private child(heritage: Heritage, name: string, seat: Seats[number]): ChildPlan {
    const sex = drawSex(this.random);
    return {
      givenName: givenName(this.random, heritage, sex),
      familyName: name,
      sex,
      birthDate: birthDate(this.random, this.begins - seat.year - 5),
      nationality: this.random.chance(heritage.foreign) ? heritage.nationality : 'NO',
      ...seat,
      cast: false,
    };
  }

  private guardians(
    kind: FamilyKind,
    heritage: Heritage,
    name: string,
    children: readonly ChildPlan[],
  ): readonly GuardianPlan[] {
    const oldest = children.reduce(
      (first, each) => (each.birthDate < first ? each.birthDate : first),
      '9999',
    );
    const youngest = children.reduce((last, each) => (each.birthDate > last ? each.birthDate : last), '');
    const woman = (own: string) => this.adult(heritage, own, Sex.FEMALE, oldest);
    const man = (own: string) => this.adult(heritage, own, Sex.MALE, oldest);
    return this.homes({ woman, man, name, other: () => familyName(this.random, heritage), youngest })[kind]();
  }

  private homes({
    woman,
    man,
    name,
    other,
    youngest,
  }: Adults): Record<FamilyKind, () => readonly GuardianPlan[]> {
    return {
      married: () => [mother(woman(name)), father(man(this.random.chance(0.8) ? name : other()))],
      separated: () => [mother(woman(name)), father(man(other()))],
      'single mother': () => [mother(woman(name))],
      'father without responsibility': () => [mother(woman(name)), without(father(man(other())))],
      'single father': () => [father(man(name))],
      'co-mothers': () => [mother(woman(name)), parent(woman(other()), Relationship.CO_MOTHER)],
      'foster home': () => this.fosterHome(woman, man, youngest),
      'custody moved': () => [
        father(man(name)),
        { ...mother(woman(other())), to: `${this.begins - 1}-12-31` },
      ],
      blocked: () => [mother(woman(name)), { ...father(man(other())), block: this.block(false) }],
      'block lifted': () => [father(man(name)), { ...mother(woman(other())), block: this.block(true) }],
    };
  }

  private fosterHome(woman: Adults['woman'], man: Adults['man'], youngest: string): readonly GuardianPlan[] {
    const home = familyName(this.random, drawHeritage(this.random, 0));
    const since = `${Number(youngest.slice(0, 4)) + 3}-03-01`;
    const foster = (adult: AdultPlan) =>
      enteredBySchool(adult, Relationship.FOSTER_PARENT, GuardianAccess.FULL, since);
    return [foster(woman(home)), foster(man(home))];
  }

  private block(lifted: boolean) {
    const reasons = [BlockReason.COURT_ORDER, BlockReason.CHILD_WELFARE, BlockReason.SAFETY];
    return { reason: this.random.pick(reasons), lifted };
  }

  private adult(heritage: Heritage, name: string, sex: Sex, oldest: string): AdultPlan {
    const age = this.random.between(20, sex === Sex.FEMALE ? 38 : 44);
    const birth = birthDate(this.random, Number(oldest.slice(0, 4)) - age);
    return { givenName: givenName(this.random, heritage, sex), familyName: name, sex, birthDate: birth };
  }
}
