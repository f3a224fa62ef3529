import type { LiveClient, LiveClientOptions } from '../../src/client/index.js';
import { aLiveClient, type Hearing, type LiveListener, listening } from './live-listener.js';
import { aTinyLive, type TinyLive } from './tiny-live.js';

const HEARD = 'subscription ($after: String) { heard(after: $after) }';

/** What the tiny server sends. */
export type Heard = { heard: string };

/** The client and a server that does what the test says, with what the client asked the application for. */
export interface TinyLine {
  readonly server: TinyLive;
  /** The newest client. Its tokens are `token-1`, `token-2`, … where the test says nothing else. */
  readonly client: LiveClient;
  /** After which refused token each token was asked for. */
  readonly tokens: (string | undefined)[];
  /** After how many failures in a row each pause was asked for. */
  readonly failures: number[];
  /** A client in place of the last, which is left as it is. */
  renew(options: Partial<LiveClientOptions>): void;
  /** Subscribes to `heard` with the newest client. */
  hearing(more?: Partial<Hearing<Heard>>): LiveListener;
  close(): Promise<void>;
}

export async function aTinyLine(): Promise<TinyLine> {
  const server = await aTinyLive();
  const tokens: (string | undefined)[] = [];
  const failures: number[] = [];
  const token = (refused?: string) => `token-${tokens.push(refused)}`;
  const backOff = (count: number) => {
    failures.push(count);
    return 5;
  };
  const clients = [aLiveClient({ url: server.url, token, backOff })];
  const newest = () => clients.at(-1) as LiveClient;
  return {
    ...{ server, tokens, failures },
    get client() {
      return newest();
    },
    renew: (options) => void clients.push(aLiveClient({ url: server.url, token, backOff, ...options })),
    hearing: (more = {}) => listening<Heard>(newest(), { query: HEARD, says: ({ heard }) => heard, ...more }),
    async close() {
      for (const client of clients) client.close();
      await server.close();
    },
  };
}
