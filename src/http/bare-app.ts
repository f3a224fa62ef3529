import {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyRequest,
  fastify,
  LogController,
} from 'fastify';
import type { Config } from '../config.js';
import { refuse } from './answer.js';
import type { Exchange } from './exchange.js';
import type { Failures } from './failures.js';
import { languageFrom } from './language.js';
import { bounds } from './limits/bounds.js';
import { refusalOf } from './refusals.js';
import { requestIdFor } from './request-id.js';

type BareConfig = Pick<Config, 'introspection' | 'operationTimeout'>;

/** Fastify with limits of size and time against clients that send too much or too slowly. */
export function bareApp(config: BareConfig, failures: Failures): FastifyInstance {
  const loggerInstance: FastifyBaseLogger = failures.log;
  const app = fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    // Nothing is logged by request but the operation's own line: a logger for each would only take time.
    childLoggerFactory: (logger) => logger,
    genReqId: requestIdFor,
    requestIdHeader: false,
    bodyLimit: bounds.body,
    requestTimeout: 15_000,
    connectionTimeout: config.operationTimeout + 30_000,
    keepAliveTimeout: 65_000,
    http: { headersTimeout: 10_000, connectionsCheckingInterval: 2_000 },
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    // An address that can not be decoded would be echoed by Fastify's own answer.
    frameworkErrors: (error, request, reply) => {
      refuse(beginExchange(request, config, failures), refusalOf(error), request, reply);
    },
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
  });
  app.removeContentTypeParser('text/plain');
  return app;
}

/** What is known of a request before its body is read. */
export function beginExchange(request: FastifyRequest, config: BareConfig, failures: Failures): Exchange {
  const { sender: { claimant } = {}, standing } = request.entry ?? {};
  return {
    requestId: request.id,
    language: languageFrom(request.headers['accept-language']),
    suggestions: config.introspection,
    log: failures.log,
    failures,
    started: performance.now(),
    codes: [],
    refused: false,
    ...(claimant && { claimant }),
    ...(standing && { standing }),
  };
}
