/** Tests of the suite that ask for something that the product does otherwise on purpose. */
export interface Inapplicable {
  readonly reason: string;
  readonly tests: readonly string[];
}

/** Each with its reason; all others pass. */
export const inapplicable: readonly Inapplicable[] = [
  {
    reason:
      'A hash names a trusted document, which a client can not register by sending it: an unknown one is DOCUMENT_UNKNOWN.',
    tests: [
      "apolloServerTests.ts lifecycle for Apollo usage reporting traces doesn't internal server error on an APQ",
      'apolloServerTests.ts Persisted Queries returns PersistedQueryNotFound on the first try',
      'apolloServerTests.ts Persisted Queries returns result on the persisted query',
      'apolloServerTests.ts Persisted Queries returns correct result for persisted query link',
      'apolloServerTests.ts Persisted Queries returns correct result for persisted query link using get request',
      'httpServerTests.ts graphqlHTTP returns PersistedQueryNotSupported to a GET request if PQs disabled',
      'httpServerTests.ts graphqlHTTP returns PersistedQueryNotSupported to a POST request if PQs disabled',
      'httpServerTests.ts graphqlHTTP returns PersistedQueryNotFound to a GET request',
      'httpServerTests.ts graphqlHTTP returns PersistedQueryNotFound to a POST request',
      'httpServerTests.ts Persisted Queries returns PersistedQueryNotFound on the first try',
      'httpServerTests.ts Persisted Queries returns result on the second try',
      'httpServerTests.ts Persisted Queries returns result on the persisted query',
      'httpServerTests.ts Persisted Queries returns correct result using get request',
    ],
  },
  {
    reason: 'Somebody who opens the address in a browser gets our own page, and none of Apollo Server’s.',
    tests: [
      'apolloServerTests.ts renderLandingPage defaults to LocalDefault',
      'apolloServerTests.ts renderLandingPage can specify version for LocalDefault',
      'apolloServerTests.ts renderLandingPage can be disabled',
      'apolloServerTests.ts renderLandingPage basic functionality basic GET works',
      'apolloServerTests.ts renderLandingPage basic functionality basic GET works with more complex header',
      'apolloServerTests.ts renderLandingPage async `html` function returns a string',
      'apolloServerTests.ts renderLandingPage async `html` function throws',
    ],
  },
  {
    reason:
      'A body of no type that is served is refused by the media type, with 415, before anything else is looked at.',
    tests: [
      'apolloServerTests.ts CSRF prevention default',
      'httpServerTests.ts graphqlHTTP throws an error if POST body is empty',
      'httpServerTests.ts graphqlHTTP throws an error if invalid content-type',
    ],
  },
  {
    reason:
      'JSON that can not be read is refused in the catalogue’s words, which repeat nothing of the body.',
    tests: ['httpServerTests.ts graphqlHTTP throws an error if POST JSON is malformed'],
  },
  {
    reason: 'Every answer says for itself how it may be kept: personal data is never left to a hint.',
    tests: [
      'httpServerTests.ts graphqlHTTP cache-control runs when cache-control is disabled',
      'httpServerTests.ts graphqlHTTP cache-control not set without any hints with if-cacheable',
    ],
  },
];
