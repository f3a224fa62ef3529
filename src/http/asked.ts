import type { FastifyRequest } from 'fastify';
import type { Named } from './trusted/trusted-documents.js';

/** What a request asks, as far as it has the right shape. */
export interface Asked {
  readonly query?: string;
  /** The id of a trusted document, in place of the document. */
  readonly documentId?: string;
  readonly operationName?: string;
  readonly variables?: unknown;
}

/** Reads what a request asks from its body or its address; Apollo Server refuses what has the wrong shape. */
export function askedBy(request: FastifyRequest): Asked {
  if (request.method === 'GET') {
    const search = new URLSearchParams(searchOf(request));
    const extensions = parsedOrNothing(search.get('extensions'));
    return stringsOf({ ...Object.fromEntries(search), extensions }, parsedOrNothing(search.get('variables')));
  }
  const body: unknown = request.body;
  if (typeof body !== 'object' || body === null) return {};
  return stringsOf(body, 'variables' in body ? body.variables : undefined);
}

function stringsOf(source: object, variables: unknown): Asked {
  const { operationName } = source as Record<string, unknown>;
  return {
    ...namedBy(source),
    ...(typeof operationName === 'string' && { operationName }),
    variables,
  };
}

/**
 * The document that is sent, or the id of a trusted one: `documentId` as GraphQL over HTTP has it, or the hash of Apollo's
 * persisted queries where no document stands beside it.
 */
export function namedBy(source: object): Named {
  const { query, documentId, extensions } = source as Record<string, unknown>;
  const sent = typeof query === 'string' && query !== '' ? { query } : {};
  if (typeof documentId === 'string') return { ...sent, documentId };
  const hash = sent.query === undefined ? apolloHashIn(extensions) : undefined;
  return hash === undefined ? sent : { documentId: hash };
}

function apolloHashIn(extensions: unknown): string | undefined {
  const { persistedQuery } = Object(extensions) as { persistedQuery?: unknown };
  const { sha256Hash } = Object(persistedQuery) as { sha256Hash?: unknown };
  return typeof sha256Hash === 'string' ? sha256Hash : undefined;
}

/** What Apollo Server is given: the request as it came, or with the document in the place of its id. */
export function plainRequest(
  request: FastifyRequest,
  query: string | undefined,
): { readonly search: string; readonly body: unknown } {
  const search = searchOf(request);
  if (query === undefined) return { search, body: request.body };
  const parameters = new URLSearchParams(search);
  for (const name of ['documentId', 'extensions']) parameters.delete(name);
  parameters.set('query', query);
  const {
    documentId: _id,
    extensions: _extensions,
    ...rest
  } = Object(request.body) as Record<string, unknown>;
  return { search: `?${parameters}`, body: { ...rest, query } };
}

function parsedOrNothing(json: string | null): unknown {
  try {
    return json === null ? undefined : JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** The query string with its question mark; empty without one. */
export function searchOf(request: FastifyRequest): string {
  const mark = request.url.indexOf('?');
  return mark < 0 ? '' : request.url.slice(mark);
}
