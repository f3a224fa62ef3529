import { setImmediate, setTimeout } from 'node:timers/promises';
import { isAway } from '../../errors/database-failure.js';
import { Refusal } from '../../errors/refusal.js';
import type { LoggedEvent } from '../../events/event-log.js';
import { isTorn } from '../../events/follower.js';
import { writePlace } from '../../events/stream-cursor.js';
import { Leftovers } from './leftovers.js';
import { OwnWay, type OwnWayParts } from './own-way.js';
import { Roll } from './roll.js';
import { Rounds } from './rounds.js';
import type { Subscription, Told } from './subscription.js';

export interface HubParts extends OwnWayParts {
  /** Is told of a failure; delivery goes on. */
  report(failure: unknown): void;
}

/** Milliseconds until what failed is tried again. */
const AGAIN_MS = 250;

/**
 * Gives the log out to a node's subscribers. Those who have everything are *live*: each event is authorised once for all
 * of them and found by its audience, so that it costs nothing to those whom it does not concern. Whoever lags (resumes,
 * reads slowly, or must be read for alone) goes its own way from its own place in the log until it has caught up. Nothing
 * is queued for anybody.
 */
export class Hub {
  readonly #live = new Roll();
  readonly #all = new Set<Subscription>();
  readonly #stopping = new AbortController();
  /** Everything up to here has been given, or is being given, to those who are live. */
  #reached: number;
  /** Everything up to here has been given to those who are live. */
  #given: number;
  #epoch: string;
  /** What was sent last. */
  #told: Told = { payload: '', place: '', eventId: '' };
  readonly #ownWay: OwnWay;
  readonly #rounds: Rounds;
  readonly #leftovers = new Leftovers(() => this.#isBehind);
  readonly #running: Promise<void>;

  constructor(readonly parts: HubParts) {
    this.#ownWay = new OwnWay(parts, (...sent) => this.#send(...sent));
    this.#rounds = new Rounds(parts, this.#live, {
      send: (...sent) => this.#send(...sent),
      fallBehind: (...from) => this.#fallBehind(...from),
    });
    this.#reached = parts.follower.top;
    this.#given = this.#reached;
    this.#epoch = parts.follower.epoch;
    this.#running = this.#run();
  }

  /** How many subscribers wait for the next event. */
  get live(): number {
    return this.#live.size;
  }

  /** How many subscribers there are. */
  get size(): number {
    return this.#all.size;
  }

  /** Begins to give events to a subscriber, from where it stands. */
  add(subscription: Subscription): void {
    this.#all.add(subscription);
    void this.#catchUp(subscription);
  }

  remove(subscription: Subscription): void {
    subscription.ended = true;
    this.#all.delete(subscription);
    this.#live.delete(subscription);
  }

  /** A cursor that stands for everything that a subscriber has been given, or passed over; undefined for none yet. */
  cursorOf(subscription: Subscription): string | undefined {
    const { newest, epoch } = this.parts.follower;
    // Not what is being given: who is told of an event's place before the event would resume after it.
    const has = subscription.live ? Math.max(subscription.position, this.#given) : subscription.position;
    if (newest?.position !== has || subscription.told >= has) return undefined;
    subscription.told = has;
    return subscription.asked.mark + writePlace({ ...newest, epoch });
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { follower } = this.parts;
    const { signal } = this.#stopping;
    while (!signal.aborted && !follower.stopped) {
      await follower.more(this.#reached, signal);
      if (follower.epoch !== this.#epoch) this.#resync();
      const events = await follower.after(this.#reached).catch(() => undefined);
      if (!events) await setTimeout(AGAIN_MS, undefined, { ref: false });
      else if (isTorn(events, this.#reached)) this.#resync();
      else await this.#give(events);
      this.#given = this.#reached;
      if (!this.#isBehind) this.#leftovers.left();
    }
  }

  /** Whether there are events that the live have not been given. */
  get #isBehind(): boolean {
    return this.#given < this.parts.follower.top;
  }

  /** The log is another, or no longer whole: what was given out may never have happened, or something is missing. */
  #resync(): void {
    const { follower } = this.parts;
    this.#epoch = follower.epoch;
    this.#reached = follower.top;
    for (const subscription of [...this.#all]) this.#end(subscription, new Refusal('RESYNC_REQUIRED'));
  }

  /** Gives events to those who are live; who can't take one now goes its own way from there. */
  async #give(events: readonly LoggedEvent[]): Promise<void> {
    if (events.length === 0) return;
    const from = this.#reached;
    this.#reached = events.at(-1)?.position ?? from;
    try {
      await this.#rounds.give(events);
    } catch (failure) {
      // Whoever was live tries alone.
      this.parts.report(failure);
      for (const subscription of this.#live.all()) this.#fallBehind(subscription, from);
    }
  }

  #send(subscription: Subscription, event: LoggedEvent, payload: string): void {
    subscription.position = event.position;
    subscription.told = event.position;
    subscription.sink.next(this.#toldOf(event, payload), subscription.asked.mark);
  }

  #toldOf({ position, id: eventId }: LoggedEvent, payload: string): Told {
    if (this.#told.eventId !== eventId || this.#told.payload !== payload)
      this.#told = { payload, place: writePlace({ position, eventId, epoch: this.#epoch }), eventId };
    return this.#told;
  }

  #fallBehind(subscription: Subscription, position: number): void {
    this.#live.delete(subscription);
    subscription.position = Math.max(subscription.position, position);
    void this.#catchUp(subscription);
  }

  /** Goes a subscriber's own way until it has what the others have. */
  async #catchUp(subscription: Subscription): Promise<void> {
    while (!subscription.ended) {
      try {
        if (subscription.sink.full) await subscription.sink.drained();
        if (subscription.ended) return;
        if (subscription.position >= this.#reached) return this.#join(subscription);
        await this.#leftovers.take(() => this.#ownWay.advance(subscription));
        await setImmediate();
      } catch (failure) {
        if (!isAway(failure)) return this.#end(subscription, failure);
        await setTimeout(AGAIN_MS, undefined, { ref: false });
      }
    }
  }

  /** Whoever is live knows from the first moment where to resume, should the socket be lost before the first event. */
  #join(subscription: Subscription): void {
    this.#live.add(subscription);
    const cursor = subscription.told < 0 ? this.cursorOf(subscription) : undefined;
    if (cursor !== undefined) subscription.sink.stands(cursor);
  }

  #end(subscription: Subscription, failure: unknown): void {
    this.remove(subscription);
    subscription.sink.end(failure);
  }
}
