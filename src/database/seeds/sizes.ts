import { type Place, places } from './places.js';

/** How much to make: a named size, or a first municipality of one's own measure. */
export type Size = 'demo' | 'test' | 'bench' | { readonly children: number; readonly schools: number };

/** What one school is to have. */
export interface SitePlan {
  readonly name: string;
  readonly years: readonly number[];
  /** Classes in each year. */
  readonly classes: number;
  readonly children: number;
}

/** How much of the record each child gets. */
export interface Amounts {
  /** Days or hours of absence a child has over a year, on average. */
  readonly absences: number;
  /** School days of SFO attendance, back from today. */
  readonly sfoDays: number;
  readonly logEntries: number;
}

export interface Plan {
  readonly towns: readonly { readonly place: Place; readonly sites: readonly SitePlan[] }[];
  readonly amounts: Amounts;
}

const combined = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const primary = combined.slice(0, 7);
const lowerSecondary = combined.slice(7);

const FURUKOLLEN = 'Furukollen skole';
const FJELLBAKKEN = 'Fjellbakken skole';
const few: Amounts = { absences: 6, sfoDays: 8, logEntries: 1 };
const plausible: Amounts = { absences: 8, sfoDays: 40, logEntries: 2 };
/** Some 200 000 absences and 300 000 days at SFO for 10 000 children. */
const many: Amounts = { absences: 22, sfoDays: 137, logEntries: 2 };

/** Turns a size into schools and numbers. */
export function planOf(size: Size): Plan {
  if (size === 'bench') return planOf({ children: 10_000, schools: 10 });
  if (size === 'test') return testPlan();
  if (size === 'demo') return demoPlan();
  const second = { name: FJELLBAKKEN, years: combined, classes: 1, children: 60 };
  return twoTowns(schoolsFor(size.children, size.schools), second, many);
}

function testPlan(): Plan {
  const first = { name: FURUKOLLEN, years: combined, classes: 2, children: 28 };
  const other = { name: 'Glommenga skole', years: primary, classes: 1, children: 14 };
  const second = { name: FJELLBAKKEN, years: combined, classes: 1, children: 18 };
  return twoTowns([first, other], second, few);
}

function demoPlan(): Plan {
  const first = { name: FURUKOLLEN, years: combined, classes: 2, children: 140 };
  const other = { name: 'Glommenga skole', years: primary, classes: 2, children: 98 };
  const third = { name: 'Elvestrand ungdomsskole', years: lowerSecondary, classes: 2, children: 54 };
  const second = { name: FJELLBAKKEN, years: combined, classes: 2, children: 100 };
  return twoTowns([first, other, third], second, plausible);
}

function twoTowns(first: readonly SitePlan[], second: SitePlan, amounts: Amounts): Plan {
  const [one, other] = places;
  return {
    towns: [
      { place: one, sites: first },
      { place: other, sites: [second] },
    ],
    amounts,
  };
}

/** Schools of three kinds in turn; each year of each school gets about as many children. */
function schoolsFor(children: number, schools: number): readonly SitePlan[] {
  const kinds = [combined, primary, lowerSecondary];
  const years = Array.from({ length: schools }, (_, index) => kinds[index % kinds.length] ?? combined);
  const cohorts = years.reduce((sum, each) => sum + each.length, 0);
  let [seats, left] = [children, cohorts];
  return years.map((each, index) => {
    const share = Math.round((seats * each.length) / left);
    [seats, left] = [seats - share, left - each.length];
    const classes = Math.max(2, Math.ceil(share / each.length / 27));
    return { name: nameOfSchool(index, each), years: each, classes, children: share };
  });
}

const beginnings = [
  'Furu',
  'Bjørke',
  'Lønne',
  'Elve',
  'Sol',
  'Myr',
  'Eng',
  'Rogne',
  'Li',
  'Tangen',
  'Sand',
  'Ask',
];
const endings = ['kollen', 'moen', 'vangen', 'åsen', 'haugen', 'lia', 'stua', 'bråten', 'sletta', 'dalen'];

function nameOfSchool(index: number, years: readonly number[]): string {
  const beginning = beginnings[index % beginnings.length];
  const ending = endings[Math.floor(index / beginnings.length + index) % endings.length];
  const round = Math.floor(index / (beginnings.length * endings.length));
  const kind = years === lowerSecondary ? 'ungdomsskole' : 'skole';
  return `${beginning}${ending} ${kind}${round > 0 ? ` ${round + 1}` : ''}`;
}
