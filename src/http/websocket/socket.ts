import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { MessageType, stringifyMessage } from 'graphql-ws';
import type { WebSocket } from 'ws';
import type { Language } from '../../errors/catalogue.js';
import type { Claimant } from '../../identity/claimant.js';
import type { Subscription } from '../../pipeline/streaming/subscription.js';
import { Line } from '../../pipeline/turns.js';
import { addressOf } from '../address.js';
import { languageFrom } from '../language.js';
import { Flow } from './flow.js';
import { textFrame } from './frames.js';

/** Milliseconds after which a socket that does not read what it is sent is told to come again. */
const READING_MS = 30_000;
/** The longest reason of a close, in bytes: RFC 6455. */
const REASON_BYTES = 123;
/** Milliseconds until a client that does not answer a close is cut off. */
const CLOSING_MS = 5_000;
const LONGEST_TIMER_MS = 2_147_483_647;

/** Bytes that may wait here for the network to take them. */
const WAITING_BYTES = 16 * 1024;

/** Subscriptions of one socket that are opened at once: each needs the database, which everybody else waits for too. */
const OPENING_MOST = 4;

/** A subscription that is open. */
interface OpenStream {
  readonly id: string;
  readonly subscription: Subscription | undefined;
}

/** An operation, known by its payload; its stream is there once it is open. */
interface Held {
  readonly payload: object;
  stream: OpenStream | undefined;
}

/** One client's socket: who it is, and what it takes to keep it honest. */
export class Socket {
  readonly language: Language;
  readonly address: string;
  /** What the upgrade said of who it is; forgotten once it is known. */
  authorization: string | undefined;
  /** What the upgrade said of a browser's cookies and of where it comes from; forgotten where a token says who it is. */
  browser: IncomingHttpHeaders | undefined;
  claimant: Claimant | undefined;
  /** How often it was told in a row that its minute is used up. */
  limited = 0;
  /** What each id stands for: a client may complete an operation and begin another with its id in the same breath. */
  readonly #operations = new Map<string, Held>();
  #ends: NodeJS.Timeout | undefined;
  /** Milliseconds since 1970. */
  #until = Number.POSITIVE_INFINITY;
  #again: (() => Promise<void>) | undefined;
  #answered = true;
  readonly #opening = new Line(OPENING_MOST);
  /** Those who wait until the network takes more, and until the client has read. */
  readonly #waiting = { network: [] as (() => void)[], client: [] as (() => void)[] };
  /** The connection below the protocol. */
  readonly #network: Duplex;
  readonly #flow = new Flow((mark) => this.socket.ping(mark));
  #slow: NodeJS.Timeout | undefined;
  #cut: NodeJS.Timeout | undefined;

