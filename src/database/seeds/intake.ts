import { castFamilies } from './cast-families.js';
import type { FamilyPlan } from './family-plan.js';
import { OrdinaryFamilies, type Seats } from './ordinary-families.js';
import type { Random } from './random.js';
import { letters } from './school.js';
import { FINISHED } from './stays.js';
import type { Site, World } from './world.js';

/** The most who finished year 10 last summer at one school. */
const MOST_FINISHED = 6;

/** The families of a school: the cast's first where it is at home, then as many as fill the seats. */
export function* intake(world: World, site: Site, ordinary: OrdinaryFamilies): Generator<FamilyPlan> {
  const seats = new SeatsLeft(site);
  if (site.index === 0)
    for (const family of castFamilies(site.town.place, world.today, world.random.fork(`cast ${site.id}`))) {
      // The 30 minors come on top: a school of 28 would be theirs alone.
      if (family.children.length < 5) for (const { year } of family.children) seats.take(year);
      yield family;
    }
  for (const year of site.plan.years)
    while (seats.left(year) > 0) yield ordinary.next(seatsOfFamily(world.random, seats, site, year));
  if (!site.plan.years.includes(10)) return;
  const finished = Math.min(MOST_FINISHED, Math.ceil(site.plan.children / site.plan.years.length));
  for (let each = 0; each < finished; each++)
    yield ordinary.next([{ year: FINISHED, letter: seats.letter() }]);
}

function seatsOfFamily(random: Random, seats: SeatsLeft, site: Site, first: number): Seats {
  const taken = [seats.take(first)];
  const siblings = random.chance(0.5) ? (random.chance(0.2) ? 2 : 1) : 0;
  const younger = site.plan.years.filter((year) => year > first);
  for (let each = 0; each < siblings; each++) {
    const free = younger.filter((year) => seats.left(year) > 0 && taken.every((seat) => seat.year !== year));
    if (free.length > 0) taken.push(seats.take(random.pick(free)));
  }
  return taken;
}

/** The seats of a school's years, and the class that each next child comes to. */
class SeatsLeft {
  private readonly seats: Map<number, number>;
  private readonly letters: readonly string[];
  private turn = 0;

  constructor({ plan }: Site) {
    const { years, children } = plan;
    const share = Math.floor(children / years.length);
    const more = children - share * years.length;
    this.seats = new Map(years.map((year, index) => [year, share + (index < more ? 1 : 0)]));
    this.letters = letters(plan.classes);
  }

  left(year: number): number {
    return this.seats.get(year) ?? 0;
  }

  take(year: number): Seats[number] {
    this.seats.set(year, this.left(year) - 1);
    return { year, letter: this.letters[this.left(year) % this.letters.length] ?? 'A' };
  }

  letter(): string {
    return this.letters[this.turn++ % this.letters.length] ?? 'A';
  }
}
