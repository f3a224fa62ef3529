import type { ApolloServerPlugin } from '@apollo/server';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Config } from '../config.js';
import type { Engine } from '../operation.js';
import { addressOf } from './address.js';
import { createApollo } from './apollo.js';
import { bareApp, beginExchange } from './bare-app.js';
import { Documents } from './documents.js';
import type { Exchange } from './exchange.js';
import { Failures } from './failures.js';
import { Figures } from './figures.js';
import { mountGraphql } from './graphql-route.js';
import { mountHooks } from './hooks.js';
import { bounds } from './limits/bounds.js';
import type { Rates } from './limits/rates.js';
import { drain, listen } from './listening.js';
import type { LiveSource } from './live-source.js';
import { createLogger, type Logger } from './logging.js';
import { Metrics } from './metrics.js';
import { type MetricsReaders, mountMetrics } from './metrics-route.js';
import { logOperation } from './operation-log.js';
import { mountPages } from './pages/mount-pages.js';
import { hint } from './pages/playground-page.js';
import type { Site } from './pages/site.js';
import { visitorsOf } from './pages/visitors.js';
import { mountProbes } from './probes.js';
import { mountRefusals } from './refusals.js';
import type { Door } from './sign-in/door.js';
import { mountDoor } from './sign-in/mount.js';
import { whoAsks } from './sign-in/who-asks.js';
import type { TrustedDocuments } from './trusted/trusted-documents.js';
import type { Verifier } from './verifier.js';

/** What the HTTP server stands on. */
export interface HttpParts {
  readonly engine: Engine;
  readonly verifier: Verifier;
  readonly config: Pick<Config, 'host' | 'port' | 'logLevel' | 'introspection' | 'operationTimeout'> &
    Partial<MetricsReaders & Pick<Config, 'proxies'>>;
  /** How much everybody may ask for; nothing is counted without it. */
  readonly rates?: Rates | undefined;
  /** The public contract, served at `/schema.graphql`. */
  readonly schemaText: string;
  /** Whether operations can be answered now. */
  ready(): Promise<boolean>;
  /** The pages around the API, where there are to be some. */
  readonly site?: Pick<Site, 'demo' | 'people' | 'playground'>;
  readonly extraPlugins?: readonly ApolloServerPlugin<Exchange>[];
  /** The documents that clients may send by their ids; by default none, and all others are answered. */
  readonly trusted?: TrustedDocuments;
  /** Where people sign in in a browser; nobody does where it is undefined. */
  readonly door?: Door;
  /** The program's log; one of the configuration's level to standard output by default. */
  readonly log?: Logger;
}

/** A server that can be started once and stopped once. */
export interface HttpServer {
  readonly app: FastifyInstance;
  /** Read, limit and validate documents for another transport over the same schema. */
  readonly documents: Documents;
  /** Counts what is live on this node too. */
  watch(live: LiveSource): void;
  /** @throws StartFailure PORT_IN_USE or CONFIG_INVALID. */
  listen(): Promise<{ readonly url: string }>;
  /** Takes no more connections, lets running operations end for at most 10 s, and stops. */
  close(): Promise<void>;
}

/** Builds the HTTP server around an engine; nothing listens yet. */
export async function createHttpServer(parts: HttpParts): Promise<HttpServer> {
  const { engine, verifier, config, schemaText } = parts;
  const log = parts.log ?? createLogger(config);
  const metrics = new Metrics();
  const documents = new Documents(engine.schema, config, parts.trusted);
  const apollo = createApollo({ engine, documents, log, plugins: parts.extraPlugins ?? [] });
  await apollo.start();
  const failures = new Failures(log);
  const app = bareApp(config, failures);
  const state: { draining: boolean; figures?: Figures } = { draining: false };
  const begin = (request: FastifyRequest) => beginExchange(request, config, failures);
  const end = (exchange: Exchange) => {
    metrics.countOperation(exchange);
    if (exchange.claimant && exchange.codes.length === 0) failures.answered();
    logOperation(exchange);
  };
  mountHooks(app, metrics, () => state.draining);
  mountRefusals(app, begin, end, async ({ raw, entry }, bytes) => {
    const sender = entry?.sender ?? { address: addressOf(raw, config.proxies ?? 0) };
    return bytes <= bounds.body || ((await parts.rates?.patience?.bears(sender, bytes)) ?? true);
  });
  mountProbes(app, { schemaText, ready: async () => !state.draining && (await parts.ready()) });
  mountMetrics(app, metrics, config);
  const site = parts.site && {
    ...parts.site,
    issuers: parts.door?.issuers ?? [],
    visitors: visitorsOf({
      ...{ engine, verifier, door: parts.door, demo: parts.site.demo },
      ...{ rates: parts.rates, proxies: config.proxies },
    }),
    figures: () => state.figures,
  };
  const visit = site ? mountPages(app, site) : hint;
  if (parts.door) mountDoor(app, parts.door, config.proxies ?? 0);
  mountGraphql(app, {
    apollo,
    documents,
    whoAsks: (headers) => whoAsks(headers, verifier, parts.door),
    rates: parts.rates,
    proxies: config.proxies ?? 0,
    visit,
    begin,
    end,
  });
  return {
    app,
    documents,
    watch(live) {
      metrics.watch(live);
      state.figures = new Figures(metrics, live);
    },
    listen: () => listen(app, config),
    async close() {
      state.draining = true;
      state.figures?.stop();
      await drain(app);
      await apollo.stop();
      metrics.registry.clear();
    },
  };
}
