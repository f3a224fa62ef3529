import type { IncomingMessage } from 'node:http';
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
  app.setErrorHandler(async (error, request, reply) => {
    const exchange = begin(request);
    await drained(request.raw);
    const sent = refuse(exchange, refusalOf(error), request, reply);
    end(exchange);
    return sent;
  });
  app.setNotFoundHandler((request, reply) =>
    refuse(begin(request), new Refusal('NOT_FOUND'), request, reply),
  );
}

/** How much of a refused body is read on, in bytes and milliseconds. */
const DRAINED_BYTES = 16 * 1024 * 1024;
const DRAINED_MS = 2_000;

/**
 * Reads what is left of a refused body and throws it away, within bounds: a connection that is closed while the client
 * still writes is reset, and the client never reads why.
 */
function drained(request: IncomingMessage): Promise<void> {
  if (request.complete || request.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    let left = DRAINED_BYTES;
    const done = () => {
      clearTimeout(timer);
      request.off('data', count);
      resolve();
    };
    const count = (chunk: Buffer) => {
      left -= chunk.length;
      if (left <= 0) done();
    };
    const timer = setTimeout(done, DRAINED_MS);
    request.on('data', count);
    request.once('end', done);
    request.once('close', done);
  });
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
