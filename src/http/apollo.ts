import { ApolloServer, type ApolloServerPlugin, HeaderMap } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { type DocumentNode, GraphQLError, Kind } from 'graphql';
import { Refusal } from '../errors/refusal.js';
import type { Engine } from '../operation.js';
import { DataText } from '../reading/data-text.js';
import type { Documents } from './documents.js';
import { type Exchange, exchanges, maskFor } from './exchange.js';
import type { Logger } from './logging.js';

type Gateway = NonNullable<ConstructorParameters<typeof ApolloServer<Exchange>>[0]['gateway']>;
type Executor = NonNullable<Awaited<ReturnType<Gateway['load']>>['executor']>;

/** What Apollo Server is built around. */
export interface ApolloParts {
  readonly engine: Engine;
  readonly documents: Documents;
  readonly log: Logger;
  readonly plugins: readonly ApolloServerPlugin<Exchange>[];
}

/**
 * Apollo Server around the engine. It judges the request (shape, CSRF, media types), finds documents where they
 * have been read already, and hands operations on; errors leave it masked for the exchange they belong to.
 */
export function createApollo({ engine, documents, log, plugins }: ApolloParts): ApolloServer<Exchange> {
  return new ApolloServer<Exchange>({
    gateway: gatewayTo(engine),
    documentStore: {
      get: async (key) =>
        exchanges.getStore()?.faults ? nothing : documents.find(key.slice(key.indexOf(':') + 1)),
      set: async () => undefined,
      delete: async () => undefined,
    },
    validationRules: [...documents.rules],
    validationOptions: documents.validation,
    // The rules already refuse introspection where it is off, over both transports and with a code.
    introspection: true,
    persistedQueries: false,
    allowBatchedHttpRequests: false,
    csrfPrevention: {
      requestHeaders: ['authorization', 'x-apollo-operation-name', 'apollo-require-preflight'],
    },
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    logger: log,
    plugins: [...withoutDefaults(), tellingFaults, ...plugins],
    formatError: (formatted, error) => {
      const exchange = exchanges.getStore();
      return exchange === undefined ? formatted : maskFor(exchange, error);
    },
    stringifyResult: (result) => {
      const exchange = exchanges.getStore();
      if (exchange !== undefined) exchange.refused = result.data === undefined;
      const data: unknown = result.data;
      return data instanceof DataText ? `{"data":${data.json}}` : JSON.stringify(result);
    },
  });
}

/** Stands for a document that has been read and is at fault, so that Apollo Server does not read it once more. */
const nothing: DocumentNode = { kind: Kind.DOCUMENT, definitions: [] };

/** Answers such a document with the faults that have been found. */
const tellingFaults: ApolloServerPlugin<Exchange> = {
  requestDidStart: async () => ({
    responseForOperation: async () => {
      const exchange = exchanges.getStore();
      if (!exchange?.faults) return null;
      const errors = exchange.faults.map((fault) => maskFor(exchange, fault));
      return {
        http: { headers: new HeaderMap() },
        body: { kind: 'single', singleResult: { errors } },
      };
    },
  }),
};

/** Nothing is cached by hint, shown as a page from elsewhere, or reported to Apollo whatever the environment says. */
function withoutDefaults(): ApolloServerPlugin<Exchange>[] {
  return [
    ApolloServerPluginCacheControlDisabled(),
    ApolloServerPluginLandingPageDisabled(),
    ApolloServerPluginInlineTraceDisabled(),
    ApolloServerPluginSchemaReportingDisabled(),
    ApolloServerPluginUsageReportingDisabled(),
  ];
}

function gatewayTo(engine: Engine): Gateway {
  let tell: Parameters<Gateway['onSchemaLoadOrUpdate']>[0] | undefined;
  return {
    onSchemaLoadOrUpdate(callback) {
      tell = callback;
      return () => undefined;
    },
    async load() {
      tell?.({ apiSchema: engine.schema, coreSupergraphSdl: '' });
      return { executor: executorOf(engine) };
    },
    async stop() {},
  };
}

function executorOf(engine: Engine): Executor {
  return async ({ document, operation, request, context }) => {
    // Apollo Server hands on a copy, on which nothing could be noted.
    const exchange = exchanges.getStore() ?? (context as Exchange);
    if (operation === undefined) return { errors: [unknownOperation(request.operationName)] };
    if (operation.operation === 'subscription') throw new Refusal('SUBSCRIPTION_NEEDS_WEBSOCKET');
    const result = await engine.execute({
      document,
      operationName: request.operationName,
      variables: request.variables ?? {},
      claimant: exchange.claimant,
      requestId: exchange.requestId,
      language: exchange.language,
      takesText: true,
      costs: (nodes) => {
        exchange.cost = Math.max(exchange.cost ?? 0, nodes);
      },
    });
    return (
      result.errors === undefined ? result : { ...result, errors: result.errors.map(withExtensions) }
    ) as Awaited<ReturnType<Executor>>;
  };
}

/** Compiled execution leaves `extensions` out of its errors, which Apollo Server reads before anything else. */
function withExtensions(error: GraphQLError): GraphQLError {
  const extensions: unknown = error.extensions;
  if (extensions !== undefined) return error;
  const { message, path, locations } = error;
  const whole = new GraphQLError(message, {
    path: path ?? null,
    originalError: error.originalError ?? error,
  });
  return Object.assign(whole, { locations });
}

/** graphql-js's own words for a document of which no operation was chosen. */
function unknownOperation(name: string | undefined): GraphQLError {
  return new GraphQLError(
    name === undefined
      ? 'Must provide operation name if query contains multiple operations.'
      : `Unknown operation named "${name}".`,
  );
}
