import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify, { type FastifyInstance } from 'fastify';
import { base64url, CompactSign, type JWTPayload, SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ErrorCode } from '../../src/errors/catalogue.js';
import { Refusal } from '../../src/errors/refusal.js';
import type { StandInPerson } from '../../src/identity/stand-in/person.js';
import { standInPlugin } from '../../src/identity/stand-in/plugin.js';
import { requestToken } from '../../src/identity/stand-in/request-token.js';
import { createStandIns, type StandIns } from '../../src/identity/stand-in/stand-ins.js';
import { keySetSource } from '../../src/identity/verify/key-set-source.js';
import { VerifiedTokens } from '../../src/identity/verify/verified-tokens.js';
import { createVerifier, type Verifier } from '../../src/identity/verify/verifier.js';
import { aKey, anIssuer, publicJwk, publicPem, type TestIssuer } from '../harness/issuer.js';

const syntheticPid = '10915596784';
const subject = '9f70f418-3a75-4617-8375-883ab6c2b0af';
const principalName = 'kari.lærer@skole.example';
const eppn = 'https://n.feide.no/claims/eduPersonPrincipalName';
const audiences = {
  idporten: 'https://skolegraf.example/graphql',
  feide: 'https://n.feide.no/datasources/1',
};

let idporten: TestIssuer;
let feide: TestIssuer;
let stranger: TestIssuer;

beforeAll(async () => {
  [idporten, feide, stranger] = await Promise.all([
    anIssuer(audiences.idporten),
    anIssuer(audiences.feide),
    anIssuer(audiences.idporten),
  ]);
});

afterAll(() => Promise.all([idporten.close(), feide.close(), stranger.close()]));

/** A clock that a test moves; it starts at the true time and stands still. */
class Clock {
  milliseconds = Date.now();
  readonly now = () => this.milliseconds;
  get seconds(): number {
    return Math.floor(this.milliseconds / 1_000);
  }
  pass(seconds: number): void {
    this.milliseconds += seconds * 1_000;
  }
}

let clock: Clock;
let verifier: Verifier;
let problems: string[];

beforeEach(() => {
  clock = new Clock();
  problems = [];
  const report = (problem: string) => void problems.push(problem);
  verifier = createVerifier({ idporten, feide }, { allowSynthetic: true, now: clock.now, report });
  return () => verifier.close();
});

/** Claims in place of the right ones, right or wrong; undefined takes one away. */
type Changes = Readonly<Record<string, unknown>>;

const guardianClaims = (changes: Changes = {}): JWTPayload => ({
  iss: idporten.issuer,
  aud: audiences.idporten,
  sub: 'a-pseudonym',
  client_id: 'the-app',
  scope: 'skolegraf',
  pid: syntheticPid,
  acr: 'idporten-loa-high',
  iat: clock.seconds,
  exp: clock.seconds + 600,
  jti: 'one',
  ...changes,
});

const teacherClaims = (changes: Changes = {}): JWTPayload => ({
  iss: feide.issuer,
  aud: audiences.feide,
  sub: subject,
  client_id: 'd0dc2a0d-6f0a-4c0e-9e4b-0e4fb39d7f42',
  [eppn]: principalName,
  iat: clock.seconds,
  exp: clock.seconds + 600,
  ...changes,
});

const aGuardian = (changes?: Changes, header?: object) => idporten.sign(guardianClaims(changes), header);
const aTeacher = (changes?: Changes, header?: object) => feide.sign(teacherClaims(changes), header);

