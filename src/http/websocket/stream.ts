import type { GraphQLError } from 'graphql';
import type { Sink, Subscription, Told } from '../../pipeline/streaming/subscription.js';
import type { Frames } from './frames.js';
import { Parked } from './parked.js';
import type { Socket } from './socket.js';

/** One subscription of a socket: writes its frames around the payload that it shares with others. */
export class Stream implements Sink {
  subscription: Subscription | undefined;
  /** What graphql-ws waits on. */
  readonly parked: Parked;
  /** As JSON. */
  readonly #id: string;

  constructor(
    readonly socket: Socket,
    readonly id: string,
    readonly frames: Frames,
    readonly mask: (error: GraphQLError) => object,
    hub: { add(subscription: Subscription): void; remove(subscription: Subscription): void },
  ) {
    this.#id = JSON.stringify(id);
    this.parked = new Parked(
      () => this.subscription && hub.add(this.subscription),
      () => this.subscription && hub.remove(this.subscription),
    );
  }

  next(told: Told, mark: string): void {
    this.socket.write(this.frames.next(this.#id, told, mark));
  }

  stands(cursor: string): void {
    this.socket.tell({ [this.id]: cursor });
  }

  get full(): boolean {
    return this.socket.full;
  }

  drained(): Promise<void> {
    return this.socket.drained();
  }

  end(error?: unknown): void {
    this.parked.finish(error);
  }
}
