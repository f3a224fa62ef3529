import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aServer, type TinyServer } from '../harness/tiny-server.js';

let tiny: TinyServer;
beforeAll(async () => {
  tiny = await aServer();
});
afterAll(() => tiny.server.close());

const CHILD = '{ child(id: 1) { id firstName } }';
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('a request', () => {
  it('with a token is handed to the engine with who asks, its id and its language', async () => {
    const query = 'query Mine($id: ID!) { child(id: $id) { id } }';
    const headers = {
      authorization: 'Bearer ola',
      'x-request-id': 'phone-0001',
      'accept-language': 'nn-NO,en;q=0.5',
    };
    const reply = await tiny.post({ query, variables: { id: '7' }, operationName: 'Mine' }, headers);
    expect(reply.body).toEqual({ data: { child: { id: '7' } } });
    const { document, costs, ...handed } = tiny.engine.operations.at(-1) ?? {};
    expect([document?.definitions.length, typeof costs]).toEqual([1, 'function']);
    expect(handed).toEqual({
      operationName: 'Mine',
      variables: { id: '7' },
      claimant: { issuer: 'idporten', pid: '01017012345', level: 'high', expires: 2 ** 31 },
      requestId: 'phone-0001',
      language: 'nn',
      takesText: true,
    });
  });

  it('without a token is handed on with nobody', async () => {
    await tiny.post({ query: CHILD });
    expect(tiny.engine.operations.at(-1)?.claimant).toBeUndefined();
  });

  it('is parsed and validated once for the same document', async () => {
    await tiny.post({ query: '{ child(id: 2) { lastName } }' });
    const first = tiny.engine.operations.at(-1)?.document;
    await tiny.post({ query: '{ child(id: 2) { lastName } }' });
    expect(tiny.engine.operations.at(-1)?.document).toBe(first);
  });

  it('may ask for the whole schema in the usual way', async () => {
    const full = {
      specifiedByUrl: true,
      directiveIsRepeatable: true,
      schemaDescription: true,
      inputValueDeprecation: true,
      oneOf: true,
    };
    const reply = await tiny.post({ query: getIntrospectionQuery(full) });
    expect(reply.body.errors).toBeUndefined();
    expect(Object.keys(reply.body.data ?? {})).toEqual(['__schema']);
  });

  it.each([
    ['15 fields deep', `{ child(id: 1) ${'{ friends '.repeat(13)}{ id }${' }'.repeat(13)} }`],
    [
      '50 aliases wide',
      `{ child(id: 1) { ${Array.from({ length: 50 }, (_, i) => `a${i}: id`).join(' ')} } }`,
    ],
    ['20 root fields wide', `{ ${Array.from({ length: 20 }, (_, i) => `a${i}: __typename`).join(' ')} }`],
    [
      'made of 50 fragments',
      `{ child(id: 1) { ${Array.from({ length: 50 }, (_, i) => `...F${i}`).join(' ')} } } ${Array.from({ length: 50 }, (_, i) => `fragment F${i} on Child { id }`).join(' ')}`,
    ],
  ])('may be %s', async (_name, query) => {
    const reply = await tiny.post({ query });
    expect([reply.status, reply.body.errors]).toEqual([200, undefined]);
  });

  it.each([
    ['Bearer forged', 'TOKEN_INVALID', 'Bearer error="invalid_token"'],
    ['Bearer weak', 'TOKEN_TOO_WEAK', 'Bearer error="insufficient_user_authentication"'],
  ])('with the token "%s" is refused %s and never reaches the engine', async (authorization, code, challenge) => {
    const before = tiny.engine.operations.length;
    const reply = await tiny.post({ query: CHILD }, { authorization });
    expect([reply.status, reply.body.errors?.[0]?.extensions.code]).toEqual([401, code]);
    expect(reply.headers.get('www-authenticate')).toBe(challenge);
    expect(tiny.engine.operations.length).toBe(before);
  });
});

describe('the id of a request', () => {
  it.each([
    ['is the caller’s', 'caller-00001', 'caller-00001'],
    ['is new for one that is too short', 'short', UUID],
    ['is new for one with other signs', 'caller_00001;x', UUID],
    ['is new for one that may be an identity number', '01017012345', UUID],
    ['is new for one that is too long', 'a'.repeat(65), UUID],
  ])('%s', async (_name, given, expected) => {
    const reply = await tiny.post({ query: '{ nothing }' }, { 'x-request-id': given });
    const id = reply.headers.get('x-request-id') ?? '';
    expect(id).toMatch(expected);
    expect(reply.body.errors?.[0]?.extensions.requestId).toBe(id);
  });
});

