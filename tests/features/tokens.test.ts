import { base64url, CompactSign, type JWTPayload, SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../src/errors/catalogue.js';
import { Refusal } from '../../src/errors/refusal.js';
import { createVerifier, type Verifier } from '../../src/identity/verify/verifier.js';
import { anIssuer, publicJwk, publicPem, type TestIssuer } from '../harness/issuer.js';
import * as claims from '../harness/tokens.js';
import {
  answerOf,
  audiences,
  type Changes,
  Clock,
  eppn,
  principalName,
  subject,
  syntheticPid,
} from '../harness/tokens.js';

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

let clock: Clock;
let verifier: Verifier;

beforeEach(() => {
  clock = new Clock();
  verifier = createVerifier({ idporten, feide }, { allowSynthetic: true, now: clock.now });
  return () => verifier.close();
});

const guardianClaims = (changes?: Changes) => claims.guardianClaims(idporten.issuer, clock, changes);
const teacherClaims = (changes?: Changes) => claims.teacherClaims(feide.issuer, clock, changes);
const aGuardian = (changes?: Changes, header?: object) => idporten.sign(guardianClaims(changes), header);
const aTeacher = (changes?: Changes, header?: object) => feide.sign(teacherClaims(changes), header);
const answer = (authorization: string | undefined, by = verifier) => answerOf(by, authorization);
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
