import { type Client, createClient, type SubscribePayload } from 'graphql-ws';
import { vi } from 'vitest';
import { WebSocket } from 'ws';

/** What one subscription has received. */
export interface Heard {
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what its own document asked for
  readonly events: { data: any; extensions: { cursor: string; eventId: string } }[];
  /** The codes of the errors that ended it; empty while it goes on. */
  readonly codes: string[];
  readonly ended: Promise<void>;
  /** Waits until so many events have come. */
  atLeast(count: number): Promise<void>;
  end(): void;
}

/** A client of the live API with one socket. */
export function aListener(
  url: string,
  token: string,
): { client: Client; hear(query: string, variables?: Record<string, unknown>, more?: object): Heard } {
  const client = createClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${token}` },
    lazy: true,
    retryAttempts: 0,
  });
  return { client, hear: (query, variables = {}, more = {}) => hear(client, { query, variables, ...more }) };
}

function hear(client: Client, payload: SubscribePayload): Heard {
  const events: Heard['events'] = [];
  const codes: string[] = [];
  const done = Promise.withResolvers<void>();
  const end = client.subscribe(payload, {
    next: (frame) => void events.push(frame as unknown as Heard['events'][number]),
    error: (failure) => {
      const errors = Array.isArray(failure)
        ? failure
        : [{ extensions: { code: String((failure as { code?: number }).code) } }];
      codes.push(...errors.map((each: { extensions?: { code?: string } }) => each.extensions?.code ?? ''));
      done.resolve();
    },
    complete: () => done.resolve(),
  });
  const atLeast = (count: number) =>
    vi.waitFor(() => {
      if (events.length < count)
        throw new Error(`${events.length} of ${count} events, codes ${codes.join()}`);
    }, 10_000);
  return { events, codes, ended: done.promise, atLeast, end };
}
