import type { LoggedEvent } from '../../events/event-log.js';
import type { Sighted } from '../../identity/viewer.js';
import { EventReads, type ReadingParts } from './event-reads.js';
import type { Subscription } from './subscription.js';

/** Milliseconds for which what was read for one subscriber is sent to others. */
const STANDS_MS = 500;

/** What was read for one subscriber and may be sent to all who ask the same; undefined where it may not. */
type Shared = Promise<string | undefined>;

/**
 * What subscribers are shown of an event, as the text of a frame. One execution serves all who ask the same, where the
 * plan keeps the event's own key; everybody else's is run for them alone, under their own scope.
 */
export class Payloads {
  readonly #shared = new Map<string, { readonly at: number; readonly text: Shared }>();
  readonly #reads: EventReads;

  constructor(readonly parts: ReadingParts) {
    this.#reads = new EventReads(parts);
  }

  /** The text for a subscriber; undefined where it may see nothing of the event. */
  async of(event: LoggedEvent, subscription: Subscription, sighted: Sighted): Promise<string | undefined> {
    const shared = this.shared(event, subscription, sighted);
    const text = shared && (await shared.catch(() => undefined));
    return text ?? (await this.#reads.of(event, subscription, sighted))?.text;
  }

  /**
   * Finds for one subscriber after the other, of those who hear of an event in the same moment, the text that is the same
   * for all who ask the same: looked for once for them all. Undefined too for what can't be planned: its subscriber is
   * told so on its own way, and nobody else notices.
   */
  sharedOf(event: LoggedEvent): (subscription: Subscription, sighted: Sighted) => Shared | undefined {
    const found = new Map<Sighted, Map<string, Shared | undefined>>();
    return (subscription, sighted) => {
      const { shape } = subscription.asked;
      const ofSight = found.get(sighted) ?? new Map<string, Shared | undefined>();
      if (ofSight.has(shape)) return ofSight.get(shape);
      // Not for whoever reads nothing now.
      if (subscription.sink.full) return undefined;
      const shared = this.#sharedOrNone(event, subscription, sighted);
      found.set(sighted, ofSight.set(shape, shared));
      return shared;
    };
  }

  #sharedOrNone(event: LoggedEvent, subscription: Subscription, sighted: Sighted): Shared | undefined {
    try {
      return this.shared(event, subscription, sighted);
    } catch {
      return undefined;
    }
  }

  /** The text that is the same for all who ask the same; undefined where there is none. */
  shared(event: LoggedEvent, subscription: Subscription, sighted: Sighted): Shared | undefined {
    const { operation, definition, variables, shape } = subscription.asked;
    const { plans, executor } = this.parts;
    const plan = plans.ofEvent(operation.document, definition, sighted, variables);
    if (!plan.shared || !executor.grants(operation.document, sighted)) return undefined;
    this.#forget();
    const key = `${event.position} ${event.id} ${sighted.hat} ${sighted.roles} ${shape}`;
    const found = this.#shared.get(key);
    if (found) return found.text;
    const text = this.#reads
      .of(event, subscription, sighted)
      .then((read) => (read?.clean && read.roles === sighted.roles.join() ? read.text : undefined));
    this.#shared.set(key, { at: performance.now(), text });
    text.catch(() => this.#shared.delete(key));
    return text;
  }

  #forget(): void {
    const stale = performance.now() - STANDS_MS;
    for (const [key, { at }] of this.#shared) {
      if (at > stale) return;
      this.#shared.delete(key);
    }
  }
}
