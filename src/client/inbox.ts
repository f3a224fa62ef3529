import type { CursorPlace } from './cursor-storage.js';
import type { LiveEvent, LiveHandlers, ResyncReason } from './handlers.js';
import { LiveEnded } from './live-ended.js';

/** How many events wait for a slow handler before the server is asked to hold the rest. */
const WAITING_MOST = 1_000;
/** How many of the last events are known again when they come twice. */
const REMEMBERED = 1_000;

type Item<Result> =
  | { readonly kind: 'event'; readonly data: Result; readonly event: LiveEvent; readonly cursor?: string }
  | { readonly kind: 'cursor'; readonly cursor: string }
  | { readonly kind: 'resync'; readonly reason: ResyncReason }
  | { readonly kind: 'end'; readonly end: LiveEnded };

/** What has come for one subscription and waits to be handled: in its order, one at a time, each event once. */
export class Inbox<Result> {
  #waiting: Item<Result>[] = [];
  #isOpen = true;
  #isWorking = false;
  #drained: () => void = () => undefined;
  readonly #seen = new Set<string>();

  constructor(
    readonly handlers: LiveHandlers<Result>,
    readonly place: CursorPlace,
    /** Told of what a handler threw. */
    readonly failed: (cause: unknown) => void,
  ) {}

  get isFull(): boolean {
    return this.#waiting.length >= WAITING_MOST;
  }

  /** Takes an event, or its cursor alone where the event has been here before. */
  event(data: Result, event: LiveEvent, cursor: string | undefined): void {
    const isNew = event.eventId === undefined || this.#isNew(event.eventId);
    if (!isNew) this.cursor(cursor);
    else this.#put({ kind: 'event', data, event, ...(cursor === undefined ? {} : { cursor }) });
  }

  cursor(cursor: string | undefined): void {
    if (cursor === undefined) return;
    if (this.#waiting.at(-1)?.kind === 'cursor') this.#waiting.pop();
    this.#put({ kind: 'cursor', cursor });
  }

  resync(reason: ResyncReason): void {
    this.#put({ kind: 'resync', reason });
  }

  /** The last that is handled. */
  end(end: LiveEnded): void {
    this.#put({ kind: 'end', end });
  }

  /** Drops what waits; no handler is called any more. */
  close(): void {
    this.#isOpen = false;
    this.#waiting = [];
  }

  /** Waits until everything is handled. */
  drained(): Promise<void> {
    if (!this.#isWorking) return Promise.resolve();
    return new Promise((resolve) => {
      this.#drained = resolve;
    });
  }

  #isNew(eventId: string): boolean {
    if (this.#seen.has(eventId)) return false;
    const [oldest] = this.#seen;
    if (oldest !== undefined && this.#seen.size >= REMEMBERED) this.#seen.delete(oldest);
    this.#seen.add(eventId);
    return true;
  }

  #put(item: Item<Result>): void {
    if (!this.#isOpen) return;
    this.#waiting.push(item);
    if (!this.#isWorking) void this.#work();
  }

  async #work(): Promise<void> {
    this.#isWorking = true;
    for (let item = this.#waiting.shift(); item; item = this.#waiting.shift()) {
      if (item.kind === 'end') return this.#finish(item.end);
      try {
        await this.#handle(item);
      } catch (cause) {
        if (!this.#isOpen) throw cause;
        this.close();
        this.failed(cause);
        return;
      }
    }
    this.#isWorking = false;
    this.#drained();
  }

  async #handle(item: Exclude<Item<Result>, { kind: 'end' }>): Promise<void> {
    if (item.kind === 'event') await this.handlers.next(item.data, item.event);
    if (item.kind === 'resync') await this.handlers.resync(item.reason);
    // Unsubscribing while it was handled: whether it was, nobody knows.
    if (!this.#isOpen) return;
    if (item.kind === 'resync') await this.place.write(undefined);
    else if (item.cursor !== undefined) await this.place.write(item.cursor);
  }

  async #finish(end: LiveEnded): Promise<void> {
    this.close();
    if (end.code === 'NO_ACCESS') await this.place.write(undefined);
    await this.handlers.ended(end);
  }
}
