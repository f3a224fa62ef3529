import type { FastifyReply, FastifyRequest } from 'fastify';
import { catalogue, type ErrorCode } from '../errors/catalogue.js';
import { NODES_MOST } from '../reading/prepared.js';
import { type Exchange, maskFor } from './exchange.js';

/** Faults of a document that stay 200 for a client that asks for application/json by name. */
const faultsOfDocument: ReadonlySet<ErrorCode> = new Set([
  'SYNTAX_INVALID',
  'OPERATION_INVALID',
  'VARIABLES_INVALID',
]);

/**
 * The status of an answer: the catalogue's for one that was refused whole, 200 for one with data.
 * GraphQL over HTTP keeps 200 for faults of the document where the client asked for application/json by name;
 * limits, tokens and our own failures have their status for everybody.
 */
export function answerStatus(
  exchange: Exchange,
  given: number | undefined,
  accept: string | undefined,
  contentType: string | undefined,
): number {
  const [code] = exchange.codes;
  if (!exchange.refused || code === undefined) return given ?? 200;
  const isLegacy =
    contentType?.startsWith('application/json') === true && accept?.includes('application/json') === true;
  return isLegacy && faultsOfDocument.has(code) ? 200 : catalogue[code].status;
}

/** `WWW-Authenticate` for an answer that was refused for its token. */
export function challenge(exchange: Exchange): Record<string, string> {
  const [code] = exchange.codes;
  if (!exchange.refused || code === undefined || catalogue[code].status !== 401) return {};
  const reasons: Partial<Record<ErrorCode, string>> = {
    TOKEN_MISSING: 'Bearer',
    TOKEN_TOO_WEAK: 'Bearer error="insufficient_user_authentication"',
  };
  return { 'www-authenticate': reasons[code] ?? 'Bearer error="invalid_token"' };
}

/** What is left to the sender in this minute, by draft-ietf-httpapi-ratelimit-headers-10; and when to come again. */
export function rateHeaders({ standing, codes: [code] }: Exchange): Record<string, string> {
  if (!standing) return {};
  const { purse, limit, left, fullIn } = standing;
  return {
    'ratelimit-policy': `"${purse}";q=${limit};w=60`,
    ratelimit: `"${purse}";r=${left};t=${fullIn}`,
    ...(code === 'RATE_LIMITED' && { 'retry-after': String(fullIn) }),
  };
}

/** What the operation could cost, and what it may, where that is known. */
export function costHeaders({ cost }: Exchange): Record<string, string> {
  if (cost === undefined) return {};
  return { 'x-operation-cost': String(Math.ceil(cost)), 'x-operation-cost-limit': String(NODES_MOST) };
}

/** Refuses a whole request outside Apollo Server, in the shape of a GraphQL answer. */
export function refuse(exchange: Exchange, error: unknown, request: FastifyRequest, reply: FastifyReply) {
  exchange.refused = true;
  const masked = maskFor(exchange, error);
  const wantsGraphql = request.headers.accept?.includes('application/graphql-response+json') === true;
  return reply
    .headers(rateHeaders(exchange))
    .code(catalogue[masked.extensions.code].status)
    .type(
      wantsGraphql ? 'application/graphql-response+json; charset=utf-8' : 'application/json; charset=utf-8',
    )
    .send(JSON.stringify({ errors: [masked] }));
}
