import type { RequestListener } from 'node:http';
import { text } from 'node:stream/consumers';
import { exportJWK, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.js';
import { IssuerClient } from '../../src/identity/sign-in/issuer-client.js';
import { Browser } from '../harness/browser-without-scripts.js';
import { aDemo, type Demo } from '../harness/demo.js';
import { aKey, anIssuer, type TestIssuer } from '../harness/issuer.js';
import { testKey } from '../harness/town-key.js';

const issuers = {
  NODE_ENV: 'production',
  IDENTITY_KEY: testKey,
  IDPORTEN_ISSUER: 'https://idporten.example',
  IDPORTEN_AUDIENCE: 'https://skole.example/api',
  FEIDE_ISSUER: 'https://feide.example',
  FEIDE_AUDIENCE: 'https://n.feide.no/datasources/1',
};
const idporten = {
  PUBLIC_URL: 'https://skole.example',
  IDPORTEN_CLIENT_ID: 'skolegraf',
  IDPORTEN_CLIENT_SECRET: 'a secret',
};

describe('a municipality’s own installation, with a client at ID-porten alone', () => {
  let issuer: TestIssuer;
  let demo: Demo;
  let home: string;
  beforeAll(async () => {
    issuer = await anIssuer(issuers.IDPORTEN_AUDIENCE);
    const settings = { ...issuers, ...idporten, IDPORTEN_ISSUER: issuer.issuer, LOG_LEVEL: 'info' };
    demo = await aDemo(1, settings);
    [home = ''] = demo.nodes;
    answers('/.well-known/openid-configuration', {
      issuer: issuer.issuer,
      authorization_endpoint: `${issuer.issuer}/authorize`,
      token_endpoint: `${issuer.issuer}/token`,
      jwks_uri: `${issuer.issuer}/jwks`,
      code_challenge_methods_supported: ['S256'],
    });
  });
  afterAll(async () => {
    await demo.close();
    await issuer.close();
  });

  function answers(path: string, body: object, status = 200): void {
    const answer: RequestListener = (_request, response) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    issuer.answers.set(path, answer);
  }

  it('tells its pages where one can sign in, and of nobody', async () => {
    expect(await new Browser(home).session()).toEqual({
      signedIn: false,
      demo: false,
      issuers: ['idporten'],
    });
  });

  it('shows on its start page the way in to ID-porten alone, and has no playground', async () => {
    const visit = async (path: string) =>
      (await fetch(`${home}${path}`, { headers: { accept: 'text/html' } })).text();
    expect((await visit('/')).match(/href="\/sign-in\/[^"]*"/g)).toEqual([
      'href="/sign-in/idporten?returnTo=%2Fgraphql"',
    ]);
    expect(await visit('/graphql')).toMatch(/^This is a GraphQL endpoint\./);
  });

  it('asks ID-porten for its audience, and for the person anew', async () => {
    const browser = new Browser(home, 'nn');
    const page = await browser.send('GET', `${home}/sign-in/idporten?here&who=guardian`, {});
    const { origin, pathname, searchParams } = new URL(page.headers.get('location') ?? '');
    expect(`${origin}${pathname}`).toBe(`${issuer.issuer}/authorize`);
    expect(Object.fromEntries(searchParams)).toEqual({
      response_type: 'code',
      client_id: 'skolegraf',
      redirect_uri: 'https://skole.example/sign-in/callback/idporten',
      scope: 'openid',
      resource: 'https://skole.example/api',
      acr_values: 'idporten-loa-substantial',
      prompt: 'login',
      ui_locales: 'nn',
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    });
  });

  it('gives cookies to browsers that come by https alone, and that no neighbour can set', async () => {
    const browser = new Browser(home);
    await browser.send('GET', `${home}/sign-in/idporten?here`, {});
    expect([...browser.cookies].map(([name, { attributes }]) => [name, attributes])).toEqual([
      ['__Host-skolegraf-sign-in', 'Max-Age=900; Path=/; HttpOnly; Secure; SameSite=Lax'],
    ]);
  });

  it('sends whoever comes by another name to its own', async () => {
    const page = await new Browser(home).send('GET', `${home}/sign-in/idporten?returnTo=/graphql`, {});
    expect(page.headers.get('location')).toBe(
      'https://skole.example/sign-in/idporten?returnTo=/graphql&here',
    );
  });

  it.each([
    ['refuses the client', { error: 'invalid_client', error_description: 'a secret' }, 401, 'SIGN_IN_FAILED'],
    ['is down', { error: 'temporarily_unavailable' }, 503, 'UNAVAILABLE'],
    ['answers with something else', [], 500, 'UNAVAILABLE'],
  ])('says so when the issuer %s (%j, %i): %s', async (_, body, status, code) => {
    const browser = new Browser(home);
    const start = await browser.send('GET', `${home}/sign-in/idporten?here`, {});
    const state = new URL(start.headers.get('location') ?? '').searchParams.get('state');
    answers('/token', body, status);
    const end = await browser.send('GET', `${home}/sign-in/callback/idporten?code=c&state=${state}`, {});
    expect(end.headers.get('location')).toBe(`/?signInFailed=${code}`);
    expect(demo.log.join('')).not.toContain('a secret');
  });

  it('hears no page that has lost its encryption', async () => {
    const browser = new Browser(home);
    const origins = [`http://${new URL(home).host}`, 'http://skole.example', 'https://skole.example'];
    const signOut = (origin: string) =>
      browser.send('POST', `${home}/sign-out`, { origin }, new URLSearchParams());
    const pages = await Promise.all(origins.map(signOut));
    expect(pages.map(({ status }) => status)).toEqual([403, 403, 303]);
  });

  it('proves who it is by a key, where it has one', async () => {
    const key = await aKey();
    const jwk = { ...(await exportJWK(key.privateKey)), kid: 'ours', alg: 'RS256' };
    const token = await issuer.sign({ sub: 'x' });
    const asked = Promise.withResolvers<URLSearchParams>();
    issuer.answers.set('/token', async (request, response) => {
      asked.resolve(new URLSearchParams(await text(request)));
      response
        .setHeader('content-type', 'application/json')
        .end(JSON.stringify({ access_token: token, token_type: 'Bearer', refresh_token: 'the next' }));
    });
    const client = new IssuerClient(
      {
        issuer: issuer.issuer,
        clientId: 'skolegraf',
        credential: { key: jwk },
        ...{ audience: issuer.audience, asks: {}, exchanges: false },
      },
      () => undefined,
    );
    expect(await client.renewed('the last')).toEqual({ access: token, renewal: 'the next' });
    const { refresh_token, client_assertion = '', ...rest } = Object.fromEntries(await asked.promise);
    const expected = { issuer: 'skolegraf', subject: 'skolegraf', audience: issuer.issuer };
    const { protectedHeader } = await jwtVerify(client_assertion, key.publicKey, expected);
    expect([refresh_token, protectedHeader.kid, rest['client_secret']]).toEqual([
      'the last',
      'ours',
      undefined,
    ]);
  });

  it.each([
    ['begin', '/sign-in/idporten?here', '/?signInFailed=RATE_LIMITED'],
    ['end', '/sign-in/callback/idporten?code=x', '/?signInFailed=RATE_LIMITED'],
  ])('lets one address %s no more than 600 sign-ins in a minute', async (what, path, refusal) => {
    const start = () => new Browser(home).send('GET', `${home}${path}`, {});
    const ends: (string | null)[] = [];
    for (let hundred = 0; hundred < 7; hundred += 1)
      ends.push(
        ...(await Promise.all(Array.from({ length: 100 }, start))).map(({ headers }) =>
          headers.get('location'),
        ),
      );
    const usual = what === 'begin' ? `${issuer.issuer}/authorize` : '/?signInFailed=SIGN_IN_FAILED';
    expect(ends.slice(0, 500).filter((end) => !end?.startsWith(usual))).toEqual([]);
    expect(ends.at(-1)).toBe(refusal);
  });

  it('signs nobody in at Feide', async () => {
    const page = await new Browser(home).send('GET', `${home}/sign-in/feide`, {});
    expect(page.headers.get('location')).toBe('/?signInFailed=SIGN_IN_OFF');
  });
});

