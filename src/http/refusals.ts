import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
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

/** Whether so many bytes of a refused body are still to be read for the sender of a request. */
type Bears = (request: FastifyRequest, bytes: number) => Promise<boolean>;

/** Answers every request that no handler answers in the shape of a GraphQL answer, with a code of the catalogue. */
export function mountRefusals(
  app: FastifyInstance,
  begin: (request: FastifyRequest) => Exchange,
  end: (exchange: Exchange) => void,
  bears: Bears = async () => true,
): void {
  app.setErrorHandler(async (error, request, reply) => {
    const exchange = begin(request);
    if (!request.raw.complete) await readOn(request, reply, bears);
    const sent = refuse(exchange, refusalOf(error), request, reply);
    end(exchange);
    return sent;
  });
  app.setNotFoundHandler((request, reply) =>
    refuse(begin(request), new Refusal('NOT_FOUND'), request, reply),
  );
}

/** Reads on while the sender is borne with; else the connection ends with the answer, and nothing more is read. */
async function readOn(request: FastifyRequest, reply: FastifyReply, bears: Bears): Promise<void> {
  if (await bears(request, bytesOf(request.raw))) return drained(request.raw);
  reply.raw.once('finish', () => request.raw.socket.destroySoon());
  request.raw.pause();
}

/** How much of a refused body is read on, in bytes and milliseconds. */
const DRAINED_BYTES = 16 * 1024 * 1024;
const DRAINED_MS = 2_000;

/** How much of a request's body is read on at most, by what it says of its length. */
const bytesOf = ({ headers }: IncomingMessage): number =>
  Math.min(Number(headers['content-length'] ?? DRAINED_BYTES), DRAINED_BYTES);

/**
 * Reads what is left of a refused body and throws it away, within bounds: a connection that is closed while the client
 * still writes is reset, and the client never reads why.
 */
function drained(request: IncomingMessage): Promise<void> {
  if (request.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    let left = DRAINED_BYTES;
    const done = () => {
      clearTimeout(timer);
      request.off('data', count);
      resolve();
    };
    const count = (chunk: Buffer) => {
      left -= chunk.length;
      if (left <= 0) return done();
      // Megabytes that have come already would be read before anybody else is heard.
      request.pause();
      setImmediate(() => request.resume());
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
