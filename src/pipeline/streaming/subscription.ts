import type { GraphQLError } from 'graphql';
import type { LoggedEvent } from '../../events/event-log.js';
import { ACCESS_CHANGED } from '../../events/topics.js';
import type { Viewer } from '../../identity/viewer.js';
import type { Asked } from './asked.js';

/** What all are told of an event who are shown the same of it; often one and the same for thousands. */
export interface Told {
  /** The JSON members of the payload, all but `extensions`. */
  readonly payload: string;
  /** The part of the cursor that follows the mark. */
  readonly place: string;
  readonly eventId: string;
}

/** Where a subscriber's frames go. It is written to only while the client reads. */
export interface Sink {
  /**
   * Sends one event.
   * @param mark the beginning of the cursor, which is the subscriber's own.
   */
  next(told: Told, mark: string): void;
  /** Tells the client where to resume, without an event. */
  stands(cursor: string): void;
  /** Whether the client has not read what it was sent: it is sent no more then. */
  readonly full: boolean;
  /** Waits until the client has read, or is gone. */
  drained(): Promise<void>;
  /** An error as a client may see it. */
  mask(error: GraphQLError): object;
  /** Ends the stream; with an error where it was not the client who did. */
  end(error?: unknown): void;
}

/** One subscriber of a node: what is asked, where it stands in the log, and where its frames go. */
export class Subscription {
  static #last = 0;
  /** Which one it is of all that this program has had. */
  readonly number = ++Subscription.#last;
  /** The last position that was decided on for this subscriber alone; while live, the hub's own may be newer. */
  position: number;
  /** Whether it has everything that the hub has given out, and hears of the next event with all others. */
  live = false;
  ended = false;
  /** Where it stood when its client was last told so; nowhere at first, if it did not come with a cursor. */
  told: number;
  /** Ids whose loss may end the stream: the subscriber's own, the children's, and those of the arguments. */
  readonly names: readonly string[];
  readonly #personIds: readonly string[];

  constructor(
    readonly asked: Asked,
    /** How the login is known to the log's audiences. */
    readonly key: string,
    viewer: Viewer,
    start: number,
    readonly sink: Sink,
  ) {
    this.position = start;
    this.told = asked.args['after'] == null ? -1 : start;
    this.#personIds = viewer.personIds;
    const given = asked.stream.only.map(({ argument }) => asked.args[argument]);
    const ids = [...viewer.personIds, ...viewer.childIds, ...given];
    this.names = [...new Set(ids.filter((id): id is string => typeof id === 'string'))];
  }

  /** Whether an event is one of those that were asked for. */
  wants({ topic, subjects }: LoggedEvent): boolean {
    const { stream, args } = this.asked;
    if (!stream.topics.has(topic)) return false;
    const by = stream.notBy && subjects[stream.notBy];
    if (by && this.#personIds.includes(by)) return false;
    return stream.only.every(
      ({ argument }) => args[argument] == null || args[argument] === subjects[argument],
    );
  }

  /** Whether an event may have taken the subscriber's access away. */
  isShakenBy({ topic, subjects }: LoggedEvent): boolean {
    return topic === ACCESS_CHANGED && Object.values(subjects).some((id) => this.names.includes(id));
  }
}
