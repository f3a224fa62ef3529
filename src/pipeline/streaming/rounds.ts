import { setImmediate } from 'node:timers/promises';
import type { Audience } from '../../events/audiences.js';
import type { LoggedEvent } from '../../events/event-log.js';
import { ACCESS_CHANGED } from '../../events/topics.js';
import type { Sighted } from '../../identity/viewer.js';
import type { StreamRead } from '../../reading/streams.js';
import { isSame, type OwnWayParts } from './own-way.js';
import { inPieces } from './pieces.js';
import type { Roll } from './roll.js';
import type { Subscription } from './subscription.js';

/** What becomes of an event for one subscriber. */
export interface Outcomes {
  send(subscription: Subscription, event: LoggedEvent, text: string): void;
  /** It goes its own way from after a position. */
  fallBehind(subscription: Subscription, position: number): void;
}

/** Milliseconds after which those who were let see an event are asked about anew. */
const STANDS_MS = 500;
/** How many frames are written before other work has its turn, and the next are looked for. */
const AT_A_TIME = 1_000;

/** Who may see each event, for each stream that somebody listens to. */
type Sights = ReadonlyMap<LoggedEvent, readonly (readonly [StreamRead, Audience])[]>;

/** One event for one subscriber; without a payload it must be read for that one alone. */
interface Due {
  readonly subscription: Subscription;
  readonly event: LoggedEvent;
  /** As whom; undefined where access may have been lost. */
  readonly sighted: Sighted | undefined;
  readonly payload: Promise<string | undefined> | undefined;
}

/** Gives events to all who are live together: each is authorised once for all, and read once for all who ask the same. */
export class Rounds {
  constructor(
    readonly parts: Pick<OwnWayParts, 'audiences' | 'payloads' | 'shown'>,
    readonly live: Roll,
    readonly outcomes: Outcomes,
  ) {}

  /** Gives events that follow each other; who can't take one now falls behind. */
  async give(events: readonly LoggedEvent[]): Promise<void> {
    let asked = performance.now();
    let again: Sights | undefined;
    const texts = new Map<Promise<unknown>, string | undefined>();
    for (const piece of inPieces(this.#dueOf(events, await this.#sightsOf(events)), AT_A_TIME)) {
      for (const { subscription, event, sighted, payload } of piece) {
        if (!subscription.live || subscription.position >= event.position) continue;
        if (payload && !texts.has(payload)) texts.set(payload, await payload.catch(() => undefined));
        const text = payload && texts.get(payload);
        if (performance.now() - asked > STANDS_MS) {
          asked = performance.now();
          again = await this.#sightsOf(events, asked);
        }
        const stands = !again || isSame(sightIn(again, event, subscription), sighted);
        if (text === undefined || !stands || subscription.sink.full)
          this.outcomes.fallBehind(subscription, event.position - 1);
        else this.outcomes.send(subscription, event, text);
      }
      if (piece.length === AT_A_TIME) await setImmediate();
    }
  }

  /** Those who are live now, as they are asked for: what was just looked at is at hand for the one who writes to it. */
  *#dueOf(events: readonly LoggedEvent[], sights: Sights): Generator<Due> {
    for (const event of events) {
      const shared = this.parts.payloads.sharedOf(event);
      if (event.topic === ACCESS_CHANGED)
        for (const subscription of this.live.named(Object.values(event.subjects)))
          yield { subscription, event, sighted: undefined, payload: undefined };
      for (const [stream, audience] of sights.get(event) ?? [])
        for (const subscription of this.live.among(stream, audience)) {
          const sighted = audience.get(subscription.key);
          if (sighted && subscription.wants(event) && subscription.position < event.position)
            yield { subscription, event, sighted, payload: shared(subscription, sighted) };
        }
    }
  }

  async #sightsOf(events: readonly LoggedEvent[], since?: number): Promise<Sights> {
    const found = new Map<LoggedEvent, [StreamRead, Audience][]>();
    const asking = this.live.streams().map(async (stream) => {
      const heard = events.filter(({ topic }) => stream.topics.has(topic));
      const audiences = await this.parts.audiences.of(this.parts.shown(stream), heard, since);
      for (const [index, event] of heard.entries())
        found.set(event, [...(found.get(event) ?? []), [stream, audiences[index] ?? new Map()]]);
    });
    await Promise.all(asking);
    return found;
  }
}

const sightIn = (sights: Sights, event: LoggedEvent, { asked, key }: Subscription): Sighted | undefined =>
  sights
    .get(event)
    ?.find(([stream]) => stream === asked.stream)?.[1]
    .get(key);
