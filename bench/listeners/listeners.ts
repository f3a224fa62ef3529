import { setTimeout as delay } from 'node:timers/promises';
import { type Contestant, start } from '../contestants/contestant.js';
import { beside } from '../places.js';
import type { Question, Reach, Receipts } from './questions.js';

/** Milliseconds between two looks at how far a message has come. */
const LOOK_MS = 50;
/** Milliseconds without anybody new after which nobody is waited for any longer. */
const QUIET_MS = 5_000;

/** Milliseconds of silence after which all has come that will, and the longest that is waited for it. */
const SETTLED_MS = 2_000;
const LONGEST_MS = 30_000;

/** The server ended a socket or a subscription that it should have kept: that is how it showed itself. */
export class SocketsEnded extends Error {
  override readonly name = 'SocketsEnded';
}

/** Many clients in one process of their own. */
export class Listeners {
  #sockets = 0;

  private constructor(readonly process: Contestant) {}

  static async start(): Promise<Listeners> {
    return new Listeners(await start('the listeners', beside('./listeners/listening.js'), {}));
  }

  /** How many sockets are open. */
  get sockets(): number {
    return this.#sockets;
  }

  /** Opens more sockets, each with the next of these headers. @throws SocketsEnded */
  async open(port: number, headers: readonly string[], sockets: number): Promise<void> {
    await this.#ask({ open: { port, headers, sockets } });
    this.#sockets += sockets;
  }

  /** Waits until so many have the message of a number, or until nobody new gets it any longer. @throws SocketsEnded */
  async reached(number: number, expected = this.#sockets): Promise<Reach> {
    let [before, quietSince] = [-1, 0];
    for (;;) {
      const reach = await this.#ask<Reach>({ reached: number });
      if (reach.count >= expected) return reach;
      if (reach.count !== before) [before, quietSince] = [reach.count, performance.now()];
      if (performance.now() - quietSince > QUIET_MS) return reach;
      await delay(LOOK_MS);
    }
  }

  /** Waits until nobody hears anything new, and half a minute at most. */
  async settled(): Promise<void> {
    const begun = performance.now();
    let [before, quietSince] = [-1, begun];
    while (performance.now() - begun < LONGEST_MS && performance.now() - quietSince < SETTLED_MS) {
      const { all } = await this.#ask<{ all: number }>({ all: true });
      if (all !== before) [before, quietSince] = [all, performance.now()];
      await delay(LOOK_MS);
    }
  }

  /** All that was heard since the last report. */
  report(): Promise<Receipts> {
    return this.#ask({ report: true });
  }

  stop(): Promise<void> {
    return this.process.stop();
  }

  async #ask<T>(question: Question): Promise<T> {
    const answer = await this.process.ask<T & { readonly ended?: string }>(question);
    if (answer.ended !== undefined) throw new SocketsEnded(answer.ended);
    return answer;
  }
}
