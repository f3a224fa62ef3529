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
    if (!request.raw.complete) readOn(request, reply, await bears(request, bytesOf(request.raw)));
    const sent = refuse(exchange, refusalOf(error), request, reply);
    end(exchange);
    return sent;
  });
  app.setNotFoundHandler((request, reply) =>
    refuse(begin(request), new Refusal('NOT_FOUND'), request, reply),
  );
}

/** Reads on while the sender is borne with; else the connection ends with the answer, and nothing more is read. */
function readOn({ raw }: FastifyRequest, reply: FastifyReply, isBorne: boolean): void {
  if (isBorne) {
    // The answer goes out at once, and the connection stays: who still writes would be reset, and never read why.
    reply.removeHeader('connection');
    drain(raw);
  } else {
    reply.raw.once('finish', () => raw.socket.destroySoon());
    raw.pause();
  }
}

/** How much of a refused body is read on, in bytes and milliseconds. */
const DRAINED_BYTES = 16 * 1024 * 1024;
const DRAINED_MS = 2_000;
/** Milliseconds from one piece of a refused body to the next: megabytes are read in the time that others leave. */
const DRAINED_EVERY = 4;

/** How much of a request's body is read on at most, by what it says of its length. */
const bytesOf = ({ headers }: IncomingMessage): number =>
  Math.min(Number(headers['content-length'] ?? DRAINED_BYTES), DRAINED_BYTES);

/** Reads what is left of a refused body and throws it away, piece by piece and within bounds. */
function drain(request: IncomingMessage): void {
  let left = DRAINED_BYTES;
  let pace: NodeJS.Timeout | undefined;
  const giveUp = () => request.socket.destroySoon();
  const timer = setTimeout(giveUp, DRAINED_MS);
  request.on('data', (chunk: Buffer) => {
    left -= chunk.length;
    if (left <= 0) return giveUp();
    request.pause();
    pace = setTimeout(() => request.resume(), DRAINED_EVERY);
  });
  request.once('close', () => {
    clearTimeout(timer);
    clearTimeout(pace);
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
