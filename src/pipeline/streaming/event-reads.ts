import type { OperationContext } from '../../context.js';
import { isAway } from '../../errors/database-failure.js';
import type { LoggedEvent } from '../../events/event-log.js';
import type { Sighted, Viewer } from '../../identity/viewer.js';
import type { Operation } from '../../operation.js';
import type { Answer, Ask } from '../../reading/answers.js';
import { type Bindings, relationKey } from '../../reading/plan.js';
import { NODES_MOST } from '../../reading/prepared.js';
import type { Reader } from '../../reading/reader.js';
import type { Executor } from '../executor.js';
import type { Plans } from '../plans.js';
import { inPieces } from './pieces.js';
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

/** What one subscriber wants to be shown, by one statement. */
interface Part {
  readonly subscription: Subscription;
  readonly wanted: readonly Wanted[];
}

/** How many events are read by one statement. */
const EVENTS_AT_ONCE = 250;
/** How many subscribers are read for in one message: others, whose message goes beside it, don't wait for all. */
const PARTS_AT_ONCE = 16;

/**
 * Reads events for subscribers, each under its own scope: all that one of them is to be shown in one turn of the program
 * by one statement, and that of several in one message, so that a thousand events don't cost a thousand messages.
 */
export class EventReads {
  #wanted = new Map<Subscription, { readonly most: number; readonly wanted: Wanted[] }>();

  constructor(readonly parts: ReadingParts) {}

  /**
   * What a subscriber sees of an event; undefined for nothing.
   * @param sighted as whom it was last known, which says how much is read at once.
   */
  of(event: LoggedEvent, subscription: Subscription, sighted: Sighted): Promise<EventRead | undefined> {
    return new Promise((resolve, reject) => {
      if (this.#wanted.size === 0) queueMicrotask(() => this.#readAll());
      const waiting = this.#wanted.get(subscription);
      if (waiting) waiting.wanted.push({ event, resolve, reject });
      else {
        const most = this.#mostFor(subscription, sighted);
        this.#wanted.set(subscription, { most, wanted: [{ event, resolve, reject }] });
      }
    });
  }

  #mostFor(subscription: Subscription, sighted: Sighted): number {
    const { plan, bindings } = this.#planned(subscription, sighted, []);
    return Math.min(EVENTS_AT_ONCE, Math.max(1, Math.floor(NODES_MOST / Math.max(1, plan.cost(bindings)))));
  }

  #readAll(): void {
    const parts: Part[] = [];
    for (const [subscription, { most, wanted }] of this.#wanted)
      for (const some of inPieces(wanted, most)) parts.push({ subscription, wanted: some });
    this.#wanted = new Map();
    for (const some of inPieces(parts, PARTS_AT_ONCE)) void this.#settle(some);
  }

  async #settle(parts: readonly Part[]): Promise<void> {
    const answers = await this.parts.reader.answerEach(parts.map((part) => this.#askOf(part)));
    await Promise.all(parts.map((part, index) => this.#settleOne(part, answers[index])));
  }

  async #settleOne(
    { subscription, wanted }: Part,
    answer: PromiseSettledResult<Answer> | undefined,
  ): Promise<void> {
    try {
      if (answer?.status !== 'fulfilled') throw answer?.reason;
      const { viewer, data = [] } = answer.value;
      const shown = (data as Record<string, unknown>[]).map((each) => this.#show(subscription, viewer, each));
      const read = await Promise.all(shown);
      for (const [index, { resolve }] of wanted.entries()) resolve(read[index]);
    } catch (failure) {
      // One that can't be read is no reason to withhold the others.
      if (wanted.length > 1 && !isAway(failure))
        await this.#settle(wanted.map((each) => ({ subscription, wanted: [each] })));
      else for (const { reject } of wanted) reject(failure);
    }
  }

  #askOf({ subscription, wanted }: Part): Ask {
    const { operation, definition, claimant } = subscription.asked;
    const look = { operationName: definition.name?.value, requestId: operation.requestId };
    const events = wanted.map(({ event }) => event.subjects);
    return { claimant, look, planFor: (sighted) => this.#planned(subscription, sighted, events) };
  }

  #planned(
    { asked: { operation, definition, variables } }: Subscription,
    sighted: Sighted,
    events: NonNullable<Bindings['events']>,
  ): ReturnType<Ask['planFor']> {
    const plan = this.parts.plans.ofEvent(operation.document, definition, sighted, variables);
    return { plan, bindings: { variables, employments: sighted.employments, events } };
  }

  async #show(
    { asked: { operation, responseKey }, sink }: Subscription,
    viewer: Viewer,
    data: Record<string, unknown>,
  ): Promise<EventRead | undefined> {
    const { executor, context } = this.parts;
    if (data[relationKey(responseKey)] == null) return undefined;
    const done = await executor.over(data, operation, viewer, context(operation, viewer));
    const errors = (done.errors ?? []).map((error) => sink.mask(error));
    const clean = errors.length === 0;
    return { text: membersOf(done.data ?? null, errors), clean, roles: viewer.roles.join() };
  }
}

function membersOf(data: unknown, errors: readonly object[]): string {
  const members = `"data":${JSON.stringify(data)}`;
  return errors.length === 0 ? members : `${members},"errors":${JSON.stringify(errors)}`;
}
