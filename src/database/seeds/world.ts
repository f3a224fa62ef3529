import type { Vault } from '../../identity/vault.js';
import type { Year } from './calendar.js';
import type { IdentityNumbers } from './identity-numbers.js';
import type { Ids } from './ids.js';
import type { Place } from './places.js';
import type { Random } from './random.js';
import type { Amounts, SitePlan } from './sizes.js';
import type { Tables } from './tables.js';

/** What every part of the seeds draws from and writes to. */
export interface World {
  readonly tables: Tables;
  readonly ids: Ids;
  readonly random: Random;
  readonly numbers: IdentityNumbers;
  readonly vault: Vault;
  readonly today: string;
  /** Minutes of today after which nothing has happened yet. */
  readonly minutesGone: number;
  readonly present: Year;
  readonly previous: Year;
  /** The school days of the year up to today, today included. */
  readonly days: readonly string[];
  readonly amounts: Amounts;
}

/** An adult who has been entered in a municipality. */
export interface Adult {
  readonly id: string;
  readonly givenName: string;
  readonly familyName: string;
}

/** A municipality that is being filled. */
export interface Town {
  readonly id: string;
  readonly place: Place;
  /** Ids of the school years by the calendar year in which they begin. */
  readonly yearIds: ReadonlyMap<number, string>;
  readonly cast: Map<string, Adult>;
  readonly sites: Site[];
}

/** A class in one school year. */
export interface ClassSite {
  readonly id: string;
  readonly site: Site;
  readonly schoolYear: Year;
  readonly year: number;
  readonly letter: string;
  readonly contact: Adult;
  readonly groups: readonly GroupSite[];
}

/** A teaching group of one class. */
export interface GroupSite {
  readonly id: string;
  readonly code: string;
  readonly subject: string;
  readonly teacher: Adult;
}

/** A school that is being filled. */
export interface Site {
  readonly id: string;
  readonly town: Town;
  /** Place in the municipality's row of schools; the cast is at the first. */
  readonly index: number;
  readonly plan: SitePlan;
  readonly staff: Staff;
  readonly classes: ClassSite[];
  /** Ids of the SFO groups by year. */
  readonly sfoGroups: Map<number, string>;
}

export interface Staff {
  readonly principal: Adult;
  readonly office: Adult;
  readonly sfo: readonly Adult[];
}

/** The class of a school year; where there is no such letter, the first. */
export function classOf(site: Site, schoolYear: Year, year: number, letter: string): ClassSite | undefined {
  const cohort = site.classes.filter((each) => each.schoolYear === schoolYear && each.year === year);
  return cohort.find((each) => each.letter === letter) ?? cohort[0];
}
