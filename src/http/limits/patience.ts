import { RateLimiterMemory } from 'rate-limiter-flexible';
import { keyOf, type Sender } from './sender.js';
import type { Standing } from './standing.js';

const MINUTE = 60;
/** Of all the time that passes while a sender’s documents are refused, one part of so many goes into them. */
const PARTS = 80;
/** Milliseconds that a sender waits at most after one document that was refused. */
const REST_MOST = 1_000;
/** Bytes of a refused body that are read, only to be thrown away, in a millisecond. */
const BYTES_A_MILLISECOND = 150_000;
/** Documents of one sender that may wait. */
const WAITING_MOST = 20;

/** A sender’s turn to have a document read that the server does not know. */
export interface Turn extends Standing {
  /** To be called once it is read, with the milliseconds that this took where it was refused, else 0. */
  end(refused: number): void;
}

/**
 * The time that goes into reading documents and bodies which are then refused. Each sender has so much of it in a minute,
 * and takes it in small pieces: her documents that the server does not know are read one after the other, and after one
 * that was refused the next waits 79 times as long as it took, while everybody else is answered. What the server knows
 * is answered beside all this, so nobody’s application is refused for the mistakes or the malice of others.
 */
export class Patience {
  readonly #spent: RateLimiterMemory;
  /** Whoever waits behind a document that is being read, or rests. */
  readonly #lines = new Map<string, (() => void)[]>();

  constructor(milliseconds: number) {
    this.#spent = new RateLimiterMemory({ points: milliseconds, duration: MINUTE });
  }

  /** Waits for a sender’s turn. It is empty, and need not be ended, where her time is used up or too many wait. */
  async turn(sender: Sender): Promise<Turn> {
    const key = keyOf(sender);
    const line = this.#lines.get(key);
    if (!line) this.#lines.set(key, []);
    else if (line.length < WAITING_MOST) await new Promise<void>((resolve) => line.push(resolve));
    else return { ...(await this.#standing(key)), isEmpty: true };
    const turn = await this.#standing(key);
    if (turn.isEmpty) this.#next(key);
    return turn;
  }

  /** What is left to a sender where that is nothing; else undefined. */
  async spent(sender: Sender): Promise<Standing | undefined> {
    const standing = await this.#standing(keyOf(sender));
    return standing.isEmpty ? standing : undefined;
  }

  /** Takes the time for so many bytes of a body that is refused. @returns whether any was left. */
  async bears(sender: Sender, bytes: number): Promise<boolean> {
    const { isEmpty, charge } = await this.#standing(keyOf(sender));
    if (!isEmpty) charge(bytes / BYTES_A_MILLISECOND);
    return !isEmpty;
  }

  async #standing(key: string): Promise<Turn> {
    const limit = this.#spent.points;
    const found = await this.#spent.get(key);
    const left = found?.remainingPoints ?? limit;
    return {
      purse: 'refused',
      limit,
      left: Math.floor(left),
      fullIn: Math.max(1, Math.ceil((found?.msBeforeNext ?? 0) / 1_000)),
      isEmpty: left <= 0,
      charge: (milliseconds) => void this.#spent.penalty(key, milliseconds),
      end: (refused) => this.#end(key, refused),
    };
  }

  #end(key: string, refused: number): void {
    if (refused > 0) void this.#spent.penalty(key, refused);
    const rest = Math.min(REST_MOST, refused * (PARTS - 1));
    // Also after a good one: others come in between.
    if (rest > 0) setTimeout(() => this.#next(key), rest).unref();
    else setImmediate(() => this.#next(key));
  }

  #next(key: string): void {
    const next = this.#lines.get(key)?.shift();
    if (next) next();
    else this.#lines.delete(key);
  }
}
