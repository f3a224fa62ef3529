import { type BlockReason } from '../../../entities/codes/access-block.js';
import { AddressProtection } from '../../../entities/codes/address-protection.js';
import { DataOrigin } from '../../../entities/codes/data-origin.js';
import { GuardianAccess, Relationship } from '../../../entities/codes/guardianship.js';
import { type Sex } from '../../../entities/codes/person.js';
import type { AdultPlan } from './adults.js';

/** A child and the seat it is to have. */
export interface ChildPlan {
  readonly givenName: string;
  readonly familyName: string;
  readonly sex: Sex;
  readonly birthDate: string;
  readonly nationality: string;
  /** Year now; 11 for those who left last summer. */
  readonly year: number;
  readonly letter: string;
  /** The cast's children have no moves, and those in years 1–4 a place in SFO. */
  readonly cast: boolean;
  /** Has not come to SFO yet today, so that somebody can check the child in. */
  readonly awaitedAtSfo?: boolean;
  /** The first day at the school; by default that of the school's lowest year. */
  readonly startedOn?: string;
  /** Feide's `sub`, where the child is in the cast. */
  readonly subject?: string;
}

export interface GuardianPlan {
  /** Somebody of the cast by key, or somebody new. */
  readonly adult: string | AdultPlan;
  readonly relationship: Relationship;
  readonly parentalResponsibility: boolean;
  readonly access: GuardianAccess;
  readonly origin: DataOrigin;
  /** The first day; by default the child's birth. */
  readonly from?: string;
  readonly to?: string;
  readonly block?: { readonly reason: BlockReason; readonly lifted: boolean };
}

export interface FamilyPlan {
  readonly children: readonly ChildPlan[];
  readonly guardians: readonly GuardianPlan[];
  readonly protection: AddressProtection;
}

/** A parent with parental responsibility, as the register knows most. */
export function parent(adult: string | AdultPlan, relationship: Relationship): GuardianPlan {
  return {
    adult,
    relationship,
    parentalResponsibility: true,
    access: GuardianAccess.FULL,
    origin: DataOrigin.REGISTER,
  };
}

export const mother = (adult: string | AdultPlan) => parent(adult, Relationship.MOTHER);
export const father = (adult: string | AdultPlan) => parent(adult, Relationship.FATHER);

/** A parent without parental responsibility: known, without access (barnelova § 47 gives a right to ask). */
export const without = (plan: GuardianPlan): GuardianPlan => ({
  ...plan,
  parentalResponsibility: false,
  access: GuardianAccess.NONE,
});

/** Somebody whom the school has entered, not the register. */
export const enteredBySchool = (
  adult: string | AdultPlan,
  relationship: Relationship,
  access: GuardianAccess,
  from: string,
): GuardianPlan => ({
  adult,
  relationship,
  parentalResponsibility: false,
  access,
  origin: DataOrigin.SCHOOL,
  from,
});

export const unprotected = AddressProtection.NONE;
