import { Refusal } from '../../errors/refusal.js';
import type { Audiences, Shown } from '../../events/audiences.js';
import type { LoggedEvent } from '../../events/event-log.js';
import { type Follower, isTorn } from '../../events/follower.js';
import type { Sighted } from '../../identity/viewer.js';
import type { StreamRead } from '../../reading/streams.js';
import type { Payloads } from './payloads.js';
import type { Subscription } from './subscription.js';

export interface OwnWayParts {
  readonly follower: Follower;
  readonly audiences: Audiences;
  readonly payloads: Payloads;
  /** The table of what a stream shows. */
  shown(stream: StreamRead): Shown;
  /** @throws Refusal NO_ACCESS where nothing is left that the subscriber could be shown. */
  insist(subscription: Subscription): Promise<void>;
}

/** Milliseconds that may pass until it is asked anew whether a subscriber may see an event; the answer itself may be older. */
const STANDS_MS = 250;
/** How many events are read ahead for one subscriber: more would be held in vain for a client that reads slowly. */
const AHEAD = 20;

/** An event that a subscriber may see, as whom, and what it is shown. */
interface Prepared {
  readonly sighted: Sighted;
  readonly text: Promise<string | undefined>;
}

/** Takes a subscriber through the log from its own place, some events at a time. */
export class OwnWay {
  constructor(
    readonly parts: OwnWayParts,
    readonly send: (subscription: Subscription, event: LoggedEvent, text: string) => void,
  ) {}

  /**
   * Goes some events further, or less far where the client stops reading.
   * @throws Refusal NO_ACCESS, or RESYNC_REQUIRED where what comes next is no longer in the log.
   */
  async advance(subscription: Subscription): Promise<void> {
    const all = await this.parts.follower.after(subscription.position);
    if (all.length === 0 || isTorn(all, subscription.position)) throw new Refusal('RESYNC_REQUIRED');
    const events = all.slice(0, AHEAD);
    const asked = performance.now();
    const prepared = await this.#prepare(subscription, events);
    for (const event of events) {
      if (subscription.sink.full) return;
      if (subscription.isShakenBy(event)) await this.parts.insist(subscription);
      const text = await this.#textOf(subscription, event, prepared.get(event), asked);
      if (subscription.ended) return;
      if (text !== undefined) this.send(subscription, event, text);
      subscription.position = event.position;
    }
  }

  /** Finds out for all of them at once what the subscriber may see, and has it read. */
  async #prepare(
    subscription: Subscription,
    events: readonly LoggedEvent[],
  ): Promise<ReadonlyMap<LoggedEvent, Prepared>> {
    const { audiences, payloads, shown } = this.parts;
    const wanted = events.filter((event) => subscription.wants(event));
    const found = await audiences.of(shown(subscription.asked.stream), wanted);
    const prepared = new Map<LoggedEvent, Prepared>();
    for (const [index, event] of wanted.entries()) {
      const sighted = found[index]?.get(subscription.key);
      if (!sighted) continue;
      const text = payloads.of(event, subscription, sighted);
      // It may never be waited for.
      text.catch(() => undefined);
      prepared.set(event, { sighted, text });
    }
    return prepared;
  }

  /** The text of an event; asked again whether it may be seen, where reading it took its time. */
  async #textOf(
    subscription: Subscription,
    event: LoggedEvent,
    prepared: Prepared | undefined,
    asked: number,
  ): Promise<string | undefined> {
    const text = await prepared?.text;
    if (!prepared || performance.now() - asked <= STANDS_MS) return text;
    const { audiences, payloads, shown } = this.parts;
    const [audience] = await audiences.of(shown(subscription.asked.stream), [event], performance.now());
    const sighted = audience?.get(subscription.key);
    if (!sighted) return undefined;
    return isSame(sighted, prepared.sighted) ? text : payloads.of(event, subscription, sighted);
  }
}

/** Whether somebody may still see an event, as whoever it was before. */
export const isSame = (one: Sighted | undefined, other: Sighted | undefined): boolean =>
  one !== undefined && one.hat === other?.hat && one.roles.join() === other.roles.join();
