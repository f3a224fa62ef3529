import { CursorPlace, type CursorStorage, inMemory } from './cursor-storage.js';
import { type LiveQuery, textOf } from './document.js';
import type { LiveHandlers } from './handlers.js';
import { Line } from './line.js';
import { jittered } from './pause.js';
import { Subscription } from './subscription.js';

export interface LiveClientOptions {
  /** Where the API is, `https://…/graphql` or `wss://…/graphql`. */
  readonly url: string;
  /**
   * An access token that holds now. Asked before each connection, once for all subscriptions.
   * @param refused the token that has ended or was refused, where one was: it must not be given again. Where the next
   *   one is refused too, all subscriptions end with `TOKEN_REFUSED`. A callback that fails is asked again later.
   */
  readonly token: (refused?: string) => string | Promise<string>;
  /** Where there is no global `WebSocket`: the class of the package `ws`, say. */
  readonly webSocketImpl?: unknown;
  /** Where the cursors of named subscriptions are kept: `localStorage`, say; in memory where nothing is said. */
  readonly storage?: CursorStorage;
  /** Told when the socket is open for use and when that is lost: what is shown may be old until it is open again. */
  readonly connected?: (isConnected: boolean) => void;
  /** Milliseconds to wait after so many failures in a row; jittered up to half a minute where nothing is said. */
  readonly backOff?: (failures: number) => number;
}

export interface LiveClient {
  /**
   * Subscribes, and goes on over lost connections, restarts and new tokens until it is unsubscribed or ended.
   * @returns what unsubscribes; no handler is called after it.
   * @throws TypeError where the document has no variable for the cursor.
   */
  subscribe<
    Result = Record<string, unknown>,
    Variables = Record<string, unknown>,
    Cursor extends string = 'after',
  >(query: LiveQuery<Result, Variables, Cursor>, handlers: LiveHandlers<Result>): () => void;
  /** Unsubscribes everything and closes the socket; the client can be used again. */
  close(): void;
}

/**
 * A client of the live API with one socket, which opens at the first subscription and closes after the last.
 * @throws TypeError where `url` is none.
 */
export function createLiveClient({ url, backOff, storage, ...options }: LiveClientOptions): LiveClient {
  new URL(url);
  // Not the URL’s own text: React Native ends it with a slash.
  const socketUrl = url.replace(/^http/, 'ws');
  const line = new Line({ ...options, url: socketUrl, backOff: backOff ?? jittered });
  const kept = storage ?? inMemory();
  const open = new Set<() => void>();
  return {
    subscribe({ query, documentId, variables, cursorVariable = 'after' as never, name }, handlers) {
      const text = textOf(query, cursorVariable);
      const subscription = new Subscription({
        document: documentId === undefined ? { query: text } : { query: '', documentId },
        variables: (variables ?? {}) as Record<string, unknown>,
        cursorVariable,
        handlers,
        place: new CursorPlace(kept, name),
        line,
      });
      const unsubscribe = () => {
        open.delete(unsubscribe);
        subscription.unsubscribe();
      };
      open.add(unsubscribe);
      void subscription.run().finally(() => open.delete(unsubscribe));
      return unsubscribe;
    },
    close() {
      for (const unsubscribe of [...open]) unsubscribe();
      line.hangUp();
    },
  };
}
