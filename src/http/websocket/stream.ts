import type { GraphQLError } from 'graphql';
import type { Sink, Subscription } from '../../pipeline/streaming/subscription.js';
import { Parked } from './parked.js';
import type { Socket } from './socket.js';

/** One subscription of a socket: writes its frames around the payload that it shares with others. */
export class Stream implements Sink {
  subscription: Subscription | undefined;
  /** What graphql-ws waits on. */
  readonly parked: Parked;
  readonly #head: string;

  constructor(
    readonly socket: Socket,
    readonly id: string,
    readonly mask: (error: GraphQLError) => object,
    hub: { add(subscription: Subscription): void; remove(subscription: Subscription): void },
  ) {
    this.#head = `{"id":${JSON.stringify(id)},"type":"next","payload":{`;
    this.parked = new Parked(
      () => this.subscription && hub.add(this.subscription),
      () => this.subscription && hub.remove(this.subscription),
    );
  }

  next(payload: string, cursor: string, eventId: string): void {
    this.socket.write(`${this.#head}${payload},"extensions":{"cursor":"${cursor}","eventId":"${eventId}"}}}`);
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
