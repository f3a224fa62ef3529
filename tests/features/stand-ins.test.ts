import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StandInPerson } from '../../src/identity/stand-in/person.js';
import { standInPlugin } from '../../src/identity/stand-in/plugin.js';
import { requestToken } from '../../src/identity/stand-in/request-token.js';
import { createStandIns, type StandIns } from '../../src/identity/stand-in/stand-ins.js';
import { createVerifier, type Verifier } from '../../src/identity/verify/verifier.js';
import { answerOf, audiences, subject, syntheticPid } from '../harness/tokens.js';

const command = { grant_type: 'urn:skolegraf:demo:person', client_id: 'skolegraf-command' };

const people: readonly StandInPerson[] = [
  {
    who: 'guardian',
    name: 'Syntetisk Foresatt',
    about: 'has a child',
    municipality: 'Prøve',
    group: 'guardians',
    account: { issuer: 'idporten', pid: syntheticPid, level: 'high' },
  },
  {
    who: 'contact-teacher',
    name: 'Syntetisk Lærer',
    about: 'has a class',
    municipality: 'Prøve',
    group: 'school',
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
    const claimant = await answerOf(own, `Bearer ${token}`);
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
    expect(await answerOf(own, `Bearer ${token}`)).toMatchObject({
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
    expect(await answerOf(own, `Bearer ${token}`)).toMatchObject({ pid: syntheticPid });
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
