import type { AddressInfo } from 'node:net';
import type { ApolloServer, ApolloServerPlugin, BaseContext } from '@apollo/server';
import { buildSchema } from 'graphql';
import { bareApp, beginExchange } from '../../../src/http/bare-app.js';
import { Documents } from '../../../src/http/documents.js';
import type { Exchange } from '../../../src/http/exchange.js';
import { Failures } from '../../../src/http/failures.js';
import { type GraphqlRoute, mountGraphql } from '../../../src/http/graphql-route.js';
import { mountHooks } from '../../../src/http/hooks.js';
import { drain } from '../../../src/http/listening.js';
import { createLogger } from '../../../src/http/logging.js';
import { Metrics } from '../../../src/http/metrics.js';
import { hint } from '../../../src/http/pages/playground-page.js';
import { mountRefusals } from '../../../src/http/refusals.js';

type Apollo = ApolloServer<BaseContext>;

/** Our Fastify, hooks, refusals, limits and route, around a server of the suite's in the place of ours. */
export async function mountOn(
  build: (plugin: ApolloServerPlugin) => Apollo,
  context: () => Promise<BaseContext> = async () => ({}),
): Promise<{ server: Apollo; url: string }> {
  const config = { logLevel: 'fatal', introspection: true, operationTimeout: 5_000 } as const;
  const failures = new Failures(createLogger(config));
  const app = bareApp(config, failures);
  const server = build({ serverWillStart: async () => ({ drainServer: () => drain(app) }) });
  await server.start();
  const begin: GraphqlRoute['begin'] = (request) => beginExchange(request, config, failures);
  const end = () => undefined;
  mountHooks(app, new Metrics(), () => false);
  mountRefusals(app, begin, end);
  mountGraphql(app, {
    apollo: {
      executeHTTPGraphQLRequest: (asked) => server.executeHTTPGraphQLRequest(within(asked, context)),
    },
    // What is kept of a document is for the log alone; its bounds hold whatever the schema.
    documents: new Documents(buildSchema('type Query { x: ID }'), config),
    whoAsks: async () => undefined,
    rates: undefined,
    proxies: 0,
    visit: hint,
    begin,
    end,
  });
  // The suite asks at the root of what it is given.
  app.server.prependListener('request', (request) => {
    request.url = request.url?.replace(/^\/(?=\?|$)/, '/graphql');
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  return { server, url: `http://127.0.0.1:${port}` };
}

type Asking = Parameters<ApolloServer<Exchange>['executeHTTPGraphQLRequest']>[0];

/** The suite's context, once ours has been made as for any request. */
function within({ httpGraphQLRequest, context: ours }: Asking, context: () => Promise<BaseContext>) {
  return {
    httpGraphQLRequest,
    context: async () => {
      await ours();
      return context();
    },
  };
}
