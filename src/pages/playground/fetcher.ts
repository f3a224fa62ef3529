import type { Fetcher, FetcherParams, FetcherReturnType } from '@graphiql/toolkit';
import { getOperationAST, type OperationDefinitionNode, parse } from 'graphql';
import { createClient } from 'graphql-ws/client';
import { withNewKeys } from './examples.js';

type Headers = Readonly<Record<string, string>>;

interface Asked {
  readonly query: string;
  readonly variables: Record<string, unknown>;
  readonly operationName: string | null;
}

/** Sends queries and acts by HTTP, and opens a socket of its own for each subscription, both as the same person. */
export const fetcher: Fetcher = (params, options): FetcherReturnType => {
  const operation = operationIn(params);
  const asked = {
    query: params.query,
    variables: withNewKeys(params.variables ?? {}),
    operationName: operation?.name?.value ?? params.operationName ?? null,
  };
  const headers: Headers = options?.headers ?? {};
  const answer = operation?.operation === 'subscription' ? subscribe(asked, headers) : post(asked, headers);
  // GraphiQL’s type wants errors as graphql-js throws them; it shows what came.
  return answer as FetcherReturnType;
};

/** Which operation is meant. GraphiQL’s own word for it lags behind the text where somebody is quick. */
function operationIn({ query, operationName }: FetcherParams): OperationDefinitionNode | undefined {
  try {
    const document = parse(query);
    return getOperationAST(document, operationName) ?? getOperationAST(document) ?? undefined;
  } catch {
    return undefined;
  }
}

async function post(asked: Asked, headers: Headers) {
  const answer = await fetch('/graphql', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json;q=0.9',
      'accept-language': document.documentElement.lang,
      ...headers,
    },
    body: JSON.stringify(asked),
  });
  return answer.json();
}

/** Each event as GraphiQL shows it; the end of the socket as an error, and then nothing more. */
function subscribe(asked: Asked, headers: Headers) {
  const authorization = authorizationIn(headers);
  const client = createClient({
    url: new URL('/graphql', location.href).href.replace(/^http/, 'ws'),
    retryAttempts: 0,
    // The browser sends its session by itself; a token of one’s own goes before it.
    connectionParams: authorization === undefined ? {} : { authorization },
  });
  const events = client.iterate(asked);
  let isOver = false;
  const ended = (error: unknown) => {
    isOver = true;
    return { done: false as const, value: { errors: errorsOf(error) } };
  };
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next: () =>
      isOver ? Promise.resolve({ done: true as const, value: undefined }) : events.next().catch(ended),
    async return() {
      await client.dispose();
      return { done: true as const, value: undefined };
    },
  };
}

function authorizationIn(headers: Headers): string | undefined {
  return Object.entries(headers).find(([name]) => name.toLowerCase() === 'authorization')?.[1];
}

function errorsOf(error: unknown): readonly { readonly message: string }[] {
  if (Array.isArray(error)) return error;
  if (typeof error === 'object' && error !== null && 'code' in error && 'reason' in error)
    return [{ message: `The socket was closed: ${error.code} ${error.reason}`.trim() }];
  return [{ message: error instanceof Error ? error.message : 'The stream has ended.' }];
}
