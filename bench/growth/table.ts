import type { Figure } from '../history.js';
import { median, verdictOf } from '../table.js';
import type { Growth } from './race.js';

const MOST = 1.2;

/** How much longer each takes over ten times the data. */
export function growthLines(shown: readonly Growth[]): string[] {
  const cell = (values: readonly number[]) => median(values).toFixed(1).padStart(12);
  return [
    '\nS7 over ten times the data (100 000 children in 100 schools), for the same people; S5 searches for as many hits',
    `${''.padEnd(28)}${['p50 ms', 'tenfold'].map((each) => each.padStart(12)).join('')}`,
    ...shown.map(
      ({ scenario, small, large, times }) =>
        `  ${`${scenario.key} ${scenario.title}`.padEnd(26)}${cell(small)}${cell(large)}    ${times.toFixed(2)} ×   target ≤ ${MOST} ×: ${verdictOf(times <= MOST)}`,
    ),
  ];
}

export const growthFigures = (shown: readonly Growth[]): Figure[] =>
  shown.map(({ scenario, times }) => ({
    name: `S7 ${scenario.key} tenfold / p50`,
    value: times,
    target: `≤ ${MOST}`,
    holds: times <= MOST,
  }));