/** The claimant, or the code of the refusal. */
async function answer(authorization: string | undefined, by = verifier) {
  try {
    return await by.verify(authorization);
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

const answerTo = async (token: string | Promise<string>, by = verifier) =>
  answer(`Bearer ${await token}`, by);

describe('a good token', () => {
  it('of ID-porten makes a guardian, with the level of the sign-in', async () => {
    const expires = clock.seconds + 600;
    expect(await answerTo(aGuardian())).toEqual({
      issuer: 'idporten',
      pid: syntheticPid,
      level: 'high',
      expires,
    });
    expect(await answerTo(aGuardian({ acr: 'idporten-loa-substantial' }))).toMatchObject({
      level: 'substantial',
    });
  });

  it('of Feide makes a pupil or an employee, with the subject in lower case', async () => {
    const expires = clock.seconds + 600;
    expect(await answerTo(aTeacher({ sub: subject.toUpperCase() }))).toEqual({
      issuer: 'feide',
      subject,
      principalName,
      expires,
    });
    expect(await answerTo(aTeacher({ [eppn]: undefined }))).toMatchObject({ principalName: undefined });
  });

  it('may name other audiences beside ours at ID-porten, and call itself an access token', async () => {
    const aud = ['https://another.example', audiences.idporten];
    expect(await answerTo(aGuardian({ aud }, { typ: 'at+jwt' }))).toMatchObject({ pid: syntheticPid });
  });

  it.each(['PS256', 'ES256', 'EdDSA'])('may be signed with %s', async (alg) => {
    const issuer = await anIssuer(audiences.idporten);
    await issuer.rotate(alg);
    const own = createVerifier({ idporten: issuer, feide }, { allowSynthetic: true });
    const token = issuer.sign(guardianClaims({ iss: issuer.issuer }));
    expect(await answerTo(token, own)).toMatchObject({ pid: syntheticPid });
    await issuer.close();
  });

  it('gives the same claimant each time, whom nobody can change', async () => {
    const token = await aGuardian();
    const claimant = await answerTo(token);
    expect(await answerTo(token)).toBe(claimant);
    expect(claimant).toSatisfy(Object.isFrozen);
  });

  it('is not demanded: no header, nobody', async () => {
    expect(await answer(undefined)).toBeUndefined();
  });

  it('may come from a clock that is up to a minute ahead', async () => {
    const soon = clock.seconds + 50;
    expect(await answerTo(aGuardian({ iat: soon, nbf: soon }))).toMatchObject({ pid: syntheticPid });
  });

  it('stops at its end, to the second, though it was verified before', async () => {
    const token = await aGuardian();
    expect(await answerTo(token)).toMatchObject({ pid: syntheticPid });
    clock.pass(600);
    expect(await answerTo(token)).toBe('TOKEN_EXPIRED');
  });

  it('with a real identity number is accepted, with a synthetic one only where that is allowed', async () => {
    const strict = createVerifier({ idporten, feide }, { now: clock.now });
    expect(await answerTo(aGuardian({ pid: '02013299997' }), strict)).toMatchObject({ pid: '02013299997' });
    expect(await answerTo(aGuardian(), strict)).toBe('TOKEN_INVALID');
  });
});

const encoded = (value: object) => base64url.encode(JSON.stringify(value));
const withHeader = async (token: Promise<string>, header: object) =>
  [encoded(header), ...(await token).split('.').slice(1)].join('.');
const hmac = (claims: JWTPayload, secret: Uint8Array, header: object = {}) =>
  new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: idporten.key.kid, ...header }).sign(secret);
const unsigned = (alg: string, header: object = {}) =>
  `${encoded({ alg, kid: idporten.key.kid, ...header })}.${encoded(guardianClaims())}.`;
/** Signed with the right key: nothing is wrong but the header. */
const named = (kid: unknown) => aGuardian({}, { kid });
const wellSigned = (header: object, critical: Record<string, boolean> = {}) =>
  new CompactSign(new TextEncoder().encode(JSON.stringify(guardianClaims())))
    .setProtectedHeader({ alg: 'RS256', kid: idporten.key.kid, ...header })
    .sign(idporten.key.privateKey, { crit: critical });
const evil = () => stranger.key;
const forged = (changes?: Changes, header?: object) =>
  idporten.sign(guardianClaims(changes), { kid: idporten.key.kid, ...header }, evil());

type Attack = readonly [string, ErrorCode, () => string | Promise<string>];

/** Whole Authorization headers. */
const headers: readonly Attack[] = [
  ['an empty header', 'TOKEN_INVALID', () => ''],
  ['a scheme without a token', 'TOKEN_INVALID', () => 'Bearer '],
  ['the scheme Basic', 'TOKEN_INVALID', async () => `Basic ${await aGuardian()}`],
  ['the scheme DPoP', 'TOKEN_INVALID', async () => `DPoP ${await aGuardian()}`],
  ['a bare token', 'TOKEN_INVALID', () => aGuardian()],
  ['the scheme twice', 'TOKEN_INVALID', async () => `Bearer Bearer ${await aGuardian()}`],
  ['two tokens', 'TOKEN_INVALID', async () => `Bearer ${await aGuardian()}, Bearer ${await aTeacher()}`],
  ['a token and more', 'TOKEN_INVALID', async () => `Bearer ${await aGuardian()} x`],
  ['a line break behind', 'TOKEN_INVALID', async () => `Bearer ${await aGuardian()}\n`],
  ['more than 8 KB', 'TOKEN_INVALID', async () => `Bearer ${await aGuardian({ pad: 'x'.repeat(8_192) })}`],
  ['a megabyte', 'TOKEN_INVALID', () => `Bearer ${'a'.repeat(1_048_576)}.a.a`],
];

