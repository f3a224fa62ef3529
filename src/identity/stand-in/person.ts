import type { Language } from '../../errors/catalogue.js';

/** What people are to the schools, as a list of them is divided. */
export const personGroups = ['guardians', 'pupils', 'school', 'sfo', 'municipality'] as const;
export type PersonGroup = (typeof personGroups)[number];

/** A synthetic person whom a stand-in issuer can sign in. */
export interface StandInPerson {
  /** The word for `npm run token -- <who>`, such as `guardian` or `contact-teacher`. */
  readonly who: string;
  readonly name: string;
  /** What this person is there to show, in one line. */
  readonly about: string;
  /** The same in nb and nn; in English where it is not there. */
  readonly aboutIn?: Partial<Readonly<Record<Language, string>>>;
  readonly municipality: string;
  /** Among whom a list shows this person. */
  readonly group: PersonGroup;
  readonly account:
    | { readonly issuer: 'idporten'; readonly pid: string; readonly level: 'substantial' | 'high' }
    | { readonly issuer: 'feide'; readonly subject: string; readonly principalName: string };
}

/** What a person is there to show, in a language. */
export function aboutOf({ about, aboutIn }: StandInPerson, language: Language): string {
  return aboutIn?.[language] ?? about;
}
