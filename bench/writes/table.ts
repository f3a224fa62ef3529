import type { Figure } from '../history.js';
import { type CostedRound } from '../rounds.js';
import { ratio, rowOf } from '../table.js';
import type { ActShowing } from './race.js';

/** What stands above the acts. */
export const actsExplanation = `Acts: each is sent once, with a key of its own, by 16 connections; medians of interleaved rounds. The bare transaction
runs the same statements under the same hat and scope with pg behind node:http, and is spared token, rules and GraphQL;
it takes part once more without what only looks.`;

/** One act's lines. */
export function actLines({ act, ours, checked, written }: ActShowing): string[] {
  const share = (other: readonly CostedRound[]) => ratio(ours, other);
  const found = share(checked);
  const verdict = found >= act.target ? 'holds' : 'MISSED';
  return [
    `${act.key} ${act.title}`,
    rowOf('Skolegraf', ours),
    `${rowOf('the same SQL, bare', checked)}    Skolegraf ${percent(found)}   target ≥ ${percent(act.target)}: ${verdict}`,
    `${rowOf('  only what writes', written)}    Skolegraf ${percent(share(written))}   (is spared what the rules look up)`,
  ];
}

/** One act's figure for the history. */
export function actFigure({ act, ours, checked }: ActShowing): Figure {
  const value = ratio(ours, checked);
  return {
    name: `${act.key} ${act.title} / the same SQL, bare`,
    value,
    target: `≥ ${act.target}`,
    holds: value >= act.target,
  };
}

const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;
