import type { LiveSource } from './live-source.js';
import type { Metrics } from './metrics.js';

/** One span of time on one node. */
export interface Figure {
  /** Operations over HTTP for each second. */
  readonly requests: number;
  /** Milliseconds within which 95 of 100 of them were answered; null where there were none. */
  readonly p95: number | null;
  /** Open streams at its end. */
  readonly streams: number;
  /** Milliseconds that the newest event took to come here; null where none came. */
  readonly lag: number | null;
}

/** Milliseconds of one figure, and how many are kept. */
export const FIGURE_MS = 2_000;
const KEPT = 60;

/** The last two minutes of a node, for the charts of the start page. */
export class Figures {
  readonly #kept: Figure[] = [];
  readonly #clock: NodeJS.Timeout;
  #position: number | undefined;

  constructor(
    readonly metrics: Metrics,
    readonly live: LiveSource,
  ) {
    this.#clock = setInterval(() => this.#take(), FIGURE_MS).unref();
  }

  /** The oldest first. */
  get kept(): readonly Figure[] {
    return this.#kept;
  }

  stop(): void {
    clearInterval(this.#clock);
  }

  #take(): void {
    const times = this.metrics.takeTimes().sort((one, other) => one - other);
    const position = this.live.position();
    const isNews = this.#position !== undefined && position > this.#position;
    this.#position = position;
    this.#kept.push({
      requests: times.length / (FIGURE_MS / 1_000),
      p95: times[Math.ceil(times.length * 0.95) - 1] ?? null,
      streams: this.live.streams(),
      lag: (isNews ? this.live.lag() : null) ?? null,
    });
    if (this.#kept.length > KEPT) this.#kept.shift();
  }
}