describe('settings of sign-in in the browser', () => {
  const key = JSON.stringify({ kty: 'RSA', n: 'n', e: 'AQAB', d: 'd', kid: 'k' });

  it('are none where an installation has no client', () => {
    expect(readConfig(issuers)).toMatchObject({ clients: {}, publicUrl: undefined });
  });

  it('are a client for each issuer, by a secret or by a key', () => {
    const { IDPORTEN_CLIENT_SECRET: _, ...rest } = idporten;
    const config = readConfig({
      ...issuers,
      ...rest,
      IDPORTEN_CLIENT_KEY: key,
      PUBLIC_URL: 'https://skole.example/',
    });
    expect(config.publicUrl).toBe('https://skole.example');
    expect(config.clients).toEqual({ idporten: { id: 'skolegraf', credential: { key: JSON.parse(key) } } });
  });

  it.each([
    [
      { IDPORTEN_CLIENT_SECRET: '' },
      'IDPORTEN_CLIENT_ID: must be set together with IDPORTEN_CLIENT_SECRET or IDPORTEN_CLIENT_KEY',
    ],
    [
      { IDPORTEN_CLIENT_KEY: key },
      'IDPORTEN_CLIENT_ID: must be set together with IDPORTEN_CLIENT_SECRET or IDPORTEN_CLIENT_KEY',
    ],
    [{ IDPORTEN_CLIENT_ID: '' }, 'IDPORTEN_CLIENT_SECRET: must be set together with IDPORTEN_CLIENT_ID'],
    [{ FEIDE_CLIENT_SECRET: 's' }, 'FEIDE_CLIENT_SECRET: must be set together with FEIDE_CLIENT_ID'],
    [{ PUBLIC_URL: '' }, 'PUBLIC_URL: must be set together with IDPORTEN_CLIENT_ID'],
    [{ PUBLIC_URL: 'http://skole.example' }, 'PUBLIC_URL: must begin with https:// in production'],
    [
      { PUBLIC_URL: 'https://skole.example/api' },
      'PUBLIC_URL: must be an address without a path, such as https://skole.kommune.no',
    ],
    [
      { IDPORTEN_CLIENT_KEY: '{"kty":"RSA"}' },
      'IDPORTEN_CLIENT_KEY: must be a private key as JSON Web Key, on one line; IDPORTEN_CLIENT_ID: must be set together with IDPORTEN_CLIENT_SECRET or IDPORTEN_CLIENT_KEY',
    ],
  ])('%j are refused: %s', (change, message) => {
    expect(() => readConfig({ ...issuers, ...idporten, ...change })).toThrow(message);
  });
});