  constructor(
    readonly socket: WebSocket,
    request: IncomingMessage,
    proxies = 0,
  ) {
    const { headers } = request;
    this.#network = request.socket;
    this.address = addressOf(request, proxies);
    this.language = languageFrom(headers['accept-language']);
    this.authorization = headers.authorization;
    const { cookie, origin, host, 'sec-fetch-site': site } = headers;
    if (cookie !== undefined) this.browser = { cookie, origin, host, 'sec-fetch-site': site };
    socket.on('pong', this.#alive);
    socket.on('error', this.#broken);
    socket.once('close', this.#gone);
  }

  /** False from the moment that either side closes it: what still comes then is not heard, what is said not sent. */
  get isOpen(): boolean {
    return this.socket.readyState === this.socket.OPEN;
  }

  /** Sends one answer, and waits until it is handed on. Who does not read its answers is not heard until it has. */
  send(frame: string): Promise<void> {
    if (!this.isOpen) return Promise.resolve();
    const handedOn = new Promise<void>((resolve) => this.socket.send(frame, () => resolve(this.#sent())));
    if (this.#isClogged) this.#turnAway();
    return handedOn;
  }

  /**
   * Sends one whole frame; whoever sends many asks first whether the client reads. It goes past `ws`, whose own frames
   * are handed on whole and at once as well, since nothing is compressed: none can come to stand in another.
   */
  write(frame: Buffer): void {
    if (!this.isOpen) return;
    this.#network.write(frame, this.#isOfNoWeight(frame) ? undefined : this.#sent);
    this.#flow.count(frame.length);
  }

  /** Tells how far quiet streams have come, by their ids, in a ping of the protocol. */
  tell(cursors: Readonly<Record<string, string>>): void {
    this.write(textFrame(stringifyMessage({ type: MessageType.Ping, payload: { cursors } })));
  }

  /** Whether the client has not read what it was sent: it is sent no more events until it has. */
  get full(): boolean {
    return this.#isClogged || this.#flow.isFull;
  }

  /** Waits until the client has read, or is gone; whoever reads nothing for long is told to come again. */
  drained(): Promise<void> {
    return this.full ? this.#waitFor('client') : Promise.resolve();
  }

  /** Closes with a code, and the reason where a frame holds it; cuts the connection where the client does not answer. */
  close(code: number, reason: string): void {
    this.socket.close(code, Buffer.byteLength(reason) > REASON_BYTES ? undefined : reason);
    this.#cutLater();
  }

  /**
   * The token's end closes the socket with 4403: a client that has a new token comes again with it.
   * @param again who it is then, where somebody else has the new token: the session of a browser.
   */
  endWith(claimant: Claimant, until = claimant.expires * 1_000, again?: () => Promise<void>): void {
    this.claimant = claimant;
    this.#until = until;
    this.#again = again;
    clearTimeout(this.#ends);
    const left = Math.min(Math.max(until - Date.now(), 0), LONGEST_TIMER_MS);
    this.#ends = setTimeout(() => this.endToken(), left);
  }

  endToken(): void {
    this.#until = Number.POSITIVE_INFINITY;
    const end = () => this.close(4403, 'Forbidden');
    if (this.#again && this.isOpen) void this.#again().catch(end);
    else end();
  }

  /** Whether the token is past its end: a machine that slept, or whose clock was set, does not hear the timer in time. */
  get hasEnded(): boolean {
    return this.#until <= Date.now();
  }

  /** Opens a subscription once few enough others are being opened. */
  open<T>(opening: () => Promise<T>): Promise<T> {
    return this.#opening.run(opening);
  }

  /** From now on an id stands for this operation, and no longer for an earlier one. */
  hold(id: string, payload: object): void {
    this.#operations.set(id, { payload, stream: undefined });
  }

  /** The operation's stream is open. */
  opened(id: string, payload: object, stream: OpenStream): void {
    const held = this.#operations.get(id);
    if (held?.payload === payload) held.stream = stream;
  }

  /** Whether the id stands for a later operation. */
  lost(id: string, payload: object): boolean {
    const held = this.#operations.get(id);
    return held !== undefined && held.payload !== payload;
  }

  letGo(id: string, payload: object): void {
    if (!this.lost(id, payload)) this.#operations.delete(id);
  }

  /** The streams that are open. */
  streams(): OpenStream[] {
    return [...this.#operations.values()].flatMap(({ stream }) => stream ?? []);
  }

  /** Asks whether the client is still there, and cuts it where it did not answer the last time. */
  ping(): void {
    if (this.#answered || this.socket.isPaused) this.socket.ping();
    else this.socket.terminate();
    this.#answered = false;
  }

  #alive = (mark: Buffer): void => {
    this.#answered = true;
    this.#flow.hear(String(mark));
    this.#sent();
  };

  /** A client that sends too much is told why, which needs a moment in which what it sends is thrown away. */
  #broken = (): void => this.#cutLater();

  #cutLater(): void {
    this.#cut ??= setTimeout(() => this.socket.terminate(), CLOSING_MS).unref();
  }

  #sent = (): void => {
    const { network, client } = this.#waiting;
    if (network.length + client.length === 0 || this.#isClogged) return;
    release(network);
    if (!this.#flow.isFull) release(client);
    if (client.length === 0) this.#bePatient();
  };

  #gone = (): void => {
    clearTimeout(this.#ends);
    // It would hold on to all of a socket that has long gone: a thousand a second are megabytes.
    clearTimeout(this.#cut);
    this.browser = undefined;
    this.#bePatient();
    release(this.#waiting.network);
    release(this.#waiting.client);
  };

  /** Whether the network takes no more, as for a client that has read nothing for long. */
  get #isClogged(): boolean {
    return this.socket.bufferedAmount > WAITING_BYTES;
  }

  /** Whether nobody will wait for the network on account of this frame: a call at its end would tell nobody anything. */
  #isOfNoWeight(frame: Buffer): boolean {
    return this.#network.writableLength === 0 && frame.length <= WAITING_BYTES;
  }

  #waitFor(whom: 'network' | 'client'): Promise<void> {
    if (!this.isOpen) return Promise.resolve();
    this.#slow ??= setTimeout(() => this.close(1013, 'Try again later'), READING_MS);
    return new Promise((resolve) => this.#waiting[whom].push(resolve));
  }

  /** Else a client that asks without reading would have its answers pile up here. */
  #turnAway(): void {
    if (this.socket.isPaused) return;
    this.socket.pause();
    void this.#waitFor('network').then(() => this.socket.resume());
  }

  #bePatient(): void {
    clearTimeout(this.#slow);
    this.#slow = undefined;
  }
}

function release(waiting: (() => void)[]): void {
  for (const resolve of waiting.splice(0)) resolve();
}
