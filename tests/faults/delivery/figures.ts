import type { Findings } from './checker.js';

/** What a scenario has shown, beside its target. */
export interface Figure {
  readonly target: string;
  /** The target in few words. */
  readonly wanted: string;
  readonly found: string;
  /** Whether the target holds; timed ones are printed, and fail nothing. */
  readonly holds: boolean;
  /** What must never happen, in sentences: any of it fails the run. */
  readonly faults: readonly string[];
}

/** The faults of a run, each kind named. */
export function faultsIn({ lost, repeated, reordered, unexpected }: Findings): string[] {
  return [...lost, ...repeated, ...reordered, ...unexpected];
}

/** Counts in one line. */
export function counted({ owed, lost, repeated, reordered, unexpected, duplicates, late }: Findings): string {
  const words = [
    `${owed} owed`,
    `${lost.length} lost`,
    `${repeated.length} repeated`,
    `${reordered.length} reordered`,
    `${unexpected.length} unexpected`,
    `${duplicates} dropped by id`,
  ];
  return `${words.join(', ')}; ${spread(late)}`;
}

/** The middle, the 99th of a hundred, and the last, in milliseconds. */
export function spread(milliseconds: readonly number[]): string {
  if (milliseconds.length === 0) return 'nothing timed';
  const [half, most, all] = [0.5, 0.99, 1].map((share) => quantile(milliseconds, share).toFixed(0));
  return `p50 ${half} ms, p99 ${most} ms, max ${all} ms`;
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Codes and how often each came, the most frequent first. */
export function tally(codes: Iterable<readonly [string, number]>): string {
  const sums = new Map<string, number>();
  for (const [code, count] of codes) sums.set(code, (sums.get(code) ?? 0) + count);
  const sorted = [...sums].sort(([, one], [, other]) => other - one);
  return sorted.map(([code, count]) => `${count} × ${code}`).join(', ') || 'none';
}

/** One scenario's lines of the table. */
export function lineOf({ target, wanted, found, holds, faults }: Figure): string {
  const verdict = faults.length > 0 ? 'BROKEN' : holds ? 'holds' : 'MISSED';
  const some = faults.slice(0, 3).map((fault) => `\n      ${fault}`);
  return `${target.padEnd(5)} ${verdict.padEnd(7)} ${wanted}\n      ${found}${some.join('')}`;
}
