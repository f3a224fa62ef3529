import type { Language } from '../../../errors/catalogue.js';

/** The playground's words; the editor itself speaks English. */
export interface PlaygroundWords {
  readonly title: string;
  readonly wait: string;
  readonly needsScript: string;
  readonly signInFirst: string;
  readonly notYours: string;
  /** What the script needs. */
  readonly bar: Readonly<Record<BarWord, string>>;
}

type BarWord =
  | 'whoAsks'
  | 'notSignedIn'
  | 'signedIn'
  | 'noRole'
  | 'signInAs'
  | 'signInWith'
  | 'changePerson'
  | 'signOut'
  | 'until'
  | 'restore'
  | 'bearer'
  | 'noSchema'
  | RoleWord;

/** The API’s own names of roles. */
type RoleWord =
  | 'GUARDIAN'
  | 'PUPIL'
  | 'TEACHER'
  | 'PRINCIPAL'
  | 'SCHOOL_OFFICE'
  | 'SFO_STAFF'
  | 'SFO_LEADER'
  | 'MUNICIPAL_ADMIN'
  | 'ARCHIVIST'
  | 'DATA_PROTECTION_OFFICER'
  | 'MACHINE';

export const playgroundWords: Readonly<Record<Language, PlaygroundWords>> = {
  nb: {
    title: 'Lekeplass',
    wait: 'Lekeplassen åpnes …',
    needsScript: 'Lekeplassen trenger JavaScript. Skjemaet ligger på /schema.graphql.',
    signInFirst: 'Logg inn for å bruke lekeplassen.',
    notYours: 'Rollen din har ikke tilgang til lekeplassen.',
    bar: {
      whoAsks: 'Hvem som spør',
      notSignedIn: 'Ikke innlogget',
      signedIn: 'Innlogget',
      noRole: 'ingen rolle i dag',
      GUARDIAN: 'foresatt',
      PUPIL: 'elev',
      TEACHER: 'lærer',
      PRINCIPAL: 'rektor',
      SCHOOL_OFFICE: 'skolekontor',
      SFO_STAFF: 'SFO-ansatt',
      SFO_LEADER: 'SFO-leder',
      MUNICIPAL_ADMIN: 'administrerer kommunens skoler',
      ARCHIVIST: 'arkivar',
      DATA_PROTECTION_OFFICER: 'personvernombud',
      MACHINE: 'maskin',
      signInAs: 'Logg inn som …',
      signInWith: 'Logg inn med',
      changePerson: 'Bytt person …',
      signOut: 'Logg ut',
      until: 'til kl.',
      restore: 'Hent eksemplene på nytt',
      bearer: 'Eller send et eget token: {"authorization": "Bearer …"} under Headers.',
      noSchema: 'Skjemaet kunne ikke hentes. Last siden på nytt.',
    },
  },
  nn: {
    title: 'Leikeplass',
    wait: 'Leikeplassen blir opna …',
    needsScript: 'Leikeplassen treng JavaScript. Skjemaet ligg på /schema.graphql.',
    signInFirst: 'Logg inn for å bruke leikeplassen.',
    notYours: 'Rolla di har ikkje tilgang til leikeplassen.',
    bar: {
      whoAsks: 'Kven som spør',
      notSignedIn: 'Ikkje innlogga',
      signedIn: 'Innlogga',
      noRole: 'inga rolle i dag',
      GUARDIAN: 'føresett',
      PUPIL: 'elev',
      TEACHER: 'lærar',
      PRINCIPAL: 'rektor',
      SCHOOL_OFFICE: 'skulekontor',
      SFO_STAFF: 'SFO-tilsett',
      SFO_LEADER: 'SFO-leiar',
      MUNICIPAL_ADMIN: 'administrerer skulane i kommunen',
      ARCHIVIST: 'arkivar',
      DATA_PROTECTION_OFFICER: 'personvernombod',
      MACHINE: 'maskin',
      signInAs: 'Logg inn som …',
      signInWith: 'Logg inn med',
      changePerson: 'Byt person …',
      signOut: 'Logg ut',
      until: 'til kl.',
      restore: 'Hent døma på nytt',
      bearer: 'Eller send eit eige token: {"authorization": "Bearer …"} under Headers.',
      noSchema: 'Skjemaet kunne ikkje hentast. Last sida på nytt.',
    },
  },
  en: {
    title: 'Playground',
    wait: 'The playground is opening …',
    needsScript: 'The playground needs JavaScript. The schema is at /schema.graphql.',
    signInFirst: 'Sign in to use the playground.',
    notYours: 'Your role has no access to the playground.',
    bar: {
      whoAsks: 'Who asks',
      notSignedIn: 'Not signed in',
      signedIn: 'Signed in',
      noRole: 'no role today',
      GUARDIAN: 'guardian',
      PUPIL: 'pupil',
      TEACHER: 'teacher',
      PRINCIPAL: 'principal',
      SCHOOL_OFFICE: 'school office',
      SFO_STAFF: 'SFO staff',
      SFO_LEADER: 'SFO leader',
      MUNICIPAL_ADMIN: 'administers the municipality’s schools',
      ARCHIVIST: 'archivist',
      DATA_PROTECTION_OFFICER: 'data protection officer',
      MACHINE: 'machine',
      signInAs: 'Sign in as …',
      signInWith: 'Sign in with',
      changePerson: 'Be somebody else …',
      signOut: 'Sign out',
      until: 'until',
      restore: 'Restore the examples',
      bearer: 'Or send a token of your own: {"authorization": "Bearer …"} under Headers.',
      noSchema: 'The schema could not be loaded. Load the page again.',
    },
  },
};
