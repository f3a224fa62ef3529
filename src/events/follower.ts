import type { EventLog, LoggedEvent, LogTop } from './event-log.js';
import { Ring } from './ring.js';
import { WakeUps } from './wake-ups.js';

/** Milliseconds until the log is asked without a wake-up: an event is known to all nodes within 250, its reading included. */
const POLL_MS = 200;
/** How many events are handed on at once. */
const AT_ONCE = 250;
export interface FollowerOptions {
  readonly log: EventLog;
  /** Where wake-ups come from; the server's own URL. Undefined: the log is asked by the clock alone. */
  readonly wakeUrl: string | undefined;
  /** How many events the ring holds. */
  readonly ringSize: number;
  /** Is told of a failure, and not of those that follow it until the log could be read again; following goes on. */
  readonly report: (failure: unknown) => void;
}

/** Whether events that stood between these and a position were forgotten: positions follow each other without a gap. */
export const isTorn = (events: readonly LoggedEvent[], after: number): boolean =>
  events.length > 0 && events.at(-1)?.position !== after + events.length;

/** One reader per node: follows the log into the ring and tells those who wait that there is more. */
export class Follower {
  readonly #waiting = new Set<() => void>();
  #ring: Ring;
  /** The end of the log when the ring was begun: an event that the ring itself may not hold. */
  #began: LogTop;
  /** Whether the database was away, and may have come back as another. */
  #doubtful = false;
  #lag: number | undefined;
  #stopped = false;
  #wake: () => void = () => undefined;
  #woken = false;
  readonly #wakeUps: WakeUps | undefined;
  #running: Promise<void> = Promise.resolve();

  private constructor(
    readonly options: FollowerOptions,
    start: LogTop,
  ) {
    this.#began = start;
    this.#ring = new Ring(start.position, options.ringSize);
    const { wakeUrl } = options;
    this.#wakeUps = wakeUrl === undefined ? undefined : new WakeUps(wakeUrl, () => this.#wakeUp());
  }

  /** Starts to follow from the newest event. */
  static async start(options: FollowerOptions): Promise<Follower> {
    const follower = new Follower(options, await options.log.top());
    follower.#running = follower.#follow();
    return follower;
  }

  get stopped(): boolean {
    return this.#stopped;
  }

  /** The newest position that this node has seen. */
  get top(): number {
    return this.#ring.top;
  }

  /** Milliseconds from when the newest event was written until it was read here; undefined before the first. */
  get lag(): number | undefined {
    return this.#lag;
  }

  /** Which log is followed; another one after a restore, and then no position of before holds. */
  get epoch(): string {
    return this.#began.epoch;
  }

  /** The newest event that this node has seen; undefined where the log was empty. */
  get newest(): { readonly position: number; readonly eventId: string } | undefined {
    const { position, eventId } = this.#began;
    const event = this.#ring.at(this.top);
    if (event) return { position: event.position, eventId: event.id };
    return eventId === undefined ? undefined : { position, eventId };
  }

  /** The events after a position, some hundreds at most: from the ring, or from the table where they are older. */
  async after(position: number): Promise<readonly LoggedEvent[]> {
    return this.#ring.after(position, AT_ONCE) ?? (await this.options.log.after(position));
  }

  /** Whether an event stands at a position; it does not where the log is another, or was pruned. */
  holds(position: number, eventId: string): Promise<boolean> {
    return this.options.log.holds(position, eventId);
  }

  /** Waits until there is more than a position, or until the signal ends the wait. */
  more(position: number, signal: AbortSignal): Promise<void> {
    if (this.top > position || this.#stopped || signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        this.#waiting.delete(done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      this.#waiting.add(done);
      signal.addEventListener('abort', done, { once: true });
    });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#wakeUp();
    this.#tell();
    await this.#running;
    await this.#wakeUps?.stop();
  }

  async #follow(): Promise<void> {
    while (!this.#stopped) {
      try {
        if (this.#doubtful) await this.#askWhichLog();
        const events = await this.#readOn();
        this.#ring.add(events);
        if (events.length > 0) {
          this.#lag = lagOf(events);
          this.#tell();
          continue;
        }
      } catch (failure) {
        if (!this.#stopped && !this.#doubtful) this.options.report(failure);
        this.#doubtful = true;
      }
      await this.#pause(POLL_MS);
    }
  }

  /**
   * Reads what is new, and with it the newest event that was seen before.
   * @throws Error where that is gone: the log was set back to an earlier time, however far it has come again since.
   */
  async #readOn(): Promise<readonly LoggedEvent[]> {
    const { newest } = this;
    if (!newest) return this.options.log.advance(this.top);
    const [known, ...more] = await this.options.log.advance(newest.position - 1);
    if (known?.id !== newest.eventId) throw new Error('the log no longer holds what was read from it');
    return more;
  }

  /** A database that was away may have come back from a backup: what the ring holds may never have happened. */
  async #askWhichLog(): Promise<void> {
    const { log } = this.options;
    let top = await log.top();
    // The files of an earlier time, put back under the same server: only who has seen what is gone can tell.
    if (top.epoch === this.epoch && !(await this.#holdsNewest())) {
      await log.renew(this.epoch);
      top = await log.top();
    }
    this.#doubtful = false;
    if (top.epoch === this.epoch) return;
    this.#began = top;
    this.#ring = new Ring(top.position, this.options.ringSize);
    this.#tell();
  }

  async #holdsNewest(): Promise<boolean> {
    const { newest } = this;
    return newest === undefined || this.holds(newest.position, newest.eventId);
  }

  #tell(): void {
    for (const done of [...this.#waiting]) done();
  }

  #pause(milliseconds: number): Promise<void> {
    if (this.#woken || this.#stopped) {
      this.#woken = false;
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#wake(), milliseconds);
      this.#wake = () => {
        clearTimeout(timer);
        this.#woken = false;
        this.#wake = () => undefined;
        resolve();
      };
    });
  }

  #wakeUp(): void {
    this.#woken = true;
    this.#wake();
  }
}

/** The database's clock may be a little ahead of ours. */
function lagOf(events: readonly LoggedEvent[]): number | undefined {
  const newest = events.at(-1);
  return newest && Math.max(0, Date.now() - newest.at);
}
