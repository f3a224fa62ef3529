import type { Figure } from '../history.js';
import { verdictOf } from '../table.js';
import type { Held } from './growing.js';

const AT_REST_MOST = 220;
const GROWTH_MOST = 5;

const megabytes = (bytes: number): number => bytes / 1_000_000;
const growthOf = ({ warm, last }: Held): number => 100 * (last / warm - 1);

/** What a node holds at rest, and how much more after some minutes. */
export function memoryLines(held: Held): string[] {
  const [rest, growth] = [megabytes(held.atRest), growthOf(held)];
  const shown = (bytes: number) => megabytes(bytes).toFixed(0);
  return [
    `\nS12 resident memory of one node over ${held.minutes} minutes of S1–S6 (${held.requests} requests)`,
    `  at rest ${rest.toFixed(0)} MB   target ≤ ${AT_REST_MOST} MB: ${verdictOf(rest <= AT_REST_MOST)}`,
    `  from the second minute to the last ${shown(held.warm)} → ${shown(held.last)} MB, ${growth.toFixed(1)} %   target ≤ ${GROWTH_MOST} %: ${verdictOf(growth <= GROWTH_MOST)}   (at most ${shown(held.most)} MB)`,
  ];
}

export const memoryFigures = (held: Held): Figure[] => [
  {
    name: 'S12 at rest / MB',
    value: megabytes(held.atRest),
    target: `≤ ${AT_REST_MOST}`,
    holds: megabytes(held.atRest) <= AT_REST_MOST,
  },
  {
    name: `S12 growth in ${held.minutes} min / %`,
    value: growthOf(held),
    target: `≤ ${GROWTH_MOST}`,
    holds: growthOf(held) <= GROWTH_MOST,
  },
];
