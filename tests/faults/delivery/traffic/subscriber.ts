import { WebSocket } from 'ws';
import type { Receipt } from '../checker.js';
import type { Person } from '../ground/issuers.js';

/** What a subscriber asks for, and how it finds its way. */
export interface Asked {
  readonly name: string;
  readonly person: Person;
  readonly field: 'messageReceived' | 'inboxChanged' | 'checkInRecorded';
  /** Only this child. */
  readonly child?: string;
  /** A fresh token for each socket. */
  token(): Promise<string>;
  /** The address of a node to try next. */
  node(): string;
}

const shown = { messageReceived: 'id', inboxChanged: 'id', checkInRecorded: 'id' } as const;
/** Codes that end a stream for good. */
const final = new Set(['RESYNC_REQUIRED', 'NO_ACCESS', 'FORBIDDEN', 'REQUEST_INVALID', 'OPERATION_INVALID']);
const AGAIN_MS = 50;
const HANDSHAKE_MS = 5_000;

interface Frame {
  readonly type: string;
  readonly payload?: unknown;
}

/** A client that keeps one subscription alive: after each end it comes again, from its last cursor, to some node. */
export class Subscriber {
  /** Everything that came, repeats included. */
  readonly receipts: (Receipt & { readonly cursor: string })[] = [];
  readonly #known = new Set<string>();
  /** How often each error code, and each code of a closed socket, was seen. */
  readonly codes = new Map<string, number>();
  /** The code that ended the stream for good; undefined while it goes on. */
  ending: string | undefined;
  connects = 0;
  #socket: WebSocket | undefined;
  #stopped = false;
  #running: Promise<void> = Promise.resolve();
  cursor: string | undefined;

  constructor(readonly asked: Asked) {}

  get name(): string {
    return this.asked.name;
  }

  /** How many different events have come. */
  get count(): number {
    return this.#known.size;
  }

  has(eventId: string): boolean {
    return this.#known.has(eventId);
  }

  /** @param cursor where to resume; from now on by default. */
  start(cursor?: string): this {
    this.cursor = cursor;
    this.#running = this.#keepGoing();
    return this;
  }

  /** Cuts its socket, as a lost network would; it comes again at once. */
  cut(): void {
    this.#socket?.terminate();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#socket?.terminate();
    await this.#running;
  }

  async #keepGoing(): Promise<void> {
    while (!this.#stopped && this.ending === undefined) {
      await this.#once();
      if (!this.#stopped) await new Promise((done) => setTimeout(done, AGAIN_MS));
    }
  }

  /** One socket's life. */
  async #once(): Promise<void> {
    const authorization = `Bearer ${await this.asked.token()}`;
    if (this.#stopped) return;
    const url = `${this.asked.node().replace('http', 'ws')}/graphql`;
    const socket = new WebSocket(url, 'graphql-transport-ws', { handshakeTimeout: HANDSHAKE_MS });
    this.#socket = socket;
    await new Promise<void>((done) => {
      socket.once('open', () => say(socket, { type: 'connection_init', payload: { authorization } }));
      socket.on('message', (data) => this.#hear(socket, JSON.parse(String(data)) as Frame));
      socket.on('error', () => undefined);
      socket.once('close', (code) => {
        if (!this.#stopped) this.#count(String(code));
        done();
      });
    });
  }

  #hear(socket: WebSocket, frame: Frame): void {
    if (frame.type === 'connection_ack') {
      this.connects += 1;
      say(socket, { id: '1', type: 'subscribe', payload: this.#subscription() });
    } else if (frame.type === 'next') this.#receive(frame.payload as Next);
    else if (frame.type === 'ping') say(socket, { type: 'pong' });
    else if (frame.type === 'error' || frame.type === 'complete') this.#end(socket, frame);
  }

  #subscription(): object {
    const { field, child } = this.asked;
    const only = child === undefined ? '' : `, child: "${child}"`;
    return {
      query: `subscription ($after: String) { ${field}(after: $after${only}) { ${shown[field]} } }`,
      variables: { after: this.cursor ?? null },
    };
  }

  #receive({ extensions, errors }: Next): void {
    for (const { extensions: of } of errors ?? []) this.#count(of?.code ?? 'unnamed');
    const { cursor, eventId } = extensions ?? {};
    if (cursor === undefined || eventId === undefined) return;
    this.cursor = cursor;
    this.#known.add(eventId);
    this.receipts.push({ eventId, cursor, at: performance.now() });
  }

  #end(socket: WebSocket, { type, payload }: Frame): void {
    const errors = Array.isArray(payload) ? (payload as { extensions?: { code?: string } }[]) : [];
    const code = errors[0]?.extensions?.code ?? type;
    this.#count(code);
    if (final.has(code)) this.ending = code;
    socket.close(1000);
  }

  #count(code: string): void {
    this.codes.set(code, (this.codes.get(code) ?? 0) + 1);
  }
}

interface Next {
  readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[];
  readonly extensions?: { readonly cursor?: string; readonly eventId?: string };
}

const say = (socket: WebSocket, frame: Frame & { readonly id?: string }): void => {
  if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(frame));
};
