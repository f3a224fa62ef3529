import type { Config } from '../../src/config.js';
import { Refusal } from '../../src/errors/refusal.js';
import { createLogger } from '../../src/http/logging.js';
import { createHttpServer, type HttpServer } from '../../src/http/server.js';
import { type TinyEngine, tinyEngine, tinySdl } from './tiny-engine.js';

type ServerConfig = Pick<
  Config,
  'host' | 'port' | 'logLevel' | 'introspection' | 'operationTimeout' | 'demo' | 'metricsToken'
>;

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: {
    readonly data?: Record<string, unknown> | null;
    readonly errors?: readonly {
      readonly message: string;
      readonly path?: readonly unknown[];
      readonly extensions: Record<string, unknown>;
    }[];
  };
}

export interface TinyServer {
  readonly url: string;
  readonly engine: TinyEngine;
  readonly server: HttpServer;
  /** Every line of the log so far. */
  readonly log: readonly string[];
  isReady: boolean;
  post(body: object, headers?: Record<string, string>): Promise<Reply>;
  fetch(path: string, init?: RequestInit): Promise<Reply>;
}

/** The verifier of these tests: `Bearer ola` is a guardian, `Bearer weak` and anything else are refused. */
async function verify(authorization: string | undefined) {
  if (authorization === undefined) return undefined;
  if (authorization === 'Bearer ola')
    return { issuer: 'idporten', pid: '01017012345', level: 'high', expires: 2 ** 31 } as const;
  throw new Refusal(authorization === 'Bearer weak' ? 'TOKEN_TOO_WEAK' : 'TOKEN_INVALID');
}

/** A server on a free port over the tiny engine, with its log kept. */
export async function aServer(config: Partial<ServerConfig> = {}): Promise<TinyServer> {
  const engine = tinyEngine();
  const log: string[] = [];
  const tiny = { isReady: true };
  const settings = {
    host: '127.0.0.1',
    port: 0,
    logLevel: 'info',
    introspection: true,
    operationTimeout: 5_000,
  };
  const server = await createHttpServer({
    engine,
    verifier: { verify },
    config: { ...settings, ...config },
    schemaText: tinySdl,
    ready: async () => tiny.isReady,
    log: createLogger({ logLevel: 'info' }, { write: (line) => log.push(line) }),
  });
  const { url } = await server.listen();
  const call = async (path: string, init?: RequestInit) => replyOf(await fetch(`${url}${path}`, init));
  const post = (body: object, headers = {}) =>
    call('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  return Object.assign(tiny, { url, engine, server, log, post, fetch: call });
}

async function replyOf(response: Response): Promise<Reply> {
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : {} };
}
