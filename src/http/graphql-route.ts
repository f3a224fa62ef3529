import { type ApolloServer, HeaderMap, type HTTPGraphQLResponse } from '@apollo/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { getOperationAST } from 'graphql';
import { nameWithoutIdentityNumbers } from '../errors/identity-number.js';
import { Refusal } from '../errors/refusal.js';
import { Accepted } from './accepted.js';
import { type AdmissionParts, admit, chargeUntold, refuseSpent } from './admission.js';
import { answerStatus, challenge, costHeaders, rateHeaders } from './answer.js';
import { type Asked, askedBy, plainRequest, searchOf } from './asked.js';
import type { Documents } from './documents.js';
import { sendTagged } from './etag.js';
import { type Exchange, exchanges } from './exchange.js';
import { pointsFor } from './limits/rates.js';
import type { Sender } from './limits/sender.js';
import { checkVariables } from './limits/variables.js';
import type { Visit } from './pages/visit.js';

/** What the route is made of. */
export interface GraphqlRoute extends AdmissionParts {
  readonly apollo: Pick<ApolloServer<Exchange>, 'executeHTTPGraphQLRequest'>;
  readonly documents: Documents;
  /** Answers somebody who opens the address in a browser. */
  readonly visit: Visit;
  begin(request: FastifyRequest): Exchange;
  end(exchange: Exchange): void;
}

/** How much of an operation's name the log keeps, in characters. */
const NAME_MOST = 100;

const accepted = new Accepted();

/** Serves GraphQL at `/graphql`: POST for all operations, GET for queries. */
export function mountGraphql(app: FastifyInstance, route: GraphqlRoute): void {
  app.route({
    method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    url: '/graphql',
    onRequest: async (request) => {
      if (!isVisit(request)) await admit(request, route);
    },
    handler: async (request, reply) => {
      if (isVisit(request)) return route.visit(request, reply);
      const asked = askedBy(request);
      chargeUntold(request, asked.query);
      await refuseSpent(request, route.rates, () => route.documents.isKnown(asked));
      const exchange = route.begin(request);
      return exchanges.run(exchange, () => answer(route, exchange, asked, request, reply));
    },
  });
}

/** A query’s answer is its asker’s own, to be asked for again each time; what it depends on beside the address. */
const kept = {
  'cache-control': 'private, no-cache',
  vary: 'authorization, cookie, accept, accept-language',
} as const;

async function answer(
  route: GraphqlRoute,
  exchange: Exchange,
  asked: Asked,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const response = await route.apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: {
      method: request.method,
      headers: headersOf(request),
      ...plainRequest(request, route.documents.trusted.find(asked)),
    },
    context: () => prepare(route, exchange, asked, request.entry?.sender),
  });
  accepted.note(request.headers.accept, response);
  route.end(exchange);
  request.entry?.standing?.charge(pointsFor(exchange.cost ?? 0));
  return send(response, exchange, request, reply);
}

function send(
  response: HTTPGraphQLResponse,
  exchange: Exchange,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  for (const [name, value] of response.headers) reply.header(name, value);
  reply.headers({ ...challenge(exchange), ...costHeaders(exchange), ...rateHeaders(exchange) });
  reply.code(
    answerStatus(exchange, response.status, request.headers.accept, response.headers.get('content-type')),
  );
  if (response.body.kind !== 'complete') throw new Error('incremental delivery is not served');
  const isWhole = request.method === 'GET' && exchange.codes.length === 0;
  // As bytes: of a text, Fastify and Node would each walk over all of it, to measure and to encode it.
  return isWhole
    ? sendTagged(request, reply.headers(kept), response.body.string, 'weak')
    : reply.send(Buffer.from(response.body.string));
}

/** The limits, before anything is parsed or looked up; then whether it is known who asks. */
async function prepare(
  { documents, rates }: GraphqlRoute,
  exchange: Exchange,
  asked: Asked,
  sender: Sender | undefined,
): Promise<Exchange> {
  checkVariables(asked.variables);
  const reading = await documents.ask(asked, async () => {
    const turn = sender && (await rates?.patience?.turn(sender));
    if (!turn?.isEmpty) return turn;
    exchange.standing = turn;
    throw new Refusal('RATE_LIMITED');
  });
  if (reading !== undefined) {
    exchange.hash = reading.hash;
    if ('document' in reading) noteOperation(exchange, reading.document, asked.operationName);
    else exchange.faults = reading.errors;
  }
  if (sender?.failure !== undefined) throw sender.failure;
  return exchange;
}

function noteOperation(
  exchange: Exchange,
  document: Parameters<typeof getOperationAST>[0],
  name?: string,
): void {
  const operation = getOperationAST(document, name);
  if (operation == null) return;
  exchange.operationType = operation.operation;
  if (operation.name !== undefined)
    exchange.operationName = nameWithoutIdentityNumbers(operation.name.value).slice(0, NAME_MOST);
}

/** Somebody who opens the address in a browser. */
function isVisit(request: FastifyRequest): boolean {
  const { accept = '' } = request.headers;
  return (
    request.method === 'GET' &&
    accept.includes('text/html') &&
    !/[?&](?:query|documentId|extensions)=/.test(searchOf(request))
  );
}

/**
 * The headers for Apollo Server. Its CSRF prevention stands against browsers, which say where a request comes from
 * (Origin, Sec-Fetch-Site, Referer); a program that says none of these need not add a header of Apollo's.
 */
function headersOf(request: FastifyRequest): HeaderMap {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    const isWeighed = name === 'accept' && accepted.has(String(value));
    if (value !== undefined && !isWeighed) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const isOfBrowser = ['origin', 'sec-fetch-site', 'referer', 'cookie'].some((name) => headers.has(name));
  if (!isOfBrowser) headers.set('apollo-require-preflight', 'program');
  return headers;
}