describe('the language of a refusal', () => {
  it.each([
    ['nb', 'Tilgangstokenet er ikke gyldig.'],
    ['no', 'Tilgangstokenet er ikke gyldig.'],
    ['de, nn-NO;q=0.8, en;q=0.5', 'Tilgangstokenet er ikkje gyldig.'],
    ['en-GB', 'The access token is not valid.'],
    ['constructor', 'The access token is not valid.'],
    ['fr', 'The access token is not valid.'],
    ['*', 'The access token is not valid.'],
    ['en;q=0.1, nb;q=0.9', 'Tilgangstokenet er ikke gyldig.'],
  ])('for "%s" is the one that is wanted most', async (wanted, message) => {
    const reply = await tiny.post({ query: CHILD }, { authorization: 'Bearer x', 'accept-language': wanted });
    expect(reply.body.errors?.[0]?.message).toBe(message);
  });
});

describe('GET', () => {
  const get = (query: string, headers = {}) =>
    tiny.fetch(`/graphql?query=${encodeURIComponent(query)}`, { headers });

  it('answers a query', async () => {
    expect((await get(CHILD)).body).toEqual({ data: { child: { id: '1', firstName: 'Ola' } } });
  });

  it('refuses a mutation, which does not happen', async () => {
    const before = tiny.engine.operations.length;
    const reply = await get('mutation { report(input: { child: 1 }) { id } }');
    expect([reply.status, reply.body.errors?.[0]?.extensions.code]).toEqual([405, 'METHOD_NOT_ALLOWED']);
    expect(reply.headers.get('allow')).toBe('POST');
    expect(tiny.engine.operations.length).toBe(before);
  });

  it('refuses a deep document as POST does', async () => {
    const reply = await get(`${'{child(id:1)'.repeat(200)}`);
    expect([reply.status, reply.body.errors?.[0]?.extensions.code]).toEqual([400, 'OPERATION_TOO_DEEP']);
  });

  it.each([
    { origin: 'https://elsewhere.example' },
    { referer: 'https://elsewhere.example/' },
    { cookie: 'a=b' },
  ])('refuses a page elsewhere that needed no preflight (%o)', async (headers) => {
    const reply = await get(CHILD, headers);
    expect([reply.status, reply.body.errors?.[0]?.extensions.code]).toEqual([400, 'REQUEST_INVALID']);
  });

  it('tells somebody with a browser where he is', async () => {
    const reply = await tiny.fetch('/graphql', { headers: { accept: 'text/html' } });
    expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'text/plain; charset=utf-8']);
  });
});

describe('what is no GraphQL request', () => {
  it.each([
    ['text', 'POST', '/graphql', { 'content-type': 'text/plain' }, CHILD, 415, 'MEDIA_TYPE_UNSUPPORTED'],
    [
      'a form',
      'POST',
      '/graphql',
      { 'content-type': 'application/x-www-form-urlencoded' },
      'query=a',
      415,
      'MEDIA_TYPE_UNSUPPORTED',
    ],
    [
      'broken JSON',
      'POST',
      '/graphql',
      { 'content-type': 'application/json' },
      '{"query',
      400,
      'REQUEST_INVALID',
    ],
    [
      'a body of 101 KB',
      'POST',
      '/graphql',
      { 'content-type': 'application/json' },
      ' '.repeat(103_424),
      413,
      'BODY_TOO_LARGE',
    ],
    ['another method', 'DELETE', '/graphql', {}, undefined, 405, 'METHOD_NOT_ALLOWED'],
    ['an address that can not be decoded', 'GET', '/%zz01017012345', {}, undefined, 400, 'REQUEST_INVALID'],
    [
      'a media type that is not served',
      'POST',
      '/graphql',
      { 'content-type': 'application/json', accept: 'text/csv' },
      '{"query":"{__typename}"}',
      406,
      'NOT_ACCEPTABLE',
    ],
    ['another address', 'GET', '/secrets', {}, undefined, 404, 'NOT_FOUND'],
  ] as const)('%s is refused in the shape of an answer', async (_name, method, path, headers, body, status, code) => {
    const reply = await tiny.fetch(path, {
      method,
      headers: { 'apollo-require-preflight': '1', ...headers },
      body: body ?? null,
    });
    expect([reply.status, reply.body.errors?.[0]?.extensions.code]).toEqual([status, code]);
  });
});

it('an answer is kept nowhere, framed nowhere and sniffed by nobody', async () => {
  const { headers } = await tiny.post({ query: CHILD });
  const names = ['cache-control', 'content-security-policy', 'x-content-type-options', 'x-frame-options'];
  expect(names.map((name) => headers.get(name))).toEqual([
    'no-store',
    "default-src 'none'; frame-ancestors 'none'",
    'nosniff',
    'DENY',
  ]);
});
