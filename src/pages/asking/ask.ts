/** What the API answers; `data` is absent where it refused the whole. */
export interface Answer<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

/** Asks the API: under the browser's session, or under a token. Nothing is thrown where it is away. */
export async function ask<Data>(
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
  token?: string,
): Promise<Answer<Data>> {
  const answer = await fetch('/graphql', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    credentials: token === undefined ? 'same-origin' : 'omit',
    body: JSON.stringify({ query, variables }),
  }).catch(() => undefined);
  return (await answer?.json().catch(() => undefined)) ?? {};
}
