import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ErrorCode } from '../errors/catalogue.js';
import { Refusal } from '../errors/refusal.js';
import { refuse } from './answer.js';
import type { Exchange } from './exchange.js';

/** What Fastify refuses before a handler runs. */
const ofFastify: ReadonlyMap<unknown, ErrorCode> = new Map([
  ['FST_ERR_CTP_BODY_TOO_LARGE', 'BODY_TOO_LARGE'],
  ['FST_ERR_CTP_INVALID_MEDIA_TYPE', 'MEDIA_TYPE_UNSUPPORTED'],
  ['FST_ERR_CTP_EMPTY_TYPE', 'MEDIA_TYPE_UNSUPPORTED'],
]);

/** Answers every request that no handler answers in the shape of a GraphQL answer, with a code of the catalogue. */
export function mountRefusals(
  app: FastifyInstance,
  begin: (request: FastifyRequest) => Exchange,
  end: (exchange: Exchange) => void,
): void {
  app.setErrorHandler((error, request, reply) => {
    const exchange = begin(request);
    const sent = refuse(exchange, refusalOf(error), request, reply);
    end(exchange);
    return sent;
  });
  app.setNotFoundHandler((request, reply) =>
    refuse(begin(request), new Refusal('NOT_FOUND'), request, reply),
  );
}

/** What an error of Fastify's own means in the catalogue; others stay as they are. */
export function refusalOf(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const code = 'code' in error ? ofFastify.get(error.code) : undefined;
  if (code !== undefined) return new Refusal(code);
  const status = 'statusCode' in error ? error.statusCode : undefined;
  const isOfClient = typeof status === 'number' && status >= 400 && status < 500;
  return isOfClient ? new Refusal('REQUEST_INVALID') : error;
}
