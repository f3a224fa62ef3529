import { execFileSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { historyFile } from './places.js';

/** One figure beside its target. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  /** Such as `≥ 2`; undefined for a figure that is only shown. */
  readonly target?: string;
  readonly holds?: boolean;
}

/**
 * Appends one line to the history of the figures: when, which commit, on what, and each figure with whether its target
 * holds.
 */
export function saveFigures(figures: readonly Figure[]): void {
  const line = {
    at: new Date().toISOString(),
    commit: measured,
    machine: machine(),
    figures: figures.map(rounded),
  };
  appendFileSync(historyFile, `${JSON.stringify(line)}\n`);
}

const rounded = ({ value, ...figure }: Figure) => ({ ...figure, value: Number(value.toPrecision(4)) });

function machine() {
  const [processor, ...others] = cpus();
  return {
    processor: processor?.model,
    cores: others.length + 1,
    // Over a few processes for each core somebody else is at work here, and of the figures only ratios mean something.
    load: Number((loadavg()[1] ?? Number.NaN).toFixed(1)),
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    system: `${process.platform} ${process.arch}`,
    node: process.version,
  };
}

/** The commit that was measured; with a plus where files differ from it. */
function commit(): string {
  const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8' }).trim();
  try {
    return git('rev-parse', '--short=12', 'HEAD') + (git('status', '--porcelain', '-uno') === '' ? '' : '+');
  } catch {
    return 'unknown';
  }
}

/** Asked for before anything is measured, since files may change in the meantime. */
const measured = commit();
