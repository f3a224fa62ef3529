import type { Round } from './load.js';
import type { Showing } from './rounds.js';
import type { Scenario } from './scenario.js';

/** The middle of some numbers. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** How many times as fast: the median of the rounds' own ratios. */
function ratio(ours: readonly Round[], other: readonly Round[]): number {
  return median(ours.map((round, index) => round.perSecond / (other[index]?.perSecond ?? Number.NaN)));
}

const labels: Readonly<Record<Showing['name'], string>> = {
  ours: 'Skolegraf',
  postgraphile: 'PostGraphile 5',
  spared: '  its scopes given',
  limit: 'the limit',
  logged: 'the limit, looks logged',
};

/** One scenario's lines: who, requests a second, latency, and how Skolegraf compares. */
export function linesOf(scenario: Scenario, showings: readonly Showing[], bytes: number): string[] {
  const ours = showings.find(({ name }) => name === 'ours')?.rounds ?? [];
  const lines = showings.map(({ name, rounds }) => {
    const latencies = rounds.flatMap((round) => round.latencies);
    const cells = [
      `  ${labels[name]}`.padEnd(28),
      median(rounds.map((round) => round.perSecond))
        .toFixed(0)
        .padStart(8),
      quantile(latencies, 0.5).toFixed(1).padStart(8),
      quantile(latencies, 0.99).toFixed(1).padStart(8),
    ];
    return cells.join('') + (name === 'ours' ? '' : `    ${verdict(scenario, name, ratio(ours, rounds))}`);
  });
  return [`${scenario.key} ${scenario.title} (answers up to ${(bytes / 1000).toFixed(1)} kB)`, ...lines];
}

function verdict({ target, looks }: Scenario, name: Exclude<Showing['name'], 'ours'>, found: number): string {
  const holds = (bound: number) => (found >= bound ? 'holds' : 'MISSED');
  if (name === 'postgraphile')
    return `Skolegraf ${found.toFixed(2)} ×   target ≥ ${target.postgraphile} ×: ${holds(target.postgraphile)}`;
  if (name === 'spared') return `Skolegraf ${found.toFixed(2)} ×   (is spared the scope)`;
  const share = `Skolegraf ${(100 * found).toFixed(0)} %`;
  if (name === 'limit' && looks !== undefined) return `${share}   (leaves out the access log that is owed)`;
  return `${share}   target ≥ ${100 * target.limit} %: ${holds(target.limit)}`;
}

/** The head of the table. */
export const head = `${''.padEnd(28)}${'req/s'.padStart(8)}${'p50 ms'.padStart(8)}${'p99 ms'.padStart(8)}`;
