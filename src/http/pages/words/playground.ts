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
  | 'notSignedIn'
  | 'signInAs'
  | 'signInWith'
  | 'changePerson'
  | 'signOut'
  | 'until'
  | 'examples'
  | 'restore'
  | 'bearer'
  | 'noSchema'
  | 'streamEnded';

export const playgroundWords: Readonly<Record<Language, PlaygroundWords>> = {
  nb: {
    title: 'Lekeplass',
    wait: 'Lekeplassen åpnes …',
    needsScript: 'Lekeplassen trenger JavaScript. Skjemaet ligger på /schema.graphql.',
    signInFirst: 'Logg inn for å bruke lekeplassen.',
    notYours: 'Rollen din har ikke tilgang til lekeplassen.',
    bar: {
      notSignedIn: 'Ikke innlogget',
      signInAs: 'Logg inn som …',
      signInWith: 'Logg inn med',
      changePerson: 'Bytt person …',
      signOut: 'Logg ut',
      until: 'til kl.',
      examples: 'Eksempler',
      restore: 'Hent eksemplene på nytt',
      bearer: 'Eller send et eget token: {"authorization": "Bearer …"} under Headers.',
      noSchema: 'Skjemaet kunne ikke hentes. Last siden på nytt.',
      streamEnded: 'Strømmen er over.',
    },
  },
  nn: {
    title: 'Leikeplass',
    wait: 'Leikeplassen blir opna …',
    needsScript: 'Leikeplassen treng JavaScript. Skjemaet ligg på /schema.graphql.',
    signInFirst: 'Logg inn for å bruke leikeplassen.',
    notYours: 'Rolla di har ikkje tilgang til leikeplassen.',
    bar: {
      notSignedIn: 'Ikkje innlogga',
      signInAs: 'Logg inn som …',
      signInWith: 'Logg inn med',
      changePerson: 'Byt person …',
      signOut: 'Logg ut',
      until: 'til kl.',
      examples: 'Døme',
      restore: 'Hent døma på nytt',
      bearer: 'Eller send eit eige token: {"authorization": "Bearer …"} under Headers.',
      noSchema: 'Skjemaet kunne ikkje hentast. Last sida på nytt.',
      streamEnded: 'Straumen er over.',
    },
  },
  en: {
    title: 'Playground',
    wait: 'The playground is opening …',
    needsScript: 'The playground needs JavaScript. The schema is at /schema.graphql.',
    signInFirst: 'Sign in to use the playground.',
    notYours: 'Your role has no access to the playground.',
    bar: {
      notSignedIn: 'Not signed in',
      signInAs: 'Sign in as …',
      signInWith: 'Sign in with',
      changePerson: 'Be somebody else …',
      signOut: 'Sign out',
      until: 'until',
      examples: 'Examples',
      restore: 'Restore the examples',
      bearer: 'Or send a token of your own: {"authorization": "Bearer …"} under Headers.',
      noSchema: 'The schema could not be loaded. Load the page again.',
      streamEnded: 'The stream has ended.',
    },
  },
};
