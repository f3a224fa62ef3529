/** How many of those who lag go on at one time where nobody else waits. */
const AT_ONCE = 16;
/** How many times as long as a step took nobody who lags goes on, while the others wait: they keep three quarters. */
const REST = 3;

/**
 * What the live leave of a node's time, shared among those who lag: however many resume or read slowly, whoever has
 * everything hears of the next event as if they were not there. They take steps in the order in which they asked; while
 * the live wait, one step at a time, and never none.
 */
export class Leftovers {
  readonly #waiting: (() => void)[] = [];
  #running = 0;
  #resting: NodeJS.Timeout | undefined;

  /** @param isWanted whether the live wait for events now. */
  constructor(readonly isWanted: () => boolean) {}

  /** Takes one step when its turn has come. */
  async take<T>(step: () => Promise<T>): Promise<T> {
    await this.#turn();
    const began = performance.now();
    try {
      return await step();
    } finally {
      this.#running -= 1;
      if (this.isWanted()) this.#rest((performance.now() - began) * REST);
      else this.left();
    }
  }

  /** The live wait no longer. */
  left(): void {
    clearTimeout(this.#resting);
    this.#resting = undefined;
    this.#admit();
  }

  #turn(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#admit();
    });
  }

  #rest(milliseconds: number): void {
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => this.left(), milliseconds);
  }

  #admit(): void {
    while (!this.#resting && this.#running < (this.isWanted() ? 1 : AT_ONCE)) {
      const next = this.#waiting.shift();
      if (!next) return;
      this.#running += 1;
      next();
    }
  }
}
