import type { GraphQLFormattedError } from 'graphql';
import type { Connection, Frame, Outcome } from './connection.js';
import type { CursorPlace } from './cursor-storage.js';
import type { SentDocument } from './document.js';
import type { LiveHandlers, ResyncReason } from './handlers.js';
import { Inbox } from './inbox.js';
import type { Line } from './line.js';
import { LiveEnded } from './live-ended.js';
import { pause } from './pause.js';

/** Milliseconds after which a subscription from which nothing was heard is taken to have begun on the server. */
const BEGUN_MS = 250;

/** Codes that say nothing against the subscription: asked again later, it may go on. */
const passing: ReadonlySet<string> = new Set(['UNAVAILABLE', 'OPERATION_TOO_SLOW', 'RATE_LIMITED']);

export interface Subscribed<Result> {
  readonly document: SentDocument;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly cursorVariable: string;
  readonly handlers: LiveHandlers<Result>;
  readonly place: CursorPlace;
  readonly line: Line;
}

/** One subscription over all its connections: it goes on from the last cursor, or says that it does not. */
export class Subscription<Result> {
  readonly #inbox: Inbox<Result>;
  readonly #over = new AbortController();
  #leaveOperation: () => void = () => undefined;
  /** The last that has come, handled or waiting in the inbox. */
  #cursor: string | undefined;
  /** Why the application must load anew, until it is told. */
  #resync: ResyncReason | undefined;
  #wasTold = false;
  #begun: ReturnType<typeof setTimeout> | undefined;
  /** Times in a row that the server was unavailable, or asked to wait. */
  #failures = 0;

  constructor(readonly subscribed: Subscribed<Result>) {
    const { handlers, place } = subscribed;
    this.#inbox = new Inbox(handlers, place, (cause) => this.#fail(cause));
  }

  /** Runs until it is over. */
  async run(): Promise<void> {
    const { line, place } = this.subscribed;
    line.join();
    this.#cursor = await place.read();
    try {
      while (!this.#isOver) {
        const connection = await line.connection();
        if (!this.#isOver) await this.#follow(await this.#attempt(connection));
      }
    } catch (failure) {
      this.#end(failure instanceof LiveEnded ? failure : new LiveEnded('CONNECTION_BROKEN', String(failure)));
    }
  }

  /** Ends it in silence. */
  unsubscribe(): void {
    this.#inbox.close();
    this.#stop();
  }

  get #isOver(): boolean {
    return this.#over.signal.aborted;
  }

  #attempt(connection: Connection): Promise<Outcome> {
    const { document, variables, cursorVariable } = this.subscribed;
    const from = this.#cursor === undefined ? {} : { [cursorVariable]: this.#cursor };
    if (this.#cursor === undefined) this.#resync ??= this.#wasTold ? 'gap' : 'begun';
    return new Promise((resolve) => {
      const over = (outcome: Outcome) => {
        clearTimeout(this.#begun);
        resolve(outcome);
      };
      if (this.#resync) this.#begun = setTimeout(() => this.#tellResync(), BEGUN_MS);
      this.#leaveOperation = connection.subscribe(
        document,
        { ...variables, ...from },
        { next: (frame) => this.#take(frame, over), reached: (cursor) => this.#moveOn(cursor), over },
      );
    });
  }

  #take({ data, errors = [], extensions }: Frame, over: (outcome: Outcome) => void): void {
    this.#failures = 0;
    const { cursor, eventId } = extensions ?? {};
    // An event that can not be shown at all may be of importance all the same.
    if (data == null) this.#resync ??= 'gap';
    this.#tellResync();
    this.#cursor = cursor ?? this.#cursor;
    if (data == null) this.#inbox.cursor(cursor);
    else this.#inbox.event(data as Result, { eventId, errors }, cursor);
    if (!this.#inbox.isFull) return;
    this.#leaveOperation();
    over({ kind: 'full' });
  }

  #moveOn(cursor: string): void {
    this.#failures = 0;
    this.#tellResync();
    this.#cursor = cursor;
    this.#inbox.cursor(cursor);
  }

  /** Only once the stream has begun: what is loaded before that, and changed in between, would be missed. */
  #tellResync(): void {
    clearTimeout(this.#begun);
    if (this.#resync === undefined) return;
    this.#inbox.resync(this.#resync);
    this.#resync = undefined;
    this.#wasTold = true;
  }

  async #follow(outcome: Outcome): Promise<void> {
    if (outcome.kind === 'full') await this.#inbox.drained();
    else if (outcome.kind === 'errors') await this.#refuse(outcome.errors);
    else if (outcome.kind === 'completed')
      this.#end(new LiveEnded('COMPLETED', 'The server ended the subscription.'));
    else if (outcome.end) this.#end(outcome.end);
  }

  async #refuse(errors: readonly GraphQLFormattedError[]): Promise<void> {
    const [first] = errors;
    const code = String(first?.extensions?.['code'] ?? 'INTERNAL_ERROR');
    if (code === 'RESYNC_REQUIRED' && this.#cursor !== undefined) {
      this.#cursor = undefined;
      this.#resync = 'gap';
    } else if (passing.has(code)) {
      await pause(this.subscribed.line.options.backOff(this.#failures), this.#over.signal);
      this.#failures += 1;
    } else
      this.#end(new LiveEnded(code, first?.message ?? 'The server refused the subscription.', { errors }));
  }

  #fail(cause: unknown): void {
    this.#stop();
    const end = new LiveEnded('HANDLER_FAILED', 'A handler of the subscription threw an error.', { cause });
    void this.subscribed.handlers.ended(end);
  }

  #end(end: LiveEnded): void {
    if (this.#isOver) return;
    this.#stop();
    this.#inbox.end(end);
  }

  #stop(): void {
    if (this.#isOver) return;
    this.#over.abort();
    clearTimeout(this.#begun);
    this.#leaveOperation();
    this.subscribed.line.leave();
  }
}
