import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { CHANNEL } from './channel.js';

/** Milliseconds until a lost connection is made anew. */
const RECONNECT_MS = 1_000;
/** Milliseconds within which a connection stands, and of silence after which the system asks whether it still does. */
const SILENCE_MS = 10_000;

/** Hears from the database that something was committed: on one connection, and only one, however often it is lost. */
export class WakeUps {
  #client: pg.Client | undefined;
  readonly #stopping = new AbortController();

  constructor(
    readonly url: string,
    /** Told at each wake-up, and when hearing begins: what was said before that was missed. */
    readonly heard: () => void,
  ) {
    void this.#keepHearing();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#client?.end().catch(() => undefined);
  }

  async #keepHearing(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      await this.#hear().catch(() => undefined);
      await pause(RECONNECT_MS, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  /** Hears until the connection is lost. */
  async #hear(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.url,
      connectionTimeoutMillis: SILENCE_MS,
      keepAlive: true,
      keepAliveInitialDelayMillis: SILENCE_MS,
    });
    this.#client = client;
    const lost = new Promise((resolve) => client.on('error', resolve).once('end', resolve));
    client.on('notification', this.heard);
    try {
      await client.connect();
      await client.query(`listen ${CHANNEL}`);
      this.heard();
      await lost;
    } finally {
      client.end().catch(() => undefined);
    }
  }
}
