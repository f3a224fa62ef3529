import { createHash } from 'node:crypto';
import type { PersonGroup, StandInPerson } from '../../identity/stand-in/person.js';
import { type CastAdult, castAdults, type Login } from './cast.js';
import { castInNorwegian } from './cast-in-norwegian.js';
import { type CastPupil, castPupils } from './cast-pupils.js';
import { IdentityNumbers } from './identity-numbers.js';
import { places } from './places.js';
import { asciiOf } from './spelling.js';

const numbers = new IdentityNumbers();

/** The synthetic identity numbers of the cast, by key; the same in every seed. */
export const castNumbers: ReadonlyMap<string, string> = new Map(
  castAdults.map((each) => [each.key, numbers.issue(each.birthDate, each.sex)]),
);

/** Feide's `sub` of somebody in the cast: a UUID that follows from the word for the person. */
export function castSubject(who: string): string {
  const bytes = createHash('sha256').update(`feide ${who}`).digest().subarray(0, 16);
  bytes[6] = 0x40 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

const inTownHall = /(?:^|-)(?:municipal-admin|archivist|data-protection-officer)$/;
const inSfo = /(?:^|-)sfo-(?:staff|leader)$/;

/** Everybody whom the stand-in issuers can sign in; all of them are in every size of the seeds. */
export const standInPeople: readonly StandInPerson[] = [
  ...castAdults.flatMap((each) => each.logins.map((login) => standIn(each, login))),
  ...Object.values(castPupils).map((each) => standIn(each, { ...each, issuer: 'feide' })),
];

function standIn(person: CastAdult | CastPupil, login: Login): StandInPerson {
  const place = places.find((each) => each.key === person.place) ?? places[0];
  return {
    who: login.who,
    name: `${person.givenName} ${person.familyName}`,
    about: login.about,
    aboutIn: inNorwegian(login.who),
    municipality: place.name,
    group: groupOf(person, login),
    account:
      'key' in person && login.issuer === 'idporten'
        ? { issuer: 'idporten', pid: numberOf(person), level: login.level ?? 'substantial' }
        : {
            issuer: 'feide',
            subject: castSubject(login.who),
            principalName: `${asciiOf(person.givenName)}.${asciiOf(person.familyName)}@${place.realm}`,
          },
  };
}

function inNorwegian(who: string): { readonly nb: string; readonly nn: string } {
  const [nb, nn] = castInNorwegian[who] ?? [];
  if (nb === undefined || nn === undefined) throw new Error(`nothing is said in Norwegian of ${who}`);
  return { nb, nn };
}

function groupOf(person: CastAdult | CastPupil, { who, issuer }: Login): PersonGroup {
  if (!('key' in person)) return 'pupils';
  if (issuer === 'idporten') return 'guardians';
  if (inTownHall.test(who)) return 'municipality';
  return inSfo.test(who) ? 'sfo' : 'school';
}

/** @throws Error for somebody who is not in the cast. */
export function numberOf({ key }: CastAdult): string {
  const number = castNumbers.get(key);
  if (number === undefined) throw new Error(`${key} is not in the cast`);
  return number;
}
