import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeJwt, importJWK, type JWTPayload, SignJWT } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { Refusal } from '../../src/errors/refusal.js';
import type { IssuerClient } from '../../src/identity/sign-in/issuer-client.js';
import { Browser } from '../harness/browser-without-scripts.js';
import { aDemo, type Demo } from '../harness/demo.js';
import { connected } from '../harness/matrix/sessions.js';

const CHILDREN = '{ viewer { children { name } } }';
const HEARD = 'subscription { checkInRecorded { checkedInAt } }';

let demo: Demo;
let home: string;
let second: string;
let idporten: IssuerClient;
beforeAll(async () => {
  demo = await aDemo(2);
  [home = '', second = ''] = demo.nodes;
  const client = await demo.issuers.client('idporten');
  if (!client) throw new Error('nobody signs in at ID-porten');
  idporten = client;
});
afterEach(async () => {
  vi.restoreAllMocks();
  await demo.town.sql('delete from browser_session');
});
afterAll(() => demo.close());

/** A browser in which somebody has signed in at the first node. */
async function signedIn(who = 'guardian', issuer = 'idporten'): Promise<Browser> {
  const browser = new Browser(home);
  await browser.signIn(issuer, who);
  return browser;
}

/** A socket under the cookie, with a stream open. */
async function stream(browser: Browser, at: string) {
  const socket = await browser.socket(at);
  socket.say({ type: 'connection_init' });
  expect(await socket.next()).toEqual({ type: 'connection_ack' });
  socket.subscribe('1', HEARD);
  expect(await socket.beat()).toEqual({ type: 'pong' });
  return socket;
}

describe('another site', () => {
  const own = () => home;
  it.each([
    ['says where it is from', { origin: 'https://evil.example' }, 403, 'ORIGIN_FOREIGN'],
    ['is told of by the browser', { 'sec-fetch-site': 'cross-site' }, 403, 'ORIGIN_FOREIGN'],
    ['is a neighbour', { 'sec-fetch-site': 'same-site' }, 403, 'ORIGIN_FOREIGN'],
    ['says that it is us', { 'sec-fetch-site': 'cross-site', origin: own }, 403, 'ORIGIN_FOREIGN'],
    ['says nothing', {}, 403, 'ORIGIN_FOREIGN'],
    ['hides', { origin: 'null' }, 403, 'ORIGIN_FOREIGN'],
    ['is ours', { 'sec-fetch-site': 'same-origin' }, 200, null],
    ['is ours, and says so', { origin: own }, 200, null],
    ['is ours, without a referrer', { origin: 'null', 'sec-fetch-site': 'same-origin' }, 200, null],
  ] as const)('that %s (%j) is answered %i %s', async (_, headers, status, code) => {
    const said = Object.entries(headers).map(([name, value]) => [
      name,
      typeof value === 'function' ? value() : value,
    ]);
    const browser = await signedIn();
    expect(await browser.ask(CHILDREN, Object.fromEntries(said))).toMatchObject({ status, code });
  });

  it('can send no form, and follow no link, into the API', async () => {
    const browser = await signedIn();
    const own = { origin: home, 'sec-fetch-site': 'same-origin' };
    const foreign = { 'sec-fetch-site': 'cross-site', 'apollo-require-preflight': '1' };
    const address = `${home}/graphql?query=${encodeURIComponent(CHILDREN)}`;
    const form = await browser.send('POST', `${home}/graphql`, own, new URLSearchParams({ query: CHILDREN }));
    const text = await browser.send('POST', `${home}/graphql`, own, JSON.stringify({ query: CHILDREN }));
    const link = await browser.send('GET', address, foreign);
    const asked = await browser.send('GET', address, { ...own, 'apollo-require-preflight': '1' });
    expect([form, text, link, asked].map(({ status }) => status)).toEqual([415, 415, 403, 200]);
  });

  it('can not sign anybody out', async () => {
    const browser = await signedIn();
    const page = await browser.post('https://evil.example/', `${home}/sign-out`, {});
    expect(page.status).toBe(403);
    expect(JSON.parse(page.text).errors[0].extensions.code).toBe('ORIGIN_FOREIGN');
    expect(await browser.session()).toMatchObject({ signedIn: true });
  });

  it('opens no socket under the cookie', async () => {
    const browser = await signedIn();
    await expect(browser.socket(home, 'https://evil.example')).rejects.toThrow('403');
  });
});