/** Tokens in a right header. */
const tokens: readonly Attack[] = [
  ['no signature algorithm', 'TOKEN_INVALID', () => unsigned('none')],
  ['no signature algorithm, in other letters', 'TOKEN_INVALID', () => `${unsigned('nOnE')}AA`],
  [
    'no signature algorithm, with a signature',
    'TOKEN_INVALID',
    () => withHeader(aGuardian(), { alg: 'none' }),
  ],
  ['a missing signature', 'TOKEN_INVALID', () => unsigned('RS256')],
  [
    'an HMAC with the public key as its secret',
    'TOKEN_INVALID',
    async () => hmac(guardianClaims(), await publicPem(idporten.key)),
  ],
  [
    'an HMAC with the modulus as its secret',
    'TOKEN_INVALID',
    async () => hmac(guardianClaims(), base64url.decode((await publicJwk(idporten.key)).n ?? '')),
  ],
  [
    'an HMAC with an empty kid',
    'TOKEN_INVALID',
    () => hmac(guardianClaims(), new Uint8Array(32), { kid: '' }),
  ],
  ['a stranger’s key under our kid', 'TOKEN_INVALID', () => forged()],
  ['a stranger’s token', 'TOKEN_FOREIGN', () => stranger.sign(guardianClaims({ iss: stranger.issuer }))],
  ['a stranger’s token that names our issuer', 'TOKEN_INVALID', () => stranger.sign(guardianClaims())],
  ['ID-porten’s token with Feide’s key', 'TOKEN_INVALID', () => feide.sign(guardianClaims())],
  ['Feide’s token with ID-porten’s key', 'TOKEN_INVALID', () => idporten.sign(teacherClaims())],
  ['Feide’s claims under ID-porten’s name', 'TOKEN_TOO_WEAK', () => aGuardian({ ...subjectOnly })],
  ['ID-porten’s claims under Feide’s name', 'TOKEN_INVALID', () => feide.sign(guardianClaims(underFeide()))],
  ['an issuer with a slash behind', 'TOKEN_FOREIGN', () => aGuardian({ iss: `${idporten.issuer}/` })],
  ['an issuer in capitals', 'TOKEN_FOREIGN', () => aGuardian({ iss: idporten.issuer.toUpperCase() })],
  ['an empty issuer', 'TOKEN_FOREIGN', () => aGuardian({ iss: '' })],
  ['no issuer', 'TOKEN_INVALID', () => aGuardian({ iss: undefined })],
  ['a list of issuers', 'TOKEN_INVALID', () => aGuardian({ iss: [idporten.issuer] })],
  ['an issuer named __proto__', 'TOKEN_FOREIGN', () => aGuardian({ iss: '__proto__' })],
  ['the audience “unspecified”', 'TOKEN_FOREIGN', () => aGuardian({ aud: 'unspecified' })],
  ['no audience', 'TOKEN_FOREIGN', () => aGuardian({ aud: undefined })],
  ['no audience in the list', 'TOKEN_FOREIGN', () => aGuardian({ aud: [] })],
  ['another audience', 'TOKEN_FOREIGN', () => aGuardian({ aud: 'https://another.example' })],
  ['an audience that begins like ours', 'TOKEN_FOREIGN', () => aGuardian({ aud: `${audiences.idporten}/x` })],
  ['Feide’s audience at ID-porten', 'TOKEN_FOREIGN', () => aGuardian({ aud: audiences.feide })],
  [
    'two data sources at Feide',
    'TOKEN_FOREIGN',
    () => aTeacher({ aud: [audiences.feide, 'https://n.feide.no/datasources/2'] }),
  ],
  ['an end in the past', 'TOKEN_EXPIRED', () => aGuardian({ exp: clock.seconds - 1 })],
  ['an end long past', 'TOKEN_EXPIRED', () => aTeacher({ exp: 1 })],
  ['no end', 'TOKEN_INVALID', () => aGuardian({ exp: undefined })],
  ['an end in letters', 'TOKEN_INVALID', () => aGuardian({ exp: '9999999999' })],
  ['an infinite end', 'TOKEN_INVALID', () => endless()],
  ['a start to come', 'TOKEN_INVALID', () => aGuardian({ nbf: clock.seconds + 120 })],
  ['an issue to come', 'TOKEN_INVALID', () => aGuardian({ iat: clock.seconds + 120 })],
  ['an issue in letters', 'TOKEN_INVALID', () => aGuardian({ iat: 'now' })],
  ['a kid that is a path', 'TOKEN_INVALID', () => named('../../../../dev/null')],
  ['a kid that is SQL', 'TOKEN_INVALID', () => named("' or 1=1; drop table person; --")],
  ['a kid that is an address', 'TOKEN_INVALID', () => named(`${stranger.issuer}/jwks`)],
  ['a kid named __proto__', 'TOKEN_INVALID', () => named('__proto__')],
  ['a kid that is a list', 'TOKEN_INVALID', () => named([idporten.key.kid])],
  ['a kid of a kilobyte', 'TOKEN_INVALID', () => named('k'.repeat(1_024))],
  ['no kid', 'TOKEN_INVALID', () => named(undefined)],
  ['jku to a stranger’s keys', 'TOKEN_INVALID', () => forged({}, { jku: `${stranger.issuer}/jwks` })],
  ['x5u to a stranger’s chain', 'TOKEN_INVALID', () => forged({}, { x5u: `${stranger.issuer}/chain` })],
  ['a chain of its own', 'TOKEN_INVALID', () => forged({}, { x5c: ['MIIB'] })],
  ['a key of its own', 'TOKEN_INVALID', async () => forged({}, { jwk: await publicJwk(evil()) })],
  ['jku beside a right signature', 'TOKEN_INVALID', () => wellSigned({ jku: `${stranger.issuer}/jwks` })],
  ['x5u beside a right signature', 'TOKEN_INVALID', () => wellSigned({ x5u: `${stranger.issuer}/chain` })],
  ['x5c beside a right signature', 'TOKEN_INVALID', () => wellSigned({ x5c: ['MIIB'] })],
  ['jwk beside a right signature', 'TOKEN_INVALID', async () => wellSigned({ jwk: await publicJwk(evil()) })],
  ['compression named in the header', 'TOKEN_INVALID', () => wellSigned({ zip: 'DEF' })],
  ['another encoding of the claims', 'TOKEN_INVALID', () => wellSigned({ crit: ['b64'], b64: true })],
  [
    'an unknown critical header',
    'TOKEN_INVALID',
    () => wellSigned({ crit: ['odd'], odd: true }, { odd: true }),
  ],
  ['the type of a logout token', 'TOKEN_INVALID', () => aGuardian({}, { typ: 'logout+jwt' })],
  ['the type of a DPoP proof', 'TOKEN_INVALID', () => aGuardian({}, { typ: 'dpop+jwt' })],
  ['an id_token', 'TOKEN_FOREIGN', () => aGuardian({ aud: 'the-app', nonce: 'n', at_hash: 'h' })],
  ['an id_token for our audience', 'TOKEN_INVALID', () => aGuardian({ nonce: 'n' })],
  ['an id_token with at_hash', 'TOKEN_INVALID', () => aTeacher({ at_hash: 'h' })],
  ['an id_token with c_hash', 'TOKEN_INVALID', () => aGuardian({ c_hash: 'h' })],
  [
    'an id_token of a client named like us',
    'TOKEN_INVALID',
    () => aGuardian({ client_id: audiences.idporten }),
  ],
  ['a token without a client', 'TOKEN_INVALID', () => aGuardian({ client_id: undefined })],
  ['a token bound to its sender’s key', 'TOKEN_INVALID', () => aGuardian({ cnf: { jkt: 'thumb' } })],
  ['a low level', 'TOKEN_TOO_WEAK', () => aGuardian({ acr: 'idporten-loa-low' })],
  ['the level of the past', 'TOKEN_TOO_WEAK', () => aGuardian({ acr: 'Level4' })],
  ['no level', 'TOKEN_TOO_WEAK', () => aGuardian({ acr: undefined })],
  ['a list of levels', 'TOKEN_TOO_WEAK', () => aGuardian({ acr: ['idporten-loa-high'] })],
  ['a level named constructor', 'TOKEN_TOO_WEAK', () => aGuardian({ acr: 'constructor' })],
  ['a service’s token of ID-porten', 'TOKEN_INVALID', () => aGuardian({ pid: undefined, sub: 'the-app' })],
  ['an identity number that is a number', 'TOKEN_INVALID', () => aGuardian({ pid: Number(syntheticPid) })],
  ['an identity number with a wrong digit', 'TOKEN_INVALID', () => aGuardian({ pid: '10915596785' })],
  ['an identity number of ten digits', 'TOKEN_INVALID', () => aGuardian({ pid: '1091559678' })],
  ['an identity number with SQL', 'TOKEN_INVALID', () => aGuardian({ pid: `${syntheticPid}' or ''='` })],
  ['an identity number in a list', 'TOKEN_INVALID', () => aGuardian({ pid: [syntheticPid] })],
  ['a subject that is no UUID', 'TOKEN_INVALID', () => aTeacher({ sub: 'kari' })],
  ['a subject with braces', 'TOKEN_INVALID', () => aTeacher({ sub: `{${subject}}` })],
  ['no subject', 'TOKEN_INVALID', () => aTeacher({ sub: undefined })],
  ['a service’s token of Feide', 'TOKEN_INVALID', () => aTeacher({ client_id: subject })],
  ['the same in capitals', 'TOKEN_INVALID', () => aTeacher({ client_id: subject.toUpperCase() })],
  ['a principal name in a list', 'TOKEN_INVALID', () => aTeacher({ [eppn]: [principalName] })],
  ['a D-number that is synthetic and wrong', 'TOKEN_INVALID', () => aGuardian({ pid: '50915596784' })],
  ['claims that were changed', 'TOKEN_INVALID', () => tampered()],
  ['half a signature', 'TOKEN_INVALID', async () => (await aGuardian()).slice(0, -100)],
  ['another algorithm than the key’s', 'TOKEN_INVALID', () => withHeader(aGuardian(), otherAlgorithm())],
  [
    'a symmetric name for the key',
    'TOKEN_INVALID',
    () => withHeader(aGuardian(), { ...otherAlgorithm(), alg: 'HS512' }),
  ],
  [
    'an algorithm off the list',
    'TOKEN_INVALID',
    () => withHeader(aGuardian(), { ...otherAlgorithm(), alg: 'RS1' }),
  ],
  ['a header that is no JSON', 'TOKEN_INVALID', () => `${base64url.encode('{')}.${encoded({})}.AA`],
  ['a header that is a list', 'TOKEN_INVALID', () => `${encoded([])}.${encoded(guardianClaims())}.AA`],
  [
    'claims that are no object',
    'TOKEN_INVALID',
    () => `${encoded(otherAlgorithm())}.${base64url.encode('1')}.AA`,
  ],
  ['an H-number', 'TOKEN_INVALID', () => aGuardian({ pid: '10515510090' })],
  ['an id_token with s_hash', 'TOKEN_INVALID', () => aGuardian({ s_hash: 'h' })],
  [
    'an id_token of a party named like us',
    'TOKEN_INVALID',
    () => aTeacher({ client_id: undefined, azp: audiences.feide }),
  ],
  ['a principal name with SQL', 'TOKEN_INVALID', () => aTeacher({ [eppn]: "a@b' or 1=1 --" })],
  ['three parts of nonsense', 'TOKEN_INVALID', () => 'a.b.c'],
  ['an encrypted token', 'TOKEN_INVALID', () => 'a.b.c.d.e'],
];

