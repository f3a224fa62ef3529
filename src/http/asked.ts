import type { FastifyRequest } from 'fastify';

/** What a request asks, as far as it has the right shape. */
export interface Asked {
  readonly query?: string;
  readonly operationName?: string;
  readonly variables?: unknown;
}

/** Reads what a request asks from its body or its address; Apollo Server refuses what has the wrong shape. */
export function askedBy(request: FastifyRequest): Asked {
  if (request.method === 'GET') {
    const search = new URLSearchParams(searchOf(request));
    return stringsOf(Object.fromEntries(search), parsedOrNothing(search.get('variables')));
  }
  const body: unknown = request.body;
  if (typeof body !== 'object' || body === null) return {};
  return stringsOf(body, 'variables' in body ? body.variables : undefined);
}

function stringsOf(source: object, variables: unknown): Asked {
  const { query, operationName } = source as Record<string, unknown>;
  return {
    ...(typeof query === 'string' && query !== '' && { query }),
    ...(typeof operationName === 'string' && { operationName }),
    variables,
  };
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