describe('signing out', () => {
  it('is a form, ends the session on every node, and leads to the start page', async () => {
    const browser = await signedIn();
    const held = new Map(browser.cookies);
    const { way } = await browser.signOut();
    expect(way).toEqual([`${home}/sign-out`, `${home}/`]);
    expect([...browser.cookies.keys()]).not.toContain('skolegraf');
    for (const [name, cookie] of held) browser.cookies.set(name, cookie);
    const own = { 'sec-fetch-site': 'same-origin' };
    for (const at of demo.nodes)
      expect(await browser.ask(CHILDREN, own, at)).toMatchObject({ status: 401, code: 'SESSION_ENDED' });
    expect(await browser.session(second)).toMatchObject({ signedIn: false });
    expect([...browser.cookies.keys()]).not.toContain('skolegraf');
    expect(await demo.town.sql('select id from browser_session')).toEqual([]);
  });

  it('ends her open streams on two nodes, and nobody else’s', async () => {
    const [browser, other] = [await signedIn(), await signedIn('second-guardian')];
    const [here, there, theirs] = [
      await stream(browser, home),
      await stream(browser, second),
      await stream(other, second),
    ];
    await browser.signOut();
    expect(await Promise.all([here.closed, there.closed])).toEqual([
      { code: 4403, reason: 'Forbidden' },
      { code: 4403, reason: 'Forbidden' },
    ]);
    expect(await theirs.beat()).toEqual({ type: 'pong' });
    await theirs.leave();
  });

  it('ends a stream also on a node that could not ask for a while', async () => {
    const browser = await signedIn();
    const there = await stream(browser, second);
    const told = demo.log.length;
    await demo.town.sql('revoke execute on function sessions.endings() from skolegraf_server');
    await vi.waitFor(() => expect(demo.log.slice(told).join('')).toContain('can not be looked after'), 5_000);
    await browser.signOut();
    expect(await there.beat()).toEqual({ type: 'pong' });
    await demo.town.sql('grant execute on function sessions.endings() to skolegraf_server');
    expect(await there.closed).toEqual({ code: 4403, reason: 'Forbidden' });
  });
});

