import { DataOrigin } from '../../../entities/codes/data-origin.js';
import { type Sex } from '../../../entities/codes/person.js';
import { FeideAccount } from '../../../entities/feide-account.js';
import { IdentityNumber } from '../../../entities/identity-number.js';
import { Person } from '../../../entities/person.js';
import { PersonContact } from '../../../entities/person-contact.js';
import { addDays, at } from './calendar.js';
import { castAdults } from './cast.js';
import { drawHeritage, familyName, givenName } from './names.js';
import { castSubject, numberOf } from './people.js';
import type { Random } from './random.js';
import { asciiOf } from './spelling.js';
import type { Adult, Town, World } from './world.js';

/** Who somebody is, before the municipality knows them. */
export interface AdultPlan {
  readonly givenName: string;
  readonly familyName: string;
  readonly sex: Sex;
  readonly birthDate: string;
}

/** Enters an adult with identity number and contact data. */
export function enterAdult(world: World, town: Town, plan: AdultPlan, number?: string): Adult {
  const { tables, ids, numbers } = world;
  const { givenName: given, familyName: family } = plan;
  const id = ids.next(Person);
  tables.person.add({ id, municipality: town.id, givenName: given, familyName: family });
  enterNumber(world, town, number ?? numbers.issue(plan.birthDate, plan.sex), {
    school: null,
    person: id,
    child: null,
  });
  enterContact(world, town, id, `${asciiOf(given)}.${asciiOf(family)}`, number !== undefined);
  return { id, givenName: given, familyName: family };
}

/** Somebody of the cast, entered once in each municipality that knows them. */
export function castAdult(world: World, town: Town, key: string): Adult {
  const known = town.cast.get(key);
  if (known) return known;
  const plan = castAdults.find((each) => each.key === key);
  if (!plan) throw new Error(`${key} is not in the cast`);
  const adult = enterAdult(world, town, plan, numberOf(plan));
  for (const login of plan.logins)
    if (login.issuer === 'feide')
      enterAccount(world, town, castSubject(login.who), { person: adult.id, child: null });
  town.cast.set(key, adult);
  return adult;
}

/** An employee outside the cast, with a Feide account. */
export function enterEmployee(world: World, town: Town): Adult {
  const heritage = drawHeritage(world.random, town.place.samiShare);
  const sex = drawSex(world.random, 0.7);
  const adult = enterAdult(world, town, {
    givenName: givenName(world.random, heritage, sex),
    familyName: familyName(world.random, heritage),
    sex,
    birthDate: birthDate(world.random, world.present.begins - world.random.between(30, 66)),
  });
  enterAccount(world, town, subject(world.random), { person: adult.id, child: null });
  return adult;
}

/** Seals a number; `school` is that of the child. */
export function enterNumber(
  { tables, ids, vault }: World,
  town: Town,
  number: string,
  owner: { school: string | null; person: string | null; child: string | null },
): void {
  const id = ids.next(IdentityNumber);
  const [sealed, digest] = [vault.seal(number), vault.digest(number)];
  tables.identityNumber.add({ id, municipality: town.id, ...owner, sealed, digest });
}

export function enterAccount(
  { tables, ids }: World,
  town: Town,
  feideSubject: string,
  owner: { person: string | null; child: string | null },
): void {
  tables.feideAccount.add({
    id: ids.next(FeideAccount),
    municipality: town.id,
    subject: feideSubject,
    ...owner,
  });
}

/** A UUID of version 4 as Feide gives, but from the seed's chance. */
export function subject(random: Random): string {
  const hex = Array.from({ length: 4 }, () => random.bits().toString(16).padStart(8, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}

export function drawSex(random: Random, female = 0.5): Sex {
  return (random.chance(female) ? 'FEMALE' : 'MALE') as Sex;
}

export function birthDate(random: Random, year: number): string {
  return addDays(`${year}-01-01`, random.between(0, 364));
}

/** Some values are older than the 18 months within which they may be used; the cast's are fresh. */
function enterContact(world: World, town: Town, person: string, mailbox: string, cast: boolean): void {
  const { tables, ids, random, today } = world;
  const daysAgo = random.between(2, cast ? 200 : 800);
  tables.personContact.add({
    id: ids.next(PersonContact),
    municipality: town.id,
    person,
    email: cast || random.chance(0.96) ? `${mailbox}@post.example` : null,
    mobile:
      cast || random.chance(0.98) ? `+47400${String(random.between(0, 99_999)).padStart(5, '0')}` : null,
    origin: random.chance(0.8) ? DataOrigin.CONTACT_REGISTER : DataOrigin.SELF,
    confirmedAt: at(addDays(today, -daysAgo), random.between(360, 1380)),
  });
}
