import type { Figure } from '../history.js';
import { median, quantile } from '../table.js';
import type { Fanout, FanoutShowing } from './fanout.js';
import { PER_SECOND, type Steady } from './steady.js';

const SLOWER_MOST = 1.5;
const KILOBYTES_MOST = 12;
const P50_MOST = 25;
const P99_MOST = 150;

const verdict = (holds: boolean): string => (holds ? 'holds' : 'MISSED');
const cell = (value: number, digits: number): string => value.toFixed(digits).padStart(12);

/** What one event to many sockets took, and what a socket holds. */
export function fanoutLines({ sockets, frame, ours, bare }: Fanout): string[] {
  const { slower, above } = fanoutRatios(ours, bare);
  const rowOf = (label: string, { milliseconds, memory, missed }: FanoutShowing) =>
    [
      `  ${label}`.padEnd(28),
      cell(median(milliseconds), 0),
      cell(Math.max(...milliseconds), 0),
      cell(memory.held / 1_000, 1),
      cell(memory.resident / 1_000, 1),
      missed > 0 ? `    ${missed} sockets did not get it` : '',
    ].join('');
  const columns = ['median ms', 'most ms', 'KB held', 'KB resident'].map((each) => each.padStart(12));
  return [
    `\nS9 one event to ${sockets} sockets (frames of ${frame} bytes), from the order to the last socket, ${ours.milliseconds.length} times`,
    `${''.padEnd(28)}${columns.join('')}   (KB for each socket)`,
    rowOf('Skolegraf', ours),
    rowOf('bare ws', bare),
    `  last socket ${slower.toFixed(2)} ×   target ≤ ${SLOWER_MOST} ×: ${verdict(slower <= SLOWER_MOST && ours.missed === 0)}`,
    `  held ${above.toFixed(1)} KB a socket above bare ws   target ≤ ${KILOBYTES_MOST} KB: ${verdict(above <= KILOBYTES_MOST)}`,
  ];
}

/** How many times as long the last socket waited, and how many kilobytes more each holds. */
const fanoutRatios = (ours: FanoutShowing, bare: FanoutShowing) => ({
  slower: median(ours.milliseconds.map((each, index) => each / (bare.milliseconds[index] ?? Number.NaN))),
  above: (ours.memory.held - bare.memory.held) / 1_000,
});

export function fanoutFigures({ sockets, ours, bare }: Fanout): Figure[] {
  const { slower, above } = fanoutRatios(ours, bare);
  return [
    atMost(`S9 last of ${sockets} sockets / bare ws`, slower, SLOWER_MOST),
    atMost('S9 held for a socket above bare ws / KB', above, KILOBYTES_MOST),
  ];
}

export function steadyFigures({ latencies, lost, repeated }: Steady): Figure[] {
  return [
    atMost('S10 from commit to client, p50 / ms', quantile(latencies, 0.5), P50_MOST),
    atMost('S10 from commit to client, p99 / ms', quantile(latencies, 0.99), P99_MOST),
    atMost('S10 frames lost or repeated', lost + repeated, 0),
  ];
}

const atMost = (name: string, value: number, most: number): Figure => ({
  name,
  value,
  target: `≤ ${most}`,
  holds: value <= most,
});

/** How long it is from commit to client under a steady stream. */
export function steadyLines({ perSecond, latencies, lost, repeated }: Steady): string[] {
  const [p50, p99] = [quantile(latencies, 0.5), quantile(latencies, 0.99)];
  const late = (value: number) => (Number.isFinite(value) ? `${value.toFixed(1)} ms` : 'not in time');
  return [
    `\nS10 from commit to client at ${PER_SECOND} events a second (${perSecond.toFixed(0)} were reached), two nodes`,
    `  p50 ${late(p50)}   target ≤ ${P50_MOST} ms: ${verdict(p50 <= P50_MOST)}`,
    `  p99 ${late(p99)}   target ≤ ${P99_MOST} ms: ${verdict(p99 <= P99_MOST)}`,
    `  of ${latencies.length} frames ${lost} did not come within half a minute after the last commit, ${repeated} came twice`,
  ];
}
