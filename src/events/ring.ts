import type { LoggedEvent } from './event-log.js';

/** The newest events of the log, in the order of their positions; older ones are read from the table. */
export class Ring {
  readonly #events: LoggedEvent[] = [];
  /** The position before the oldest event that is held. */
  #floor: number;

  /**
   * @param start the position that following begins after.
   * @param size how many events are held.
   */
  constructor(
    start: number,
    readonly size: number,
  ) {
    this.#floor = start;
  }

  /** The newest position that has been added. */
  get top(): number {
    return this.#events.at(-1)?.position ?? this.#floor;
  }

  /** Adds events that follow the newest. */
  add(events: readonly LoggedEvent[]): void {
    this.#events.push(...events);
    const surplus = this.#events.length - this.size;
    if (surplus <= 0) return;
    this.#floor = this.#events[surplus - 1]?.position ?? this.#floor;
    this.#events.splice(0, surplus);
  }

  /** The events after a position, at most so many; undefined where some of them are no longer held. */
  after(position: number, most: number): readonly LoggedEvent[] | undefined {
    if (position < this.#floor) return undefined;
    const first = this.#firstAfter(position);
    return this.#events.slice(first, first + most);
  }

  /** The event at a position; undefined where it is not held. */
  at(position: number): LoggedEvent | undefined {
    const found = this.#events[this.#firstAfter(position - 1)];
    return found?.position === position ? found : undefined;
  }

  #firstAfter(position: number): number {
    let [low, high] = [0, this.#events.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#events[middle]?.position ?? 0) <= position) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
