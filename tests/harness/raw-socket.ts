import { connect, type NetConnectOpts, type Socket } from 'node:net';
import { type ClientOptions, WebSocket } from 'ws';
import type { Town } from './town.js';

/** A message of the protocol as it came. */
export interface Message {
  readonly type: string;
  readonly id?: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what its own document asked for
  readonly payload?: any;
}

/** How the server closed a socket. */
export interface Closing {
  readonly code: number;
  readonly reason: string;
}

/** A client that says exactly what its test tells it to, and keeps to no protocol of its own. */
export class RawSocket {
  /** Every frame that came, as it came. */
  readonly texts: string[] = [];
  readonly closed: Promise<Closing>;
  readonly #unread: Message[] = [];
  #read: (() => void) | undefined;
  #closing: Closing | undefined;

  private constructor(
    readonly socket: WebSocket,
    /** The connection beneath, for bytes that no WebSocket client would send. */
    readonly wire: Socket,
  ) {
    socket.on('message', (data) => {
      this.texts.push(String(data));
      this.#unread.push(JSON.parse(String(data)));
      this.#read?.();
    });
    socket.on('error', () => undefined);
    this.closed = new Promise((resolve) =>
      socket.once('close', (code, reason) => {
        this.#closing = { code, reason: String(reason) };
        this.#read?.();
        resolve(this.#closing);
      }),
    );
  }

  /** Opens a socket at `/graphql` and says nothing on it. */
  static async open(
    url: string,
    protocols: string[] = ['graphql-transport-ws'],
    options: ClientOptions = {},
  ): Promise<RawSocket> {
    const wires: Socket[] = [];
    const createConnection = ((to: NetConnectOpts) => {
      const wire = connect(to);
      wires.push(wire);
      return wire;
    }) as typeof connect;
    const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, protocols, {
      ...options,
      createConnection,
    });
    const [wire] = wires;
    if (!wire) throw new Error('nothing was connected');
    const raw = new RawSocket(socket, wire);
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    return raw;
  }

  /** A socket of somebody who has said who she is, and was acknowledged. */
  static async of(town: Town, who: string): Promise<RawSocket> {
    const [{ token }, raw] = await Promise.all([town.as(who), RawSocket.open(town.url)]);
    raw.say({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
    await raw.next();
    return raw;
  }

  say(message: unknown): void {
    this.socket.send(JSON.stringify(message));
  }

  subscribe(id: string, query: string, variables?: Readonly<Record<string, unknown>>): void {
    this.say({ id, type: 'subscribe', payload: { query, ...(variables && { variables }) } });
  }

  /** The next message that was not read yet. @throws Error where the socket is closed instead. */
  async next(): Promise<Message> {
    const message = this.#unread.shift();
    if (message) return message;
    if (this.#closing) throw new Error(`closed with ${this.#closing.code} ${this.#closing.reason}`);
    await new Promise<void>((resolve) => {
      this.#read = resolve;
    });
    return this.next();
  }

  /** Asks for a sign of life and gives it: what was answered before is read already. */
  async beat(): Promise<Message> {
    this.say({ type: 'ping' });
    return this.next();
  }

  async leave(): Promise<void> {
    this.socket.close();
    await this.closed;
  }
}
