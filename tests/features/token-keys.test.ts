import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { keySetSource } from '../../src/identity/verify/key-set-source.js';
import { VerifiedTokens } from '../../src/identity/verify/verified-tokens.js';
import { createVerifier, type Verifier } from '../../src/identity/verify/verifier.js';
import { aKey, anIssuer, publicJwk, type TestIssuer } from '../harness/issuer.js';
import {
  answerOf,
  audiences,
  type Changes,
  Clock,
  guardianClaims,
  subject,
  syntheticPid,
} from '../harness/tokens.js';

const feide = { issuer: 'https://feide.example', audience: audiences.feide };

let stranger: TestIssuer;
beforeAll(async () => {
  stranger = await anIssuer(audiences.idporten);
});
afterAll(() => stranger.close());

describe('the keys of an issuer', () => {
  let own: TestIssuer;
  let clock: Clock;
  let verifier: Verifier;
  let problems: string[];

  beforeEach(async () => {
    own = await anIssuer(audiences.idporten);
    clock = new Clock();
    problems = [];
    verifier = createVerifier(
      { idporten: own, feide },
      { allowSynthetic: true, now: clock.now, report: (problem) => void problems.push(problem) },
    );
    return () => own.close();
  });

  const answerTo = async (token: string | Promise<string>, by = verifier) =>
    answerOf(by, `Bearer ${await token}`);
  const aToken = (changes?: Changes) =>
    own.sign(guardianClaims(own.issuer, clock, { jti: `${Math.random()}`, ...changes }));
  const anUnknownKid = () => own.sign(guardianClaims(own.issuer, clock), { kid: `forged-${Math.random()}` });

  it('are fetched at the first token, once for all who come at the same time', async () => {
    expect(own.requests).toEqual([]);
    const answers = await Promise.all(Array.from({ length: 20 }, () => answerTo(aToken())));
    expect(answers.every((one) => typeof one === 'object')).toBe(true);
    expect(own.requests).toEqual(['/.well-known/openid-configuration', '/jwks']);
  });

  it('may stand at an address that is given', async () => {
    const given = createVerifier(
      { idporten: { ...own, jwksUri: `${own.issuer}/jwks` }, feide },
      { allowSynthetic: true, now: clock.now },
    );
    expect(await answerTo(aToken(), given)).toMatchObject({ pid: syntheticPid });
    expect(own.requests).toEqual(['/jwks']);
  });

  it('are accepted at first use after a rotation, within five seconds', async () => {
    await answerTo(aToken());
    clock.pass(31);
    await own.rotate();
    const before = performance.now();
    expect(await answerTo(aToken())).toMatchObject({ pid: syntheticPid });
    expect(performance.now() - before).toBeLessThan(5_000);
    expect(own.keyFetches).toBe(2);
  });

  it('are fetched at most once in thirty seconds for unknown kids', async () => {
    await answerTo(aToken());
    for (let second = 0; second < 60; second += 1) {
      const answers = await Promise.all([answerTo(anUnknownKid()), answerTo(anUnknownKid())]);
      expect(answers).toEqual(['TOKEN_INVALID', 'TOKEN_INVALID']);
      clock.pass(1);
    }
    expect(own.keyFetches).toBe(2);
  });

  it('are accepted for ten minutes and more while the issuer is down', async () => {
    const early = await aToken({ exp: clock.seconds + 4_000 });
    await answerTo(early);
    await own.goDown();
    for (let minute = 0; minute < 20; minute += 1) {
      clock.pass(60);
      expect(await answerTo(aToken())).toMatchObject({ pid: syntheticPid });
      expect(await answerTo(early)).toMatchObject({ pid: syntheticPid });
    }
    clock.pass(60);
    await own.rotate();
    expect(await answerTo(aToken())).toBe('UNAVAILABLE');
    await own.comeUp();
    clock.pass(31);
    expect(await answerTo(aToken())).toMatchObject({ pid: syntheticPid });
  });

  it('are fetched though the clock was set back', async () => {
    await answerTo(aToken());
    clock.pass(-3_600);
    await own.rotate();
    expect(await answerTo(aToken())).toMatchObject({ pid: syntheticPid });
  });

  it('are believed no more after a day without the issuer', async () => {
    const token = await aToken({ exp: clock.seconds + 200_000 });
    await answerTo(token);
    await own.goDown();
    clock.pass(24 * 3_600 + 1);
    expect(await answerTo(token)).toBe('UNAVAILABLE');
  });

  it('are asked for again soon when the issuer was down at the start', async () => {
    await own.goDown();
    expect(await answerTo(aToken())).toBe('UNAVAILABLE');
    expect(problems).toEqual([`The keys of ${own.issuer} can't be fetched: ECONNREFUSED.`]);
    await own.comeUp();
    clock.pass(6);
    expect(await answerTo(aToken())).toMatchObject({ pid: syntheticPid });
    expect(await answerTo(anUnknownKid())).toBe('TOKEN_INVALID');
  });

  it('that the issuer takes back stop working, for tokens seen before too', async () => {
    const token = await aToken({ exp: clock.seconds + 4_000 });
    await answerTo(token);
    await own.rotate();
    own.dropOldKeys();
    clock.pass(601);
    await answerTo(token);
    await expect.poll(() => own.keyFetches).toBe(2);
    await expect.poll(() => answerTo(token)).toBe('TOKEN_INVALID');
  });

  it('that only seem to be the same stop working, though the kid is reused', async () => {
    const token = await aToken({ exp: clock.seconds + 4_000 });
    await answerTo(token);
    const { kid } = own.key;
    await own.rotate();
    own.dropOldKeys();
    own.publish({ ...(await publicJwk(await aKey())), kid });
    clock.pass(601);
    await answerTo(token);
    await expect.poll(() => answerTo(token)).toBe('TOKEN_INVALID');
  });

  it('of an unknown kind do not spoil the others', async () => {
    own.publish({ kty: 'unheard-of', kid: 'odd' });
    own.publish({ kty: 'oct', k: 'AAAA', kid: 'secret' });
    expect(await answerTo(aToken())).toMatchObject({ pid: syntheticPid });
  });

  it.each([
    [
      'another issuer in its configuration',
      '/.well-known/openid-configuration',
      { issuer: 'https://x.example', jwks_uri: 'jwks' },
    ],
    ['no key set in its configuration', '/.well-known/openid-configuration', undefined],
    ['a key set without keys', '/jwks', { keys: 'none' }],
    ['a key set of a megabyte', '/jwks', { keys: [], pad: 'x'.repeat(1_048_576) }],
  ])('with %s are unavailable', async (_name, path, body) => {
    own.answers.set(path, (_request, response) =>
      response.end(JSON.stringify(body ?? { issuer: own.issuer }).replace('"jwks"', `"${own.issuer}/jwks"`)),
    );
    expect(await answerTo(aToken())).toBe('UNAVAILABLE');
    expect(problems).toHaveLength(1);
  });

  it.each([
    ['an error', 500],
    ['a way elsewhere', 302],
  ])('answered by %s are unavailable', async (_name, status) => {
    const elsewhere = { location: `${stranger.issuer}/jwks` };
    own.answers.set('/jwks', (_request, response) => response.writeHead(status, elsewhere).end());
    expect(await answerTo(aToken())).toBe('UNAVAILABLE');
    expect(stranger.requests).toEqual([]);
  });

  it('are waited for no longer than three seconds', async () => {
    own.answers.set('/jwks', () => {});
    const before = performance.now();
    expect(await answerTo(aToken())).toBe('UNAVAILABLE');
    expect(performance.now() - before).toBeLessThan(5_000);
  });
});
it('takes no keys over a line that anyone can read, from an issuer that has https', async () => {
  const issuer = 'https://issuer.example';
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (address: string) => {
    asked.push(address);
    return Response.json({ issuer, jwks_uri: 'http://issuer.example/jwks', keys: [] });
  });
  const fetchKeySet = keySetSource({ issuer, audience: 'a' }, new AbortController().signal);
  await expect(fetchKeySet()).rejects.toThrow('without https');
  expect(asked).toEqual([`${issuer}/.well-known/openid-configuration`]);
  vi.unstubAllGlobals();
});

it('remembers no more tokens than it has room for, and the last used longest', () => {
  const verified = new VerifiedTokens(2);
  const entry = {
    claimant: { issuer: 'feide', subject, principalName: undefined, expires: 1 },
    issuer: 'i',
    kid: 'k',
    thumbprint: 't',
  } as const;
  verified.set('one', entry);
  verified.set('two', entry);
  verified.get('one');
  verified.set('three', entry);
  expect([verified.get('one'), verified.get('two'), verified.get('three')]).toEqual([
    entry,
    undefined,
    entry,
  ]);
});
