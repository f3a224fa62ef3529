import type { GraphQLFormattedError } from 'graphql';
import type { LiveEnded } from './live-ended.js';

/** `begun`: the stream begins here for the first time. `gap`: events may have been missed since the last one. */
export type ResyncReason = 'begun' | 'gap';

/** What is known of an event beside its data. */
export interface LiveEvent {
  /** The same for every subscriber, and each time the event is sent. */
  readonly eventId: string | undefined;
  /** What of the event could not be shown. */
  readonly errors: readonly GraphQLFormattedError[];
}

/**
 * What an application does with a subscription. Handlers are called one at a time and in the order of the events: the
 * next waits until the promise of the last has resolved. One that throws ends the subscription with `HANDLER_FAILED`.
 */
export interface LiveHandlers<Result> {
  /** An event, once. Where cursors are kept, its cursor is kept when this is done. */
  next(data: Result, event: LiveEvent): void | Promise<void>;
  /**
   * The stream does not go on from where the application stands: load anew what it shows. Told when the stream begins
   * without a cursor, and when it can not be resumed; what happens from here on comes through `next`.
   */
  resync(reason: ResyncReason): void | Promise<void>;
  /** The subscription is over, and is not tried again. Not told after unsubscribing. */
  ended(end: LiveEnded): void | Promise<void>;
}
