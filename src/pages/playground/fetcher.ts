import type { Fetcher, FetcherOpts, FetcherParams, FetcherReturnType } from '@graphiql/toolkit';
import { getOperationAST } from 'graphql';
import { createClient } from 'graphql-ws/client';
import { withNewKeys } from './examples.js';

type Headers = Readonly<Record<string, string>>;

/** Sends queries and acts by HTTP, and opens a socket of its own for each subscription, both as the same person. */
export const fetcher: Fetcher = (params, options): FetcherReturnType => {
  const asked = { ...params, variables: withNewKeys(params.variables ?? {}) };
  const headers: Headers = options?.headers ?? {};
  const answer = isSubscription(params, options) ? subscribe(asked, headers) : post(asked, headers);
  // GraphiQL’s type wants errors as graphql-js throws them; it shows what came.
  return answer as FetcherReturnType;
};

function isSubscription({ operationName }: FetcherParams, options: FetcherOpts | undefined): boolean {
  const document = options?.documentAST;
  return document !== undefined && getOperationAST(document, operationName)?.operation === 'subscription';
}

async function post(asked: FetcherParams, headers: Headers) {
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
function subscribe({ query, variables, operationName }: FetcherParams, headers: Headers) {
  const authorization = authorizationIn(headers);
  const client = createClient({
    url: new URL('/graphql', location.href).href.replace(/^http/, 'ws'),
    retryAttempts: 0,
    // The browser sends its session by itself; a token of one’s own goes before it.
    connectionParams: authorization === undefined ? {} : { authorization },
  });
  const events = client.iterate({ query, variables, operationName: operationName ?? null });
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
