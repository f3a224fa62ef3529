import { Sex } from '../../../entities/codes/person.js';
import type { Place } from './places.js';

/** A way to sign in, and what it is there to show. */
export interface Login {
  readonly who: string;
  readonly issuer: 'idporten' | 'feide';
  readonly about: string;
  readonly level?: 'substantial' | 'high';
}

/** An adult whom everybody who tries the program meets under the same name, in every size of the seeds. */
export interface CastAdult {
  readonly key: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly sex: Sex;
  readonly birthDate: string;
  readonly place: Place['key'];
  readonly logins: readonly Login[];
}

type Facts = readonly [givenName: string, familyName: string, sex: Sex, birthDate: string];
const { FEMALE, MALE } = Sex;

function guardian(who: string, facts: Facts, about: string, place: Place['key'] = 'first'): CastAdult {
  return { ...adult(who, facts, place), logins: [{ who, issuer: 'idporten', about, level: 'high' }] };
}

function employee(who: string, facts: Facts, about: string, place: Place['key'] = 'first'): CastAdult {
  return { ...adult(who, facts, place), logins: [{ who, issuer: 'feide', about }] };
}

function adult(key: string, facts: Facts, place: Place['key']) {
  const [givenName, familyName, sex, birthDate] = facts;
  return { key, givenName, familyName, sex, birthDate, place };
}

const guardians: readonly CastAdult[] = [
  guardian('guardian', ['Kari', 'Haugen', FEMALE, '1984-03-12'], 'two children at one school, full access'),
  guardian(
    'guardian-two-municipalities',
    ['Ellen Marie', 'Somby', FEMALE, '1986-09-02'],
    'one child in each municipality',
  ),
  guardian('mother-separated', ['Hanne', 'Solberg', FEMALE, '1987-01-20'], 'one child with two homes: hers'),
  guardian('father-separated', ['Stian', 'Moen', MALE, '1985-06-07'], 'the same child with two homes: his'),
  guardian(
    'guardian-blocked',
    ['Roar', 'Fjeld', MALE, '1982-11-30'],
    'the school has blocked his access to his only child: he sees nothing',
  ),
  guardian(
    'guardian-without-responsibility',
    ['Tor', 'Stensrud', MALE, '1983-05-15'],
    'a parent without parental responsibility: known to the school, sees nothing',
  ),
  guardian('guardian-read-only', ['Berit', 'Granli', FEMALE, '1974-02-18'], 'a foster mother who reads only'),
  guardian(
    'guardian-many',
    ['Ingeborg', 'Lunde', FEMALE, '1971-10-04'],
    'legal guardian of 30 unaccompanied minors at one school: made up, to measure many children',
  ),
  guardian('second-guardian', ['Biret', 'Gaup', FEMALE, '1985-04-25'], 'two children', 'second'),
];

const both: CastAdult = {
  ...adult('guardian-who-teaches', ['Silje', 'Overby', FEMALE, '1981-08-19'], 'first'),
  logins: [
    {
      who: 'guardian-who-teaches',
      issuer: 'idporten',
      about: 'one person, two logins: at home the guardian of one child',
      level: 'high',
    },
    {
      who: 'teacher-who-is-guardian',
      issuer: 'feide',
      about: 'one person, two logins: at work contact teacher of 1B',
    },
  ],
};

const atSchool: readonly CastAdult[] = [
  employee('contact-teacher', ['Ingrid', 'Bakken', FEMALE, '1979-12-01'], 'contact teacher of 9A'),
  employee('substitute-teacher', ['Eirik', 'Vold', MALE, '1992-03-28'], 'stands in as contact teacher of 9A'),
  employee('other-teacher', ['Odd', 'Kolstad', MALE, '1968-07-09'], 'contact teacher of 9B, same school'),
  employee(
    'subject-teacher',
    ['Yasmin', 'Khalil', FEMALE, '1988-05-22'],
    'teaches mathematics in years 8–10',
  ),
  employee(
    'teacher-and-sfo',
    ['Piera', 'Sara', MALE, '1990-10-13'],
    'contact teacher of 2A, works in SFO at another school',
  ),
  employee('former-teacher', ['Gunn', 'Eide', FEMALE, '1960-01-31'], 'no longer employed: sees nothing'),
  employee('principal', ['Astrid', 'Nordby', FEMALE, '1970-06-16'], 'principal of Furukollen skole'),
  employee('school-office', ['Morten', 'Lien', MALE, '1976-09-27'], 'school office of Furukollen skole'),
  employee('sfo-staff', ['Fadumo', 'Hersi', FEMALE, '1995-11-05'], 'SFO at Furukollen skole'),
  employee('sfo-leader', ['Øyvind', 'Tveit', MALE, '1980-04-14'], 'leads SFO at Furukollen skole'),
];

const inTownHall: readonly CastAdult[] = [
  employee('municipal-admin', ['Randi', 'Skaug', FEMALE, '1973-03-03'], 'administers all schools'),
  employee('archivist', ['Håkon', 'Rustad', MALE, '1966-12-12'], 'keeps the archive'),
  employee('data-protection-officer', ['Siri', 'Aas', FEMALE, '1977-07-21'], 'data protection officer'),
];

const inSecond: readonly CastAdult[] = [
  employee('second-teacher', ['Niillas', 'Utsi', MALE, '1983-02-06'], 'contact teacher of 9A', 'second'),
  employee('second-principal', ['Marit', 'Myhre', FEMALE, '1969-05-29'], 'principal', 'second'),
  employee('second-school-office', ['Trond', 'Vik', MALE, '1972-08-11'], 'school office', 'second'),
  employee('second-sfo-staff', ['Zofia', 'Nowak', FEMALE, '1991-01-17'], 'SFO staff', 'second'),
  employee('second-municipal-admin', ['Gerd', 'Lund', FEMALE, '1967-10-26'], 'administers schools', 'second'),
  employee('second-archivist', ['Per', 'Eira', MALE, '1975-06-30'], 'keeps the archive', 'second'),
  employee(
    'second-data-protection-officer',
    ['Tone', 'Dahl', FEMALE, '1978-09-08'],
    'data protection officer',
    'second',
  ),
];

export const castAdults: readonly CastAdult[] = [...guardians, both, ...atSchool, ...inTownHall, ...inSecond];
