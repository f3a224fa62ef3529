import type { EventLog } from './event-log.js';

/** Milliseconds between two rounds: more nodes only make them more frequent. */
const ROUND_MS = 3_600_000;

/** Keeps the log short. A cursor of an event that is gone says RESYNC_REQUIRED; quiet subscribers are told newer ones. */
export class Retention {
  readonly #timer: NodeJS.Timeout;
  #round: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(
    readonly log: EventLog,
    /** How many days an event is kept. */
    readonly days: number,
    readonly report: (failure: unknown) => void,
  ) {
    this.#timer = setInterval(() => {
      this.#round = this.prune().catch(report);
    }, ROUND_MS);
    this.#timer.unref();
  }

  /** Forgets what is too old, some of it at a time, so that nobody waits for it. */
  async prune(): Promise<void> {
    while (!this.#stopped && (await this.log.prune(this.days)) > 0);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await this.#round;
  }
}
