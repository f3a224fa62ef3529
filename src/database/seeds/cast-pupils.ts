import type { Place } from './places.js';

/** A pupil who can sign in under the same name in every size of the seeds. */
export interface CastPupil {
  readonly who: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly place: Place['key'];
  readonly about: string;
}

export const castPupils = {
  'pupil-14': {
    who: 'pupil-14',
    givenName: 'Jonas',
    familyName: 'Haugen',
    place: 'first',
    about: 'aged 14, in 9A; a child of `guardian`',
  },
  'pupil-15': {
    who: 'pupil-15',
    givenName: 'Amina',
    familyName: 'Warsame',
    place: 'first',
    about: 'aged 15, in 10A',
  },
  'second-pupil': {
    who: 'second-pupil',
    givenName: 'Áilu',
    familyName: 'Gaup',
    place: 'second',
    about: 'aged 14, in 9A; a child of `second-guardian`',
  },
} as const satisfies Readonly<Record<string, CastPupil>>;

export type CastPupilName = keyof typeof castPupils;