describe('a socket', () => {
  it('is somebody’s by the cookie alone where no token is sent', async () => {
    const browser = await signedIn();
    const { token } = await demo.town.as('guardian');
    const wrong = await browser.socket();
    wrong.say({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
    expect(await wrong.closed).toEqual({ code: 4403, reason: 'Forbidden' });
    await (await stream(browser, home)).leave();
  });

  it('is nobody’s under a cookie of no session', async () => {
    const browser = await signedIn();
    await demo.town.sql('delete from browser_session');
    const socket = await browser.socket();
    socket.say({ type: 'connection_init' });
    expect(await socket.closed).toEqual({ code: 4403, reason: 'Forbidden' });
  });

  it('lives on when its token ends and the session has a new one', async () => {
    const browser = await signedIn();
    await withToken(1);
    const renewed = vi.spyOn(idporten, 'renewed');
    const before = await sealed();
    const socket = await stream(browser, second);
    await vi.waitFor(async () => expect(await sealed()).not.toBe(before), 5_000);
    await vi.waitFor(() => expect(renewed.mock.settledResults).toHaveLength(1), 5_000);
    expect(await socket.beat()).toEqual({ type: 'pong' });
    await socket.leave();
  });

  it('ends with its token where the session can have no other', async () => {
    const browser = await signedIn();
    await withToken(1, { renewal: undefined });
    const socket = await stream(browser, second);
    expect(await socket.closed).toEqual({ code: 4403, reason: 'Forbidden' });
    expect(await browser.session()).toMatchObject({ signedIn: false });
  });
});

describe('a token that has ended', () => {
  it('is renewed once, whoever asks and on however many nodes', async () => {
    const browser = await signedIn();
    await withToken(-10);
    const renewed = vi.spyOn(idporten, 'renewed');
    const own = { 'sec-fetch-site': 'same-origin' };
    const asked = [home, second, home, second].map((at) => browser.ask(CHILDREN, own, at));
    const codes = (await Promise.all(asked)).map(({ code }) => code);
    expect(codes).toEqual([null, null, null, null]);
    expect(renewed).toHaveBeenCalledTimes(1);
  });

  it('is exchanged anew at Feide', async () => {
    const browser = await signedIn('contact-teacher', 'feide');
    await withToken(-10, {}, 'feide');
    const { code, data } = await browser.ask('{ viewer { roles } }');
    expect([code, data]).toEqual([null, { viewer: { roles: ['TEACHER'] } }]);
  });

  it('ends the session where the issuer gave nothing to renew it by', async () => {
    const browser = await signedIn();
    await withToken(-10, { renewal: undefined });
    expect(await browser.ask(CHILDREN)).toMatchObject({ status: 401, code: 'SESSION_ENDED' });
    expect(await demo.town.sql('select id from browser_session')).toEqual([]);
  });

  it('ends the session where the issuer refuses', async () => {
    const browser = await signedIn();
    await withToken(-10, { renewal: 'a-refresh-token-of-nobody' });
    expect(await browser.ask(CHILDREN)).toMatchObject({ status: 401, code: 'SESSION_ENDED' });
    expect(demo.log.join('')).toContain('/demo/idporten failed: invalid_grant.');
  });

  it('ends the session where the new one is somebody else’s', async () => {
    const [browser, other] = [await signedIn(), await sealedOf('second-guardian')];
    await withToken(-10);
    vi.spyOn(idporten, 'renewed').mockResolvedValue(other);
    expect(await browser.ask(CHILDREN)).toMatchObject({ status: 401, code: 'SESSION_ENDED' });
  });

  it('waits for an issuer that can not be asked', async () => {
    const browser = await signedIn();
    await withToken(-10);
    const away = vi.spyOn(idporten, 'renewed').mockRejectedValue(new Refusal('UNAVAILABLE'));
    expect(await browser.ask(CHILDREN)).toMatchObject({ status: 503, code: 'UNAVAILABLE' });
    away.mockRestore();
    expect(await browser.ask(CHILDREN)).toMatchObject({ status: 200, code: null });
  });
});

describe('a session', () => {
  it.each([
    ['that nobody used for an hour', `used_at = now() - interval '61 minutes'`],
    ['of eight hours', `ends_at = now()`],
    ['under another key', `sealed = 'bm90aGluZw=='`],
  ])('%s is over', async (_, change) => {
    const browser = await signedIn();
    await demo.town.sql(`update browser_session set ${change}`);
    expect(await browser.ask(CHILDREN)).toMatchObject({ status: 401, code: 'SESSION_ENDED' });
    expect(await browser.session()).toMatchObject({ signedIn: false });
  });

  it('that is used goes on, and one that is over is forgotten', async () => {
    const browser = await signedIn();
    await signedIn('second-guardian');
    await demo.town.sql(`update browser_session set used_at = now() - interval '59 minutes'`);
    await browser.ask(CHILDREN);
    await demo.town.sql(`update browser_session set used_at = used_at - interval '2 minutes'`);
    const [pruned] = await demo.town.sql('select sessions.prune() as count');
    expect(pruned).toEqual({ count: 1 });
    expect(await browser.ask(CHILDREN)).toMatchObject({ code: null });
  });

  it.each([
    ['skolegraf_server'],
    ['skolegraf_guardian'],
    ['skolegraf_events'],
  ])('is out of reach of %s, but through the functions for it', async (role) => {
    await signedIn();
    const asRole = (statement: string) =>
      connected(demo.town.serverUrl, (client) => client.query(`set role ${role}; ${statement}`));
    const refused = { code: '42501', message: 'permission denied for table browser_session' };
    await expect(asRole('select sealed from browser_session')).rejects.toMatchObject(refused);
    await expect(asRole('delete from browser_session')).rejects.toMatchObject(refused);
    const called = asRole(`select sessions.find('')`);
    if (role === 'skolegraf_server') await called;
    else await expect(called).rejects.toMatchObject({ code: '42501' });
  });
});

/** What the one session keeps. */
async function sealed(): Promise<string> {
  const [row] = await demo.town.sql<{ sealed: string }>('select sealed from browser_session');
  if (!row) throw new Error('nobody is signed in');
  return row.sealed;
}

/** Gives the one session a token of the issuer's that ends in so many seconds. */
async function withToken(seconds: number, changes: object = {}, issuer = 'idporten'): Promise<void> {
  const kept = JSON.parse(demo.sessionVault.open(await sealed()));
  const access = await signed(
    { ...decodeJwt(kept.access), exp: Math.floor(Date.now() / 1_000) + seconds },
    issuer,
  );
  const changed = demo.sessionVault.seal(JSON.stringify({ ...kept, access, ...changes }));
  await demo.town.sql('update browser_session set sealed = $1', [changed]);
}

async function signed(claims: JWTPayload, issuer: string): Promise<string> {
  const jwk = JSON.parse(await readFile(join(demo.dataDir, 'issuers', `${issuer}.json`), 'utf8'));
  const header = { alg: 'RS256', kid: jwk.kid, typ: 'at+jwt' };
  return new SignJWT(claims).setProtectedHeader(header).sign(await importJWK(jwk, 'RS256'));
}

/** The tokens of somebody who has signed in and is signed in no longer. */
async function sealedOf(who: string): Promise<{ access: string; renewal: string }> {
  const [before] = await demo.town.sql<{ ids: string[] }>('select array_agg(id) as ids from browser_session');
  await signedIn(who);
  const [row] = await demo.town.sql<{ sealed: string }>(
    'delete from browser_session where id <> all($1) returning sealed',
    [before?.ids],
  );
  return JSON.parse(demo.sessionVault.open(row?.sealed ?? ''));
}
