import type { SessionStore } from './session-store.js';

/** Milliseconds between two looks for sessions that have ended, while somebody holds something open under one. */
const LOOK_MS = 250;
/** After so many looks all are asked about, whether or not one has ended: they stay in use, and may be over by themselves. */
const ROUND = 240;

/**
 * Ends what is held open under a session as soon as the session is over, whichever node ended it. The database is asked
 * by the clock alone, so that there is no wake-up to lose; and only while there is something to end.
 */
export class SessionWatch {
  readonly #held = new Map<string, Set<() => void>>();
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;
  /** What has been held since the last look: it may have ended between the moment when it was found and then. */
  #fresh = new Set<string>();
  /** The number of endings at the last whole look; undefined when all must be asked about. */
  #endings: string | undefined;
  #looks = 0;
  #failing = false;
  #stopped = false;

  constructor(
    readonly store: Pick<SessionStore, 'endings' | 'over'>,
    /** Told of a failure, and not of those that follow it until a look went well; looking goes on. */
    readonly report: (failure: unknown) => void,
  ) {}

  /** Holds something open until it is let go or the session is over. @returns lets it go. */
  hold(sessionId: string, end: () => void): () => void {
    const ends = this.#held.get(sessionId) ?? new Set();
    this.#held.set(sessionId, ends.add(end));
    this.#fresh.add(sessionId);
    this.#schedule();
    return () => {
      ends.delete(end);
      if (ends.size === 0 && this.#held.get(sessionId) === ends) this.#held.delete(sessionId);
    };
  }

  /** Ends what this node holds open under a session that it has ended itself. */
  ended(sessionId: string): void {
    const ends = this.#held.get(sessionId);
    this.#held.delete(sessionId);
    for (const end of ends ?? []) end();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#looking;
  }

  #schedule(): void {
    if (this.#stopped || this.#timer !== undefined || this.#held.size === 0) return;
    this.#timer = setTimeout(() => {
      this.#looking = this.#look().finally(() => {
        this.#timer = undefined;
        this.#schedule();
      });
    }, LOOK_MS);
    this.#timer.unref();
  }

  async #look(): Promise<void> {
    try {
      await this.#endOver();
      this.#failing = false;
    } catch (failure) {
      this.#endings = undefined;
      if (!this.#failing && !this.#stopped) this.report(failure);
      this.#failing = true;
    }
  }

  /** The number is read first: an ending that comes after it is seen by the next look. */
  async #endOver(): Promise<void> {
    const asked = [...this.#fresh];
    this.#fresh.clear();
    const endings = await this.store.endings();
    this.#looks = (this.#looks + 1) % ROUND;
    const isWhole = endings !== this.#endings || this.#looks === 0;
    const ids = isWhole ? [...this.#held.keys()] : asked;
    this.#endings = endings;
    if (ids.length === 0) return;
    for (const id of await this.store.over(ids)) this.ended(id);
  }
}
