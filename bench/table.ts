import type { Counted } from './counting.js';
import type { Figure } from './history.js';
import { CONNECTIONS, type Round } from './load.js';
import type { CostedRound, Showing } from './rounds.js';
import type { Scenario } from './scenario.js';

/** The middle of some numbers. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value below which that share of some numbers lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** How many times as fast: the median of the rounds' own ratios. */
export function ratio(ours: readonly Round[], other: readonly Round[]): number {
  return median(ours.map((round, index) => round.perSecond / (other[index]?.perSecond ?? Number.NaN)));
}

export const verdictOf = (holds: boolean): string => (holds ? 'holds' : 'MISSED');

const labels: Readonly<Record<Showing['name'], string>> = {
  ours: 'Skolegraf',
  postgraphile: 'PostGraphile 5',
  postgraphileLogged: 'PostGraphile, looks logged',
  spared: '  its scopes given',
  limit: 'the limit',
  logged: 'the limit, looks logged',
};

/** Somebody's cells: requests a second, latency, and processor time. */
export function rowOf(label: string, rounds: readonly CostedRound[]): string {
  const latencies = rounds.flatMap((round) => round.latencies);
  return [
    `  ${label}`.padEnd(28),
    median(rounds.map((round) => round.perSecond))
      .toFixed(0)
      .padStart(8),
    quantile(latencies, 0.5).toFixed(1).padStart(8),
    quantile(latencies, 0.99).toFixed(1).padStart(8),
    median(rounds.map((round) => round.program))
      .toFixed(0)
      .padStart(12),
    median(rounds.map((round) => round.database))
      .toFixed(0)
      .padStart(12),
  ].join('');
}

/** One scenario's lines: who, requests a second, latency, and how Skolegraf compares. */
export function linesOf(scenario: Scenario, showings: readonly Showing[], bytes: number): string[] {
  const ours = showings.find(({ name }) => name === 'ours')?.rounds ?? [];
  const lines = showings.map(({ name, rounds }) => {
    const row = rowOf(labels[name], rounds);
    return row + (name === 'ours' ? '' : `    ${verdict(scenario, name, ratio(ours, rounds))}`);
  });
  return [`${scenario.key} ${scenario.title} (answers up to ${(bytes / 1000).toFixed(1)} kB)`, ...lines];
}

/** Where looks are owed to the access log, the targets are for who writes them too. */
function isJudged({ looks }: Scenario, name: Showing['name']): boolean {
  const owed = looks !== undefined;
  return name === (owed ? 'postgraphileLogged' : 'postgraphile') || name === (owed ? 'logged' : 'limit');
}

function verdict(scenario: Scenario, name: Exclude<Showing['name'], 'ours'>, found: number): string {
  const { target } = scenario;
  const isPeer = name === 'postgraphile' || name === 'postgraphileLogged' || name === 'spared';
  const shown = isPeer ? `Skolegraf ${found.toFixed(2)} ×` : `Skolegraf ${(100 * found).toFixed(0)} %`;
  if (name === 'spared') return `${shown}   (is spared the scope)`;
  if (!isJudged(scenario, name)) return `${shown}   (leaves out the access log that is owed)`;
  const bound = isPeer ? target.postgraphile : target.limit;
  const goal = isPeer ? `${bound} ×` : `${100 * bound} %`;
  return `${shown}   target ≥ ${goal}: ${verdictOf(found >= bound)}`;
}

/** One scenario's ratios beside their targets, for the history. */
export function figuresOf(scenario: Scenario, showings: readonly Showing[]): Figure[] {
  const ours = showings.find(({ name }) => name === 'ours')?.rounds ?? [];
  const { key, target } = scenario;
  const speed = { name: `${key} requests / s`, value: median(ours.map(({ perSecond }) => perSecond)) };
  const ratios = showings.flatMap(({ name, rounds }): Figure[] => {
    if (name === 'ours') return [];
    const value = ratio(ours, rounds);
    const figure = { name: `${key} / ${labels[name].trim()}`, value };
    if (!isJudged(scenario, name)) return [figure];
    const bound = name.startsWith('postgraphile') ? target.postgraphile : target.limit;
    return [{ ...figure, target: `≥ ${bound}`, holds: value >= bound }];
  });
  return [speed, ...ratios];
}

/** What stands above the table. */
export const explanation = `${CONNECTIONS} connections; medians of interleaved rounds. Skolegraf verifies the token and works out the scope for each
request. PostGraphile and the limit are spared the token; PostGraphile takes part once more without the scope. Where
employees’ looks are owed to the access log, both take part with them written in the same transaction, as their users
would have to, and without; the targets are for equal work.
µs are processor time of one request, in the program and in PostgreSQL.`;

/** The head of the table. */
export const head = [
  ''.padEnd(28),
  ...['req/s', 'p50 ms', 'p99 ms'].map((each) => each.padStart(8)),
  ...['program µs', 'database µs'].map((each) => each.padStart(12)),
].join('');

/** One line of the count of messages. */
export function countedLine({ what, ours, postgraphile, most }: Counted): string {
  return `  ${what.padEnd(26)}${String(ours).padStart(8)}   target ≤ ${most}: ${verdictOf(ours <= most)}   (PostGraphile ${postgraphile})`;
}

export const countedFigure = ({ what, ours, most }: Counted): Figure => ({
  name: `S8 ${what} / messages`,
  value: ours,
  target: `≤ ${most}`,
  holds: ours <= most,
});