const subjectOnly = { sub: subject, pid: undefined, acr: undefined };
const underFeide = () => ({ iss: feide.issuer, aud: audiences.feide });
const otherAlgorithm = () => ({ alg: 'PS256', kid: idporten.key.kid });
async function endless(): Promise<string> {
  const claims = JSON.stringify(guardianClaims()).replace(/"exp":\d+/, '"exp":1e999');
  return new CompactSign(new TextEncoder().encode(claims))
    .setProtectedHeader({ alg: 'RS256', kid: idporten.key.kid })
    .sign(idporten.key.privateKey);
}
async function tampered(): Promise<string> {
  const [header, , signature] = (await aGuardian()).split('.');
  return [header, encoded(guardianClaims({ pid: '02013299997' })), signature].join('.');
}

describe('a bad token', () => {
  it.each(headers)('%s is refused with %s', async (_name, code, attack) => {
    expect(await answer(await attack())).toBe(code);
  });

  it.each(tokens)('%s is refused with %s', async (_name, code, attack) => {
    expect(await answerTo(attack())).toBe(code);
    expect(stranger.requests).toEqual([]);
  });

  it('with another key than the one it was verified with before is not remembered', async () => {
    expect(await answerTo(aGuardian())).toMatchObject({ pid: syntheticPid });
    expect(await answerTo(forged())).toBe('TOKEN_INVALID');
  });

  it('leaves nothing of itself in the error', async () => {
    for (const attack of [
      aGuardian({ aud: 'x' }),
      aGuardian({ exp: 1 }),
      aGuardian({ acr: 'x' }),
      forged(),
    ]) {
      const token = await attack;
      const error: unknown = await verifier.verify(`Bearer ${token}`).catch((caught: unknown) => caught);
      const seen = error instanceof Error ? `${error.message} ${error.stack} ${JSON.stringify(error)}` : '';
      expect(error).toBeInstanceOf(Refusal);
      expect(seen).not.toContain(syntheticPid);
      expect(seen).not.toContain(token.slice(0, 20));
      expect(error).not.toHaveProperty('cause');
    }
  });
});

