import pg from 'pg';
import { CHANNEL } from './channel.js';
import type { EventLog, LoggedEvent } from './event-log.js';
import { Ring } from './ring.js';

/** The most milliseconds until the log is asked without a wake-up. */
const POLL_MS = 250;
/** Milliseconds until a lost connection for wake-ups is made anew. */
const RECONNECT_MS = 1_000;

export interface FollowerOptions {
  readonly log: EventLog;
  /** Where wake-ups come from; the server's own URL. Undefined: the log is asked by the clock alone. */
  readonly wakeUrl: string | undefined;
  /** How many events the ring holds. */
  readonly ringSize: number;
  /** Is told of a failure, and not of those that follow it until the log could be read again; following goes on. */
  readonly report: (failure: unknown) => void;
}

/** One reader per node: follows the log into the ring and tells those who wait that there is more. */
export class Follower {
  readonly #waiting = new Set<() => void>();
  #ring: Ring;
  #stopped = false;
  #isFailing = false;
  #wake: () => void = () => undefined;
  #woken = false;
  #listener: pg.Client | undefined;
  #running: Promise<void> = Promise.resolve();

  private constructor(
    readonly options: FollowerOptions,
    start: number,
  ) {
    this.#ring = new Ring(start, options.ringSize);
  }

  /** Starts to follow from the newest event. */
  static async start(options: FollowerOptions): Promise<Follower> {
    const follower = new Follower(options, await options.log.top());
    void follower.#listen();
    follower.#running = follower.#follow();
    return follower;
  }

  /** The newest position that this node has seen. */
  get top(): number {
    return this.#ring.top;
  }

  /** How many subscribers wait for more. */
  get waiting(): number {
    return this.#waiting.size;
  }

  /** The events after a position: from the ring, or from the table where they are older. */
  async after(position: number): Promise<readonly LoggedEvent[]> {
    return this.#ring.after(position) ?? (await this.options.log.after(position));
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
    await this.#listener?.end().catch(() => undefined);
  }

  async #follow(): Promise<void> {
    while (!this.#stopped) {
      try {
        const events = await this.options.log.advance(this.#ring.top);
        this.#isFailing = false;
        this.#ring.add(events);
        if (events.length > 0) {
          this.#tell();
          continue;
        }
      } catch (failure) {
        if (!this.#stopped && !this.#isFailing) this.options.report(failure);
        this.#isFailing = true;
      }
      await this.#pause(POLL_MS);
    }
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

  async #listen(): Promise<void> {
    if (this.options.wakeUrl === undefined || this.#stopped) return;
    const client = new pg.Client({ connectionString: this.options.wakeUrl });
    this.#listener = client;
    const again = () => {
      client.removeAllListeners();
      client.on('error', () => undefined);
      if (!this.#stopped) setTimeout(() => void this.#listen(), RECONNECT_MS).unref();
    };
    client.on('notification', () => this.#wakeUp());
    client.on('error', again);
    client.on('end', again);
    try {
      await client.connect();
      await client.query(`listen ${CHANNEL}`);
      this.#wakeUp();
    } catch {
      again();
    }
  }
}
