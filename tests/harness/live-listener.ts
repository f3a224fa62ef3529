import { vi } from 'vitest';
import { WebSocket } from 'ws';
import { createLiveClient, type LiveClient, type LiveClientOptions } from '../../src/client/index.js';

/** A subscription through the client, with everything that its handlers were told, in order. */
export interface LiveListener {
  readonly told: string[];
  unsubscribe(): void;
  /** Waits until exactly this was told, or more. */
  hears(...told: string[]): Promise<void>;
}

export interface Hearing<Result> {
  readonly query: string;
  readonly variables?: Record<string, unknown>;
  readonly name?: string;
  readonly documentId?: string;
  /** What of an event is written down. */
  readonly says: (data: Result) => string;
  readonly next?: (data: Result) => void | Promise<void>;
  readonly resync?: () => void | Promise<void>;
}

/** A client of the package `ws` that comes again within milliseconds. */
export function aLiveClient(
  options: Pick<LiveClientOptions, 'url' | 'token'> & Partial<LiveClientOptions>,
): LiveClient {
  return createLiveClient({ webSocketImpl: WebSocket, backOff: () => 5, ...options });
}

/** Subscribes and writes down what it is told: events by what they say, `resync: …` and `ended: CODE`. */
export function listening<Result>(
  client: LiveClient,
  { says, next, resync, ...query }: Hearing<Result>,
): LiveListener {
  const told: string[] = [];
  const unsubscribe = client.subscribe<Result>(query, {
    next: async (data) => {
      told.push(says(data));
      await next?.(data);
    },
    resync: async (reason) => {
      told.push(`resync: ${reason}`);
      await resync?.();
    },
    ended: ({ code }) => void told.push(`ended: ${code}`),
  });
  const hears = (...expected: string[]) =>
    vi.waitFor(() => {
      if (told.length < expected.length || expected.some((each, index) => told[index] !== each))
        throw new Error(`told ${told.join(', ')} in place of ${expected.join(', ')}`);
    }, 10_000);
  return { told, unsubscribe, hears };
}
