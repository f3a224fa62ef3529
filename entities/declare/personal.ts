import type { Class } from './registry.js';
import { declarationOf } from './registry.js';

/** The legal basis of a processing: the article of GDPR, and what it rests on. */
export type LegalBasis =
  | 'art6-1b-contract'
  | 'art6-1c-opplaeringslova'
  | 'art6-1c-arkivlova'
  | 'art6-1c-personopplysningsloven'
  | 'art6-1e-public-interest'
  | 'art9-2g-health-in-school';

/** How long data is kept, and from when. */
export type Retention =
  | 'while-relevant'
  | 'left-school+0y'
  | 'school-year+1y'
  | 'school-year+10y'
  | 'placement-end+10y'
  | 'permanent-archive'
  | 'log+3y'
  | 'session-end';

/** Where data comes from. */
export type DataSource =
  | 'folkeregisteret'
  | 'school'
  | 'sfo'
  | 'guardian'
  | 'municipality'
  | 'feide'
  | 'system';

/** What GDPR articles 13–15 and 30 ask of every piece of personal data. */
export interface PrivacyFacts {
  /** What it is used for, in one sentence. */
  readonly purpose: string;
  readonly basis: LegalBasis;
  readonly retention: Retention;
  readonly source: DataSource;
  readonly controller: 'municipality';
  /** Who receives it, beside the person: roles or outside bodies. */
  readonly recipients: readonly string[];
  /** A staff member's read of it is written to the access log before the answer is sent. */
  readonly sensitive: boolean;
}

type Stated = Omit<PrivacyFacts, 'controller' | 'sensitive'> & { readonly sensitive?: boolean };

/** States the privacy facts of every field of a type; a field's own `personal` option overrides them. */
export function Personal(facts: Stated): (target: Class) => void {
  return (target) => {
    declarationOf(target).privacy = { controller: 'municipality', sensitive: false, ...facts };
  };
}

/** States that a type holds no personal data, so that the check knows it was not forgotten. */
export function Impersonal(): (target: Class) => void {
  return (target) => {
    declarationOf(target).privacy = 'impersonal';
  };
}
