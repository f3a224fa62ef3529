import type { FormattedExecutionResult, GraphQLFormattedError } from 'graphql';
import { type Client, createClient } from 'graphql-ws/client';
import type { SentDocument } from './document.js';
import type { LiveEnded } from './live-ended.js';
import { type Loss, lossOf } from './loss.js';

/** Milliseconds between the client's pings: a phone's network can be gone without a word. */
const PING_MS = 20_000;
/** Milliseconds within which a socket is open and a ping is answered. */
const ANSWER_MS = 15_000;
/** Milliseconds after which a connection on which nothing came counts as a good one. */
const HELD_MS = 10_000;

export type Frame = FormattedExecutionResult<Record<string, unknown>, Partial<Marks>>;

/** What the server sends with each event. */
export interface Marks {
  readonly cursor: string;
  readonly eventId: string;
}

/** How an operation ended on this connection; `lost` with the reason where the client has given up. */
export type Outcome =
  | { readonly kind: 'lost'; readonly end: LiveEnded | undefined }
  | { readonly kind: 'errors'; readonly errors: readonly GraphQLFormattedError[] }
  | { readonly kind: 'completed' }
  | { readonly kind: 'full' };

/** Who hears what comes for one operation. */
export interface Operation {
  next(frame: Frame): void;
  /** Everything before this cursor was sent or was none of the subscriber's. */
  reached(cursor: string): void;
  /** Told once; nothing comes after it. */
  over(outcome: Outcome): void;
}

export interface ConnectionOptions {
  readonly url: string;
  readonly token: string;
  readonly webSocketImpl?: unknown;
  /** Told once how the connection was lost; answers with the end of everything where the client gives up. */
  readonly lost: (loss: Loss) => LiveEnded | undefined;
}

/**
 * One socket, from its opening to its end. graphql-ws's own retries are off: it would send each operation again as it
 * was first sent, without the cursor of today. A new connection is a new client, so that late words of an old socket
 * reach nobody.
 */
export class Connection {
  /** Whether it was acknowledged; false when it was lost before. */
  readonly opened: Promise<boolean>;
  #settle: (isOpen: boolean) => void = () => undefined;
  readonly #client: Client;
  readonly #operations = new Map<string, Operation>();
  #count = 0;
  #loss: { readonly end: LiveEnded | undefined } | undefined;
  #socket: { close(code: number): void } | undefined;
  #acknowledged: number | undefined;
  #hasBrought = false;
  #patience: ReturnType<typeof setTimeout> | undefined;

  constructor(readonly options: ConnectionOptions) {
    const { url, token, webSocketImpl } = options;
    this.opened = new Promise((resolve) => {
      this.#settle = resolve;
    });
    this.#expect();
    this.#client = createClient({
      url,
      ...(webSocketImpl === undefined ? {} : { webSocketImpl }),
      connectionParams: { authorization: `Bearer ${token}` },
      lazy: false,
      retryAttempts: 0,
      onNonLazyError: () => undefined,
      keepAlive: PING_MS,
      generateID: () => String(this.#count),
      on: {
        opened: (socket) => this.#open(socket as { close(code: number): void }),
        connected: () => this.#acknowledge(),
        ping: (isReceived, payload) => (isReceived ? this.#moveOn(payload) : this.#expect()),
        pong: (isReceived) => isReceived && clearTimeout(this.#patience),
        closed: (event) => this.#lose(lossOf(event)),
        error: (failure) => this.#lose(lossOf(failure)),
      },
    });
  }

  /** Whether it was acknowledged. */
  get wasOpen(): boolean {
    return this.#acknowledged !== undefined;
  }

  /** Whether it has been of use: something came, or it stood for a while. */
  get hasHeld(): boolean {
    return (
      this.#hasBrought ||
      (this.#acknowledged !== undefined && performance.now() - this.#acknowledged > HELD_MS)
    );
  }

  /** Starts an operation. @returns what ends it, in silence. */
  subscribe(document: SentDocument, variables: Record<string, unknown>, operation: Operation): () => void {
    if (this.#loss) {
      operation.over({ kind: 'lost', end: this.#loss.end });
      return () => undefined;
    }
    this.#count += 1;
    const id = String(this.#count);
    this.#operations.set(id, operation);
    const end = this.#client.subscribe<Record<string, unknown>, Partial<Marks>>(
      { ...document, variables },
      {
        next: (frame) => this.#bring(id, frame as Frame),
        // Anything but GraphQL errors is the loss of the connection, of which all operations are told together.
        error: (failure) => Array.isArray(failure) && this.#end(id, { kind: 'errors', errors: failure }),
        complete: () => this.#end(id, { kind: 'completed' }),
      },
    );
    return () => {
      this.#operations.delete(id);
      end();
    };
  }

  /** Closes the socket; operations are told that it is lost. */
  close(): void {
    this.#lose(undefined);
  }

  #open(socket: { close(code: number): void }): void {
    this.#socket = socket;
    // It came after patience had ended.
    if (this.#loss) socket.close(1_000);
  }

  #acknowledge(): void {
    clearTimeout(this.#patience);
    this.#acknowledged = performance.now();
    this.#settle(this.#loss === undefined);
  }

  #bring(id: string, frame: Frame): void {
    this.#hasBrought = true;
    this.#operations.get(id)?.next(frame);
  }

  #moveOn(payload: Record<string, unknown> | undefined): void {
    if (this.#loss) return;
    this.#hasBrought = true;
    for (const [id, cursor] of Object.entries(payload?.['cursors'] ?? {}))
      if (typeof cursor === 'string') this.#operations.get(id)?.reached(cursor);
  }

  #expect(): void {
    clearTimeout(this.#patience);
    if (!this.#loss) this.#patience = setTimeout(() => this.#lose({ kind: 'passing' }), ANSWER_MS);
  }

  #end(id: string, outcome: Outcome): void {
    const operation = this.#operations.get(id);
    this.#operations.delete(id);
    operation?.over(outcome);
  }

  #lose(loss: Loss | undefined): void {
    if (this.#loss) return;
    clearTimeout(this.#patience);
    const end = loss && this.options.lost(loss);
    this.#loss = { end };
    for (const id of [...this.#operations.keys()]) this.#end(id, { kind: 'lost', end });
    this.#settle(false);
    this.#socket?.close(1_000);
    // Without this graphql-ws would come again by itself after a close with 1000.
    Promise.resolve(this.#client.dispose()).catch(() => undefined);
  }
}
