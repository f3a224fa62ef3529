import { randomUUID } from 'node:crypto';
import type { GraphQLSchema } from 'graphql';
import pg from 'pg';
import { inject } from 'vitest';
import { type BuiltSchema, buildSchema, printContract } from '../../schema/build.js';
import type { RateSettings } from '../../src/config.js';
import { connectOrm } from '../../src/database/orm.js';
import { EventLog } from '../../src/events/event-log.js';
import { Follower } from '../../src/events/follower.js';
import { Rates } from '../../src/http/limits/rates.js';
import { createLogger, type Logger } from '../../src/http/logging.js';
import { createHttpServer, type HttpParts } from '../../src/http/server.js';
import type { TrustedDocuments } from '../../src/http/trusted/trusted-documents.js';
import { WebSockets } from '../../src/http/websocket/websockets.js';
import { createVault, type Vault } from '../../src/identity/vault.js';
import { createVerifier } from '../../src/identity/verify/verifier.js';
import { createEngine } from '../../src/pipeline/engine.js';
import { anIssuer } from './issuer.js';
import { personCalled } from './person-called.js';
import { audiences, eppn } from './tokens.js';
import { testKey } from './town-key.js';

/** An answer of the API as a client sees it. */
export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what its own query asked for
  readonly data: any;
  readonly errors: readonly { message: string; path?: (string | number)[]; extensions: { code: string } }[];
  /** The code of the first error, or of the first `userErrors`; null where all went well. */
  readonly code: string | null;
  /** The whole body, as it came. */
  readonly text: string;
}

