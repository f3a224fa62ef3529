import { Connection } from './connection.js';
import { LiveEnded } from './live-ended.js';
import type { Loss } from './loss.js';
import { pause } from './pause.js';

/** Milliseconds that the socket stays open for a next subscription when the last one has gone. */
const LINGER_MS = 1_000;

export interface LineOptions {
  readonly url: string;
  readonly token: (refused?: string) => string | Promise<string>;
  readonly webSocketImpl?: unknown;
  readonly backOff: (failures: number) => number;
  readonly connected?: ((isConnected: boolean) => void) | undefined;
}

/** The line to the server that all subscriptions share: one socket at a time, one token asked for at a time. */
export class Line {
  #users = 0;
  #connecting: Promise<Connection> | undefined;
  #connection: Connection | undefined;
  #hangUp = new AbortController();
  #linger: ReturnType<typeof setTimeout> | undefined;
  /** Connections in a row that brought nothing. */
  #failures = 0;
  /** Tokens in a row that opened nothing, and the last of them. */
  #refusals = 0;
  #refused: string | undefined;
  #notBefore = 0;

  constructor(readonly options: LineOptions) {}

  /** One more subscription uses the line. */
  join(): void {
    this.#users += 1;
    clearTimeout(this.#linger);
  }

  /** One less; the last one hangs up after a moment. */
  leave(): void {
    this.#users -= 1;
    if (this.#users === 0) this.#linger = setTimeout(() => this.hangUp(), LINGER_MS);
  }

  /**
   * The open connection, which may have to be waited for.
   * @throws LiveEnded where the client gives up; whoever asks after that tries anew.
   */
  connection(): Promise<Connection> {
    this.#connecting ??= this.#connect(this.#hangUp.signal);
    return this.#connecting;
  }

  hangUp(): void {
    clearTimeout(this.#linger);
    this.#hangUp.abort();
    this.#hangUp = new AbortController();
    this.#connecting = undefined;
    this.#drop()?.close();
  }

  async #connect(hungUp: AbortSignal): Promise<Connection> {
    while (!hungUp.aborted) {
      await pause(this.#notBefore - Date.now(), hungUp);
      const token = hungUp.aborted ? undefined : await this.#token();
      if (hungUp.aborted || token === undefined) continue;
      let end: LiveEnded | undefined;
      const connection: Connection = new Connection({
        ...this.options,
        token,
        lost: (loss) => {
          end = this.#judge(loss, token, connection);
          return end;
        },
      });
      this.#connection = connection;
      if (await connection.opened) {
        this.#tell(true);
        return connection;
      }
      if (end) throw end;
    }
    throw new LiveEnded('COMPLETED', 'Nobody waits for the connection any more.');
  }

  /** A token; undefined where the application has none at the moment: it is asked again later. */
  async #token(): Promise<string | undefined> {
    try {
      return await this.options.token(this.#refused);
    } catch {
      this.#wait();
      return undefined;
    }
  }

  /** Decides what follows from a loss. @returns the end of everything where coming again is of no use. */
  #judge(loss: Loss, token: string, connection: Connection): LiveEnded | undefined {
    this.#drop();
    if (connection.wasOpen) {
      this.#connecting = undefined;
      this.#refusals = 0;
    }
    if (connection.hasHeld) this.#failures = 0;
    if (loss.kind === 'token') return this.#refuse(token);
    if (loss.kind === 'passing') return this.#wait();
    return this.#giveUp(new LiveEnded('CONNECTION_BROKEN', loss.why, { cause: loss.cause }));
  }

  /** A token that has ended is replaced at once, where it was of use. */
  #refuse(token: string): LiveEnded | undefined {
    this.#refused = token;
    this.#refusals += 1;
    if (this.#refusals > 1)
      return this.#giveUp(new LiveEnded('TOKEN_REFUSED', 'The server refused a fresh token as well.'));
    if (this.#failures === 0) this.#failures = 1;
    else this.#wait();
    return undefined;
  }

  #wait(): undefined {
    this.#notBefore = Date.now() + this.options.backOff(this.#failures);
    this.#failures += 1;
  }

  #giveUp(end: LiveEnded): LiveEnded {
    this.#connecting = undefined;
    this.#refusals = 0;
    this.#failures = 0;
    return end;
  }

  /** Takes the connection off the line. */
  #drop(): Connection | undefined {
    const connection = this.#connection;
    this.#connection = undefined;
    if (connection?.wasOpen) this.#tell(false);
    return connection;
  }

  /** Later, so that what the application does or throws then comes between nothing. */
  #tell(isConnected: boolean): void {
    queueMicrotask(() => this.options.connected?.(isConnected));
  }
}
