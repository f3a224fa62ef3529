import type { Figure } from '../history.js';
import { median, verdictOf } from '../table.js';

const MOST = 3_000;

/** How long it is from `npm start` to the first answer. */
export function startLines(found: readonly number[]): string[] {
  const middle = median(found);
  const each = found.map((one) => (one / 1000).toFixed(2)).join(', ');
  return [
    `\nS11 from npm start to the first answer, with a database that exists (${each} s)`,
    `  median ${(middle / 1000).toFixed(2)} s   target ≤ ${MOST / 1000} s: ${verdictOf(middle <= MOST)}`,
  ];
}

export const startFigures = (found: readonly number[]): Figure[] => [
  {
    name: 'S11 start / s',
    value: median(found) / 1000,
    target: `≤ ${MOST / 1000}`,
    holds: median(found) <= MOST,
  },
];