/** One synthetic person's way in. */
export interface Visitor {
  send(
    query: string,
    variables?: Readonly<Record<string, unknown>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answer>;
  readonly token: string;
}

/** Two synthetic municipalities in a database of their own, behind the real API on a port of its own. */
export interface Town {
  readonly url: string;
  readonly vault: Vault;
  /** Somebody of the stand-in people, by the word that `npm run token` takes; the token lasts so many seconds. */
  as(who: string, lasts?: number): Promise<Visitor>;
  /** Somebody with a token of the test's own making, or with none. */
  withToken(token: string | undefined): Visitor;
  /** Runs SQL as the owner, beside all policies. */
  sql<Row extends object = Record<string, unknown>>(
    text: string,
    values?: readonly unknown[],
  ): Promise<Row[]>;
  /** How many subscriptions wait for the next event. */
  listening(): number;
  readonly serverUrl: string;
  readonly ownerUrl: string;
  close(): Promise<void>;
}

export interface TownOptions {
  /** Cut: the node hears of events by the clock alone. */
  readonly wakeUps?: 'cut';
  /** How many events the node keeps at hand. */
  readonly ringSize?: number;
  /** Whether the access table stands; without it the row policies are proven alone. */
  readonly rules?: 'on' | 'off';
  /** Milliseconds that a socket has to say who it is. */
  readonly initWait?: number;
  /** The documents that are known beforehand, and what becomes of others. */
  readonly trusted?: (log: Logger) => TrustedDocuments;
  /** The pages around the API, where there are to be some. */
  readonly site?: HttpParts['site'];
  /** Whether the schema may be asked for, and names of it suggested; true by default. */
  readonly introspection?: boolean;
  /** How much everybody may ask for in a minute; nothing is counted without it. */
  readonly rates?: RateSettings;
  /** How many proxies of our own stand in front. */
  readonly proxies?: number;
  /** Milliseconds between two pings of a socket. */
  readonly beat?: number;
  /** Sees every line of the log. */
  readonly log?: NodeJS.WritableStream;
}

let built: BuiltSchema | undefined;

/** The schema as it is built, once for each test file. */
export function theBuiltSchema(): BuiltSchema {
  built ??= buildSchema();
  return built;
}

/** The schema with its access rules, or without them. */
export function theSchema(which: 'guarded' | 'open' = 'guarded'): GraphQLSchema {
  return theBuiltSchema()[which];
}

/** Makes a town of a test's own. Close it when the test is done. */
export async function aTown(options: TownOptions = {}): Promise<Town> {
  const database = `skolegraf_test_${randomUUID().replaceAll('-', '')}`;
  const url = (base: 'superuserUrl' | 'ownerUrl' | 'serverUrl') => inject(base).replace('DATABASE', database);
  await copied(database);
  await asSuperuser(`alter database ${database} owner to skolegraf_owner`);
  const owner = new pg.Pool({ connectionString: url('ownerUrl'), max: 2 });
  const orm = await connectOrm(url('serverUrl'), 5, 5_000);
  const vault = createVault(testKey);
  const schema = theBuiltSchema();
  const engine = await createEngine({ orm, schema, vault, timeout: 5_000, rules: options.rules ?? 'on' });
  const [idporten, feide] = await Promise.all([anIssuer(audiences.idporten), anIssuer(audiences.feide)]);
  const verifier = createVerifier({ idporten, feide }, { allowSynthetic: true });
  const config = {
    host: '127.0.0.1',
    port: 0,
    logLevel: 'silent',
    introspection: options.introspection ?? true,
    operationTimeout: 5_000,
  };
  const rates = options.rates && new Rates(options.rates);
  const proxies = options.proxies ?? 0;
  const log = options.log && createLogger({ logLevel: 'info' }, options.log);
  const http = await createHttpServer({
    engine,
    verifier,
    config: { ...config, proxies },
    rates,
    schemaText: printContract(schema.open),
    ready: async () => true,
    ...(log ? { log } : {}),
    ...(options.site ? { site: options.site } : {}),
    ...(options.trusted ? { trusted: options.trusted(log ?? createLogger({ logLevel: 'silent' })) } : {}),
  });
  const pool = (await orm.em.getConnection().getNativeClient()) as unknown as pg.Pool;
  const follower = await Follower.start({
    log: new EventLog(pool),
    wakeUrl: options.wakeUps === 'cut' ? undefined : url('serverUrl'),
    ringSize: options.ringSize ?? 1_000,
    report: () => undefined,
  });
  const streaming = engine.streamingFrom(follower);
  if (options.site) {
    const { hub } = streaming;
    http.watch({ streams: () => hub.size, position: () => follower.top, lag: () => follower.lag });
  }
  const sockets = new WebSockets({
    server: http.app.server,
    streaming,
    documents: http.documents,
    verifier,
    log: log ?? createLogger({ logLevel: 'silent' }),
    suggestions: config.introspection,
    ...{ rates, proxies },
    ...(options.initWait ? { initWait: options.initWait } : {}),
    ...(options.beat ? { beat: options.beat } : {}),
  });
  const { url: address } = await http.listen();

  const visitor = (token: string | undefined): Visitor => ({
    token: token ?? '',
    send: (query, variables = {}, headers = {}) => send(address, token, { query, variables }, headers),
  });
  return {
    url: address,
    vault,
    serverUrl: url('serverUrl'),
    ownerUrl: url('ownerUrl'),
    listening: () => streaming.hub.live,
    withToken: visitor,
    async as(who, lasts = 3_600) {
      const person = personCalled(who);
      const now = Date.now() / 1_000;
      const common = { iat: Math.floor(now), exp: now + lasts, client_id: 'a-client', scope: 'skolegraf' };
      const { account } = person;
      if (account.issuer === 'feide')
        return visitor(
          await feide.sign({
            ...common,
            iss: feide.issuer,
            aud: feide.audience,
            sub: account.subject,
            [eppn]: account.principalName,
          }),
        );
      const acr = `idporten-loa-${account.level}`;
      return visitor(
        await idporten.sign({
          ...common,
          iss: idporten.issuer,
          aud: idporten.audience,
          sub: 'x',
          pid: account.pid,
          acr,
        }),
      );
    },
    sql: async (text, values = []) => (await owner.query(text, [...values])).rows,
    async close() {
      await sockets.close();
      await http.close();
      await follower.stop();
      verifier.close();
      await Promise.all([idporten.close(), feide.close(), orm.close(true), owner.end()]);
      // Without force PostgreSQL waits for sessions that are ending: to end them again would be an error in their clients.
      await asSuperuser(`drop database ${database}`);
    },
  };
}

async function send(
  address: string,
  token: string | undefined,
  body: object,
  headers: Readonly<Record<string, string>>,
): Promise<Answer> {
  const response = await fetch(`${address}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...headers,
    },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  const { data, errors = [] } = JSON.parse(text) as Pick<Answer, 'data'> & { errors?: Answer['errors'] };
  const mendable = Object.values(
    (data ?? {}) as Record<string, { userErrors?: { code: string }[] } | null>,
  ).flatMap((payload) => payload?.userErrors ?? []);
  const code = errors[0]?.extensions.code ?? mendable[0]?.code ?? null;
  return { status: response.status, data, errors, code, text };
}

/** Copies the template. PostgreSQL refuses while somebody else is connected to it, and waits 5 s before it does. */
async function copied(database: string, tries = 5): Promise<void> {
  try {
    await asSuperuser(`create database ${database} template ${inject('template')}`);
  } catch (error) {
    if (tries === 1 || (error as { code?: string }).code !== '55006') throw error;
    await copied(database, tries - 1);
  }
}

async function asSuperuser(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('superuserUrl').replace('DATABASE', 'postgres') });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}
