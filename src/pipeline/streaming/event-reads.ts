import type { OperationContext } from '../../context.js';
import { isAway } from '../../errors/database-failure.js';
import type { LoggedEvent } from '../../events/event-log.js';
import type { Viewer } from '../../identity/viewer.js';
import type { Operation } from '../../operation.js';
import { relationKey } from '../../reading/plan.js';
import type { Reader } from '../../reading/reader.js';
import type { Executor } from '../executor.js';
import type { Plans } from '../plans.js';
import type { Subscription } from './subscription.js';

export interface ReadingParts {
  readonly reader: Reader;
  readonly plans: Plans;
  readonly executor: Executor;
  context(operation: Operation, viewer: Viewer): OperationContext;
}

/** What a subscriber is shown of an event. */
export interface EventRead {
  /** The text of a frame, without its braces. */
  readonly text: string;
  /** Whether nothing of it was refused or failed. */
  readonly clean: boolean;
  /** The roles under which it was read. */
  readonly roles: string;
}

interface Wanted {
  readonly event: LoggedEvent;
  resolve(read: EventRead | undefined): void;
  reject(failure: unknown): void;
}

/** How many events are read in one transaction. */
const AT_ONCE = 250;

/**
 * Reads events for subscribers, each under its own scope: all that one of them is to be shown in one turn of the program
 * by one statement, so that a thousand events don't cost a thousand transactions.
 */
export class EventReads {
  readonly #wanted = new Map<Subscription, Wanted[]>();

  constructor(readonly parts: ReadingParts) {}

  /** What a subscriber sees of an event; undefined for nothing. */
  of(event: LoggedEvent, subscription: Subscription): Promise<EventRead | undefined> {
    return new Promise((resolve, reject) => {
      const waiting = this.#wanted.get(subscription);
      if (waiting) waiting.push({ event, resolve, reject });
      else {
        this.#wanted.set(subscription, [{ event, resolve, reject }]);
        queueMicrotask(() => void this.#readAll(subscription));
      }
    });
  }

  async #readAll(subscription: Subscription): Promise<void> {
    const wanted = this.#wanted.get(subscription) ?? [];
    this.#wanted.delete(subscription);
    for (let from = 0; from < wanted.length; from += AT_ONCE)
      await this.#settle(subscription, wanted.slice(from, from + AT_ONCE));
  }

  async #settle(subscription: Subscription, wanted: readonly Wanted[]): Promise<void> {
    try {
      const read = await this.#read(
        subscription,
        wanted.map(({ event }) => event),
      );
      for (const [index, { resolve }] of wanted.entries()) resolve(read[index]);
    } catch (failure) {
      // One that can't be read is no reason to withhold the others.
      if (wanted.length > 1 && !isAway(failure))
        for (const each of wanted) await this.#settle(subscription, [each]);
      else for (const { reject } of wanted) reject(failure);
    }
  }

  async #read(
    { asked, sink }: Subscription,
    events: readonly LoggedEvent[],
  ): Promise<readonly (EventRead | undefined)[]> {
    const { operation, definition, variables, responseKey } = asked;
    const { reader, plans, executor, context } = this.parts;
    const look = { operationName: definition.name?.value, requestId: operation.requestId };
    const { viewer, read } = await reader.within(asked.claimant, look, async (reading) => {
      const plan = plans.ofEvent(operation.document, definition, reading.viewer, variables);
      const bindings = { variables, employments: reading.viewer.employments };
      const subjects = events.map((event) => event.subjects);
      return { viewer: reading.viewer, read: await reading.readEvents(plan, bindings, subjects) };
    });
    const show = async (data: Record<string, unknown>): Promise<EventRead | undefined> => {
      if (data[relationKey(responseKey)] == null) return undefined;
      const done = await executor.event(operation, viewer, data, context(operation, viewer));
      const errors = (done.errors ?? []).map((error) => sink.mask(error));
      const clean = errors.length === 0;
      return { text: membersOf(done.data ?? null, errors), clean, roles: viewer.roles.join() };
    };
    return Promise.all(read.map(show));
  }
}

function membersOf(data: unknown, errors: readonly object[]): string {
  const members = `"data":${JSON.stringify(data)}`;
  return errors.length === 0 ? members : `${members},"errors":${JSON.stringify(errors)}`;
}
