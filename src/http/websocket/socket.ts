import type { IncomingMessage } from 'node:http';
import type { WebSocket } from 'ws';
import type { Language } from '../../errors/catalogue.js';
import type { Claimant } from '../../identity/claimant.js';
import { languageFrom } from '../language.js';

/** Milliseconds between pings, and until a socket that does not answer one is cut. */
const PING_MS = 12_000;
/** Milliseconds after which a socket that does not read what it is sent is told to come again. */
const READING_MS = 30_000;
/** The longest reason of a close, in bytes: RFC 6455. */
const REASON_BYTES = 123;
const LONGEST_TIMER_MS = 2_147_483_647;

/** One client's socket: who it is, and what it takes to keep it honest. */
export class Socket {
  readonly language: Language;
  claimant: Claimant | undefined;
  readonly #operations = new Map<string, object>();
  #ends: NodeJS.Timeout | undefined;
  #answered = true;
  readonly #pings: NodeJS.Timeout;

  constructor(
    readonly socket: WebSocket,
    readonly request: IncomingMessage,
  ) {
    this.language = languageFrom(request.headers['accept-language']);
    this.#pings = setInterval(() => this.#ping(), PING_MS);
    socket.on('pong', () => {
      this.#answered = true;
    });
    socket.on('error', () => socket.terminate());
    socket.once('close', () => {
      clearInterval(this.#pings);
      clearTimeout(this.#ends);
    });
  }

  /** False from the moment that either side closes it: what still comes then is not heard, what is said not sent. */
  get isOpen(): boolean {
    return this.socket.readyState === this.socket.OPEN;
  }

  /** Sends one frame, and waits until it is handed on: whoever does not read is sent no more. */
  send(frame: string): Promise<void> {
    if (!this.isOpen) return Promise.resolve();
    return new Promise((resolve) => {
      const slow = setTimeout(() => this.close(1013, 'Try again later'), READING_MS);
      this.socket.send(frame, () => {
        clearTimeout(slow);
        resolve();
      });
    });
  }

  /** Closes with a code, and the reason where a frame holds it; cuts the connection where the client does not answer. */
  close(code: number, reason: string): void {
    this.socket.close(code, Buffer.byteLength(reason) > REASON_BYTES ? undefined : reason);
    setTimeout(() => this.socket.terminate(), 5_000).unref();
  }

  /** The token's end closes the socket with 4403: a client that has a new token comes again with it. */
  endWith(claimant: Claimant): void {
    this.claimant = claimant;
    const left = claimant.expires * 1_000 - Date.now();
    this.#ends = setTimeout(
      () => this.close(4403, 'Forbidden'),
      Math.min(Math.max(left, 0), LONGEST_TIMER_MS),
    );
  }

  /** From now on an id stands for this operation, known by its payload, and no longer for an earlier one. */
  hold(id: string, payload: object): void {
    this.#operations.set(id, payload);
  }

  /** Whether the id stands for a later operation. */
  lost(id: string, payload: object): boolean {
    const holder = this.#operations.get(id);
    return holder !== undefined && holder !== payload;
  }

  letGo(id: string, payload: object): void {
    if (!this.lost(id, payload)) this.#operations.delete(id);
  }

  #ping(): void {
    if (this.#answered) this.socket.ping();
    else this.socket.terminate();
    this.#answered = false;
  }
}
