import type { OperationContext } from '../../context.js';
import type { LoggedEvent } from '../../events/event-log.js';
import type { Sighted, Viewer } from '../../identity/viewer.js';
import type { Operation } from '../../operation.js';
import { relationKey } from '../../reading/plan.js';
import type { Reader } from '../../reading/reader.js';
import type { Executor } from '../executor.js';
import type { Plans } from '../plans.js';
import type { Subscription } from './subscription.js';

export interface PayloadParts {
  readonly reader: Reader;
  readonly plans: Plans;
  readonly executor: Executor;
  context(operation: Operation, viewer: Viewer): OperationContext;
}

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

  constructor(readonly parts: PayloadParts) {}

  /** The text for a subscriber; undefined where it may see nothing of the event. */
  async of(event: LoggedEvent, subscription: Subscription, sighted: Sighted): Promise<string | undefined> {
    const shared = await this.shared(event, subscription, sighted)?.catch(() => undefined);
    return shared ?? (await this.#alone(event, subscription))?.text;
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
    const text = this.#alone(event, subscription).then((read) =>
      read?.clean && read.roles === sighted.roles.join() ? read.text : undefined,
    );
    this.#shared.set(key, { at: performance.now(), text });
    text.catch(() => this.#shared.delete(key));
    return text;
  }

  /** Reads and executes for one subscriber, in a transaction of its own. */
  async #alone(
    event: LoggedEvent,
    { asked, sink }: Subscription,
  ): Promise<{ text: string; clean: boolean; roles: string } | undefined> {
    const { operation, definition, variables, responseKey } = asked;
    const { reader, plans, executor, context } = this.parts;
    const look = { operationName: definition.name?.value, requestId: operation.requestId };
    const { viewer, data } = await reader.within(asked.claimant, look, async (reading) => {
      const plan = plans.ofEvent(operation.document, definition, reading.viewer, variables);
      const bindings = { variables, outcome: event.subjects, employments: reading.viewer.employments };
      return { viewer: reading.viewer, data: await reading.read(plan, bindings) };
    });
    if (data[relationKey(responseKey)] == null) return undefined;
    const { data: shown, errors = [] } = await executor.event(
      operation,
      viewer,
      data,
      context(operation, viewer),
    );
    const text = membersOf(
      shown ?? null,
      errors.map((error) => sink.mask(error)),
    );
    return { text, clean: errors.length === 0, roles: viewer.roles.join() };
  }

  #forget(): void {
    const stale = performance.now() - STANDS_MS;
    for (const [key, { at }] of this.#shared) {
      if (at > stale) return;
      this.#shared.delete(key);
    }
  }
}

function membersOf(data: unknown, errors: readonly object[]): string {
  const members = `"data":${JSON.stringify(data)}`;
  return errors.length === 0 ? members : `${members},"errors":${JSON.stringify(errors)}`;
}
