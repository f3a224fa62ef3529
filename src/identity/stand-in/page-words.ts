import type { Language } from '../../errors/catalogue.js';
import type { PersonGroup } from './person.js';

/** What the page that lets somebody choose who to be says, in one language. */
export interface PageWords {
  readonly title: string;
  readonly idporten: string;
  readonly feide: string;
  readonly explanation: string;
  readonly languages: string;
  readonly cancel: string;
  readonly groups: Readonly<Record<PersonGroup, string>>;
}

export const pageWords: Readonly<Record<Language, PageWords>> = {
  nb: {
    title: 'Hvem vil du være?',
    idporten: 'Stedfortreder for ID-porten',
    feide: 'Stedfortreder for Feide',
    explanation: 'Dette er en demonstrasjon. Ingen av disse menneskene finnes, og ingen passord trengs.',
    languages: 'Språk',
    cancel: 'Avbryt',
    groups: {
      guardians: 'Foresatte',
      pupils: 'Elever',
      school: 'På skolen',
      sfo: 'I SFO',
      municipality: 'I kommunen',
    },
  },
  nn: {
    title: 'Kven vil du vere?',
    idporten: 'Stadfortredar for ID-porten',
    feide: 'Stadfortredar for Feide',
    explanation: 'Dette er ein demonstrasjon. Ingen av desse menneska finst, og ingen passord trengst.',
    languages: 'Språk',
    cancel: 'Avbryt',
    groups: {
      guardians: 'Føresette',
      pupils: 'Elevar',
      school: 'På skulen',
      sfo: 'I SFO',
      municipality: 'I kommunen',
    },
  },
  en: {
    title: 'Who do you want to be?',
    idporten: 'Stand-in for ID-porten',
    feide: 'Stand-in for Feide',
    explanation: 'This is a demonstration. None of these people exist, and no password is needed.',
    languages: 'Language',
    cancel: 'Cancel',
    groups: {
      guardians: 'Guardians',
      pupils: 'Pupils',
      school: 'At school',
      sfo: 'At SFO (after-school care)',
      municipality: 'In the municipality',
    },
  },
};