describe('the keys of an issuer', () => {
  let own: TestIssuer;

  beforeEach(async () => {
    own = await anIssuer(audiences.idporten);
    verifier = createVerifier(
      { idporten: own, feide },
      { allowSynthetic: true, now: clock.now, report: (problem) => void problems.push(problem) },
    );
    return () => own.close();
  });

  const aToken = (changes?: Changes) =>
    own.sign(guardianClaims({ iss: own.issuer, jti: `${Math.random()}`, ...changes }));
  const anUnknownKid = () =>
    own.sign(guardianClaims({ iss: own.issuer }), { kid: `forged-${Math.random()}` });

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

const people: readonly StandInPerson[] = [
  {
    who: 'guardian',
    name: 'Syntetisk Foresatt',
    about: 'has a child',
    municipality: 'Prøve',
    account: { issuer: 'idporten', pid: syntheticPid, level: 'high' },
  },
  {
    who: 'contact-teacher',
    name: 'Syntetisk Lærer',
    about: 'has a class',
    municipality: 'Prøve',
    account: { issuer: 'feide', subject, principalName: 'laerer@prove.example' },
  },
];

describe('the stand-in issuers', () => {
  let server: FastifyInstance;
  let standIns: StandIns;
  let dataDir: string;
  let origin: string;
  let own: Verifier;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'skolegraf-tokens-'));
    server = Fastify();
    let ready: (made: StandIns) => void = () => {};
    await server.register(standInPlugin(new Promise((resolve) => (ready = resolve))));
    origin = await server.listen({ host: '127.0.0.1', port: 0 });
    standIns = await createStandIns({ production: false, origin, people, dataDir, audiences });
    ready(standIns);
    own = createVerifier(standIns, { allowSynthetic: true });
  });

  afterAll(async () => {
    own.close();
    await server.close();
    await rm(dataDir, { recursive: true });
  });

  it('sign in a guardian whom the verifier then knows', async () => {
    const { token, expires } = await requestToken({ origin, who: 'guardian', people });
    const claimant = await answer(`Bearer ${token}`, own);
    expect(claimant).toEqual({
      issuer: 'idporten',
      pid: syntheticPid,
      level: 'high',
      expires: expect.any(Number),
    });
    expect(Math.abs(expires.getTime() - Date.now() - 3_600_000)).toBeLessThan(10_000);
  });

  it('sign in a teacher whom the verifier then knows', async () => {
    const { token } = await requestToken({ origin, who: 'contact-teacher', people });
    expect(await answer(`Bearer ${token}`, own)).toMatchObject({
      issuer: 'feide',
      subject,
      principalName: 'laerer@prove.example',
    });
  });

  it('issue tokens with the claims of the real ones', async () => {
    const { token } = await requestToken({ origin, who: 'guardian', people });
    const [header, claims] = token
      .split('.', 2)
      .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()));
    expect(header).toMatchObject({ alg: 'RS256', typ: 'at+jwt', kid: expect.any(String) });
    expect(claims).toMatchObject({
      iss: `${origin}/demo/idporten`,
      aud: audiences.idporten,
      client_id: 'skolegraf-command',
      scope: 'skolegraf',
      acr: 'idporten-loa-high',
    });
    expect(claims.sub).not.toContain(syntheticPid);
  });

  it('describe themselves where clients look', async () => {
    const found = await (await fetch(`${origin}/demo/feide/.well-known/openid-configuration`)).json();
    expect(found).toMatchObject({
      issuer: `${origin}/demo/feide`,
      token_endpoint: `${origin}/demo/feide/token`,
      jwks_uri: `${origin}/demo/feide/jwks`,
      code_challenge_methods_supported: ['S256'],
    });
  });

  it.each([
    ['somebody unknown', { who: 'nobody' }, 400],
    ['somebody of the other issuer', { who: 'contact-teacher' }, 400],
    ['nobody at all', {}, 400],
    ['another client', { who: 'guardian', client_id: 'another' }, 401],
  ])('refuse a token for %s', async (_name, changes, status) => {
    const body = new URLSearchParams({ ...command, ...changes });
    const response = await fetch(`${origin}/demo/idporten/token`, { method: 'POST', body });
    expect(response.status).toBe(status);
    expect(await response.json()).not.toHaveProperty('access_token');
  });

  it('refuse a caller on another machine', async () => {
    const asked = (remoteAddress: string) =>
      server.inject({
        method: 'POST',
        url: '/demo/idporten/token',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams({ ...command, who: 'guardian' }).toString(),
        remoteAddress,
      });
    expect((await asked('203.0.113.7')).json()).toMatchObject({ error: 'access_denied' });
    expect((await asked('2001:db8::7')).json()).toMatchObject({ error: 'access_denied' });
    expect((await asked('::ffff:127.0.0.1')).json()).toHaveProperty('access_token');
  });

  it('show no page of the library’s own for a sign-in', async () => {
    expect((await fetch(`${origin}/demo/idporten/interaction/one`)).status).toBe(404);
  });

  it('refuse a caller who comes through a proxy', async () => {
    const response = await fetch(`${origin}/demo/idporten/token`, {
      method: 'POST',
      body: new URLSearchParams({ ...command, who: 'guardian' }),
      headers: { 'x-forwarded-for': '203.0.113.7' },
    });
    expect(await response.json()).toMatchObject({ error: 'access_denied' });
  });

  it('keep their signing key for the owner alone, and sign with it after a restart', async () => {
    const { token } = await requestToken({ origin, who: 'guardian', people });
    const path = join(dataDir, 'issuers', 'idporten.json');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const before = await readFile(path, 'utf8');
    await chmod(path, 0o644);
    await createStandIns({ production: false, origin, people, dataDir, audiences });
    expect(await readFile(path, 'utf8')).toBe(before);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await answer(`Bearer ${token}`, own)).toMatchObject({ pid: syntheticPid });
  });

  it('do not start with a broken signing key', async () => {
    const broken = await mkdtemp(join(tmpdir(), 'skolegraf-tokens-'));
    await mkdir(join(broken, 'issuers'));
    await writeFile(join(broken, 'issuers', 'feide.json'), '{"kty":"RSA"}');
    const made = createStandIns({ production: false, origin, people, dataDir: broken, audiences });
    await expect(made).rejects.toMatchObject({ name: 'StartFailure', code: 'CONFIG_INVALID' });
    await rm(broken, { recursive: true });
  });

  it('can not be made in production', async () => {
    const made = createStandIns({ production: true, origin, people, dataDir, audiences });
    await expect(made).rejects.toMatchObject({
      name: 'StartFailure',
      code: 'CONFIG_INVALID',
      exitStatus: 78,
    });
  });

  it('are told from nobody listening, in a sentence', async () => {
    const request = requestToken({ origin: 'http://127.0.0.1:1', who: 'guardian', people });
    await expect(request).rejects.toMatchObject({
      code: 'NOT_RUNNING',
      exitStatus: 69,
      message: 'Nothing answers at http://127.0.0.1:1: start the program with npm start, and ask again.',
    });
  });

  it.each([
    ['gaurdian', 'Nobody is called "gaurdian". Did you mean guardian?'],
    ['teacher', 'Nobody is called "teacher". Did you mean contact-teacher?'],
    ['zzz', 'Nobody is called "zzz". List who there is with --list.'],
  ])('are not asked for %s', async (who, message) => {
    await expect(requestToken({ origin, who, people })).rejects.toMatchObject({
      code: 'WHO_UNKNOWN',
      message,
    });
  });
});

const command = { grant_type: 'urn:skolegraf:demo:person', client_id: 'skolegraf-command' };
