import { requireSame } from '../compare.js';
import type { Contestant } from '../contestants/contestant.js';
import { crowdOf, type Guest } from '../crowd.js';
import type { BenchDatabase } from '../database.js';
import { startOurs } from '../field.js';
import type { BenchIssuer } from '../issuer.js';
import type { Kept } from '../kept.js';
import { askOnce, load, post, type Wire } from '../load.js';
import type { Scenario } from '../scenario.js';
import { median, quantile } from '../table.js';
import { searchingForAsMany } from './searches.js';

/** What one scenario showed beside itself over ten times the data. */
export interface Growth {
  readonly scenario: Scenario;
  /** Milliseconds of the median answer, each round's. */
  readonly small: readonly number[];
  readonly large: readonly number[];
  /** How many times as long: the median of the rounds' own ratios. */
  readonly times: number;
}

const ROUNDS = 7;
const ROUND = 1_000;
const WARM_UP = 1_500;

/** A search finds ten times as many among ten times the children: another word is searched for, which finds as many. */
const findsMore = 'S5';

/** Each scenario over the data and over ten times as much, in turns, for the same people asking the same. */
export async function raceGrowth(
  database: BenchDatabase,
  grown: BenchDatabase,
  issuer: BenchIssuer,
  scenarios: readonly Scenario[],
  kept: Kept,
): Promise<Growth[]> {
  const small = await kept(startOurs(database, issuer), (opened) => opened.stop());
  const large = await kept(startOurs(grown, issuer), (opened) => opened.stop());
  const shown: Growth[] = [];
  for (const scenario of scenarios) {
    const guests = await crowdOf(scenario, database, issuer);
    const others = scenario.key === findsMore ? await searchingForAsMany(guests, database, grown) : guests;
    const sides = [
      { at: small, wires: wiresOf(scenario, guests), p50: [] as number[] },
      { at: large, wires: wiresOf(scenario, others), p50: [] as number[] },
    ] as const;
    if (others === guests) await requireSameAnswer(scenario, small, large, sides[0].wires[0] as Wire);
    for (const { at, wires } of sides) await load(at.port, wires, WARM_UP);
    for (let round = 0; round < ROUNDS; round++)
      for (const { at, wires, p50 } of sides)
        p50.push(quantile((await load(at.port, wires, ROUND)).latencies, 0.5));
    const [{ p50: one }, { p50: ten }] = sides;
    const times = median(ten.map((each, index) => each / (one[index] ?? Number.NaN)));
    shown.push({ scenario, small: one, large: ten, times });
  }
  return shown;
}

const wiresOf = (scenario: Scenario, guests: readonly Guest[]): Wire[] =>
  guests.map(({ header, variables }) => post('/graphql', header, { query: scenario.ours, variables }));

async function requireSameAnswer(
  { key }: Scenario,
  one: Contestant,
  other: Contestant,
  wire: Wire,
): Promise<void> {
  const answers = await Promise.all([one, other].map(({ port }) => askOnce(port, wire)));
  requireSame(`${key} over ten times the data`, answers[0], answers[1]);
}
