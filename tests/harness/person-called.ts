import { standInPeople } from '../../src/database/seeds/people.js';

/** Somebody of the demo, by the word that tests and `npm run token` know her by. @throws Error for a word that is nobody's. */
export function personCalled(who: string): (typeof standInPeople)[number] {
  const person = standInPeople.find((each) => each.who === who);
  if (!person) throw new Error(`nobody is called ${who}`);
  return person;
}
