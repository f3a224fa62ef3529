import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { returnPath } from '../../src/identity/sign-in/return-to.js';
import { Browser, type Page } from '../harness/browser-without-scripts.js';
import { aDemo, type Demo } from '../harness/demo.js';

const CHILDREN = '{ viewer { children { name } } }';
const karis = { viewer: { children: [{ name: 'Jonas Haugen' }, { name: 'Nora Haugen' }] } };

let demo: Demo;
let home: string;
beforeAll(async () => {
  demo = await aDemo();
  [home = ''] = demo.nodes;
});
afterAll(() => demo.close());

/** Where a sign-in came back from the issuer, with its code. */
function callbackOf({ way }: Page): string {
  return way.find((address) => address.includes('/sign-in/callback/')) ?? '';
}

/** Lets somebody sign in up to the moment when the issuer sends her back; her browser does not go there. */
async function upToCallback(browser: Browser, issuer: string, who: string): Promise<string> {
  let address = `${home}/sign-in/${issuer}?who=${who}`;
  while (!address.includes('/sign-in/callback/')) {
    const page = await browser.send('GET', address, { accept: 'text/html' });
    address = new URL(page.headers.get('location') ?? '', page.url).href;
  }
  return address;
}

describe('signing in in a browser', () => {
  it('a guardian chooses herself on a page without scripts, and asks for her children', async () => {
    const browser = new Browser(home);
    const page = await browser.open(`${home}/sign-in/idporten?returnTo=/schema.graphql`);
    expect(page.text).toContain('<h1>Hvem vil du være?</h1>');
    expect(page.text).toContain('<button name="who" value="guardian"><strong>Kari Haugen</strong>');
    expect(page.text).not.toMatch(/<script|\son\w+=|(?:src|href)="(?:https?:)?\/\//);
    expect(page.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'$/,
    );
    const end = await browser.post(page.url, page.url, { who: 'guardian' });
    expect(end.url).toBe(`${home}/schema.graphql`);
    expect(await browser.ask(CHILDREN)).toEqual({ status: 200, code: null, data: karis });
  });

  it.each([
    ['nb', 'Hvem vil du være?', 'to barn ved samme skole, full tilgang'],
    ['nn', 'Kven vil du vere?', 'to barn ved same skulen, full tilgang'],
    ['en', 'Who do you want to be?', 'two children at one school, full access'],
  ])('is offered in %s: %s', async (language, title, about) => {
    const browser = new Browser(home, language);
    const page = await browser.open(`${home}/sign-in/idporten`);
    const other = await browser.open(`${page.url}?language=nn`);
    expect(page.text).toContain(`<html lang="${language}">`);
    expect(page.text).toContain(`<h1>${title}</h1>`);
    expect(page.text).toContain(about);
    expect(other.text).toContain('<h1>Kven vil du vere?</h1>');
  });

  it('an administrator who is named already signs in at once, by an exchanged token', async () => {
    const browser = new Browser(home);
    const { url, way } = await browser.signIn('feide', 'municipal-admin');
    expect(url).toBe(`${home}/schema.graphql`);
    expect(way.map((each) => new URL(each).pathname.replace(/[\w-]{30,}/, '…'))).toEqual([
      '/sign-in/feide',
      '/demo/feide/auth',
      '/demo/feide/interaction/…',
      '/demo/feide/auth/…',
      '/sign-in/callback/feide',
      '/schema.graphql',
    ]);
    const { data } = await browser.ask('{ viewer { roles } schools { name } }');
    expect(data).toEqual({
      viewer: { roles: ['MUNICIPAL_ADMIN'] },
      schools: [{ name: 'Furukollen skole' }, { name: 'Glommenga skole' }],
    });
  });

  it('the pages learn who is signed in, and who there is', async () => {
    const browser = new Browser(home);
    const before = await browser.session();
    await browser.signIn('idporten', 'guardian');
    const after = await browser.session();
    const who = before.people.map((person: { who: string }) => person.who);
    expect(before).toMatchObject({ signedIn: false, demo: true, issuers: ['idporten', 'feide'] });
    expect(before.people[0]).toEqual({
      who: 'guardian',
      name: 'Kari Haugen',
      about: 'to barn ved samme skole, full tilgang',
      municipality: 'Kongsvinger',
      issuer: 'idporten',
    });
    expect(who).toContain('municipal-admin');
    expect(after).toEqual({ ...before, signedIn: true, issuer: 'idporten', expiresAt: expect.any(String) });
    const hours = (Date.parse(after.expiresAt) - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(7.9);
    expect(hours).toBeLessThan(8.1);
  });

  it('somebody who turns back is told so, and is not signed in', async () => {
    const browser = new Browser(home);
    const page = await browser.open(`${home}/sign-in/idporten`);
    const end = await browser.post(page.url, page.url, { cancel: 'yes' });
    expect(end.url).toBe(`${home}/?signInFailed=SIGN_IN_CANCELLED`);
    expect(await browser.session()).toMatchObject({ signedIn: false });
  });

  it('another name of this machine leads to the one at which the sign-in ends', async () => {
    const browser = new Browser(home);
    const other = home.replace('127.0.0.1', 'localhost');
    const { url, way } = await browser.open(`${other}/sign-in/idporten?who=guardian&returnTo=/ready`);
    expect(way[1]).toBe(`${home}/sign-in/idporten?who=guardian&returnTo=/ready&here`);
    expect(url).toBe(`${home}/ready`);
  });

  it.each([['nobody'], ['contact-teacher']])('hints nothing of %s to ID-porten', async (who) => {
    const { way } = await new Browser(home).open(`${home}/sign-in/idporten?who=${who}`);
    expect(way[1]).not.toContain('login_hint');
  });

  it.each([['/sign-in/maskinporten'], ['/sign-in/callback/maskinporten']])('%s is nowhere', async (path) => {
    const { way } = await new Browser(home).open(`${home}${path}`);
    expect(way[1]).toBe(`${home}/?signInFailed=SIGN_IN_OFF`);
  });
});

describe('where a sign-in ends', () => {
  it.each([
    ['/graphql', '/graphql'],
    ['/graphql?query={a}#b', '/graphql?query={a}#b'],
    ['/a/../b', '/b'],
    ['https://evil.example/', '/'],
    ['//evil.example/', '/'],
    ['/\\evil.example/', '/'],
    ['/\t/evil.example/', '/'],
    ['/.//evil.example/', '/'],
    ['/a/..//evil.example/', '/'],
    ['javascript:alert(1)', '/'],
    ['graphql', '/'],
    ['', '/'],
    [['/a', '/b'], '/'],
    [undefined, '/'],
  ])('is at %j: %s', (wanted, end) => {
    expect(returnPath(wanted)).toBe(end);
  });

  it('is at / for a path that is too long', () => {
    expect(returnPath(`/${'a'.repeat(2_000)}`)).toBe('/');
  });

  it('is never elsewhere, whatever the address says', async () => {
    const browser = new Browser(home);
    const { way } = await browser.signIn('idporten', 'guardian', '//evil.example/graphql');
    expect(way.at(-1)).toBe(`${home}/`);
  });
});

describe('an answer of the issuer', () => {
  const failed = () => `${home}/?signInFailed=SIGN_IN_FAILED`;

  it('that another sign-in asked for is refused', async () => {
    const browser = new Browser(home);
    const callback = await upToCallback(browser, 'idporten', 'guardian');
    const { way } = await browser.open(callback.replace(/state=[^&]+/, 'state=another'));
    expect(way[1]).toBe(failed());
    expect(await browser.session()).toMatchObject({ signedIn: false });
  });

  it('for another nonce is refused', async () => {
    const browser = new Browser(home);
    const callback = await upToCallback(browser, 'idporten', 'guardian');
    const kept = browser.cookies.get('skolegraf-sign-in');
    if (!kept) throw new Error('no attempt is kept');
    const attempt = JSON.parse(demo.sessionVault.open(decodeURIComponent(kept.value)));
    const changed = demo.sessionVault.seal(JSON.stringify({ ...attempt, nonce: 'another' }));
    browser.cookies.set('skolegraf-sign-in', { ...kept, value: encodeURIComponent(changed) });
    const { way } = await browser.open(callback);
    expect(way[1]).toBe(failed());
  });

  it('counts once, also where the browser kept its proofs', async () => {
    const browser = new Browser(home);
    const callback = await upToCallback(browser, 'idporten', 'guardian');
    const kept = browser.cookies.get('skolegraf-sign-in');
    if (!kept) throw new Error('no attempt is kept');
    await browser.open(callback);
    const signedIn = await browser.session();
    expect(browser.cookies.has('skolegraf-sign-in')).toBe(false);
    const without = await browser.open(callback);
    browser.cookies.set('skolegraf-sign-in', kept);
    const withProofs = await browser.open(callback);
    expect([signedIn.signedIn, without.way[1], withProofs.way[1]]).toEqual([true, failed(), failed()]);
  });

  it('signs nobody in in another browser', async () => {
    const callback = await upToCallback(new Browser(home), 'idporten', 'guardian');
    const [victim, other] = [new Browser(home), new Browser(home)];
    await upToCallback(other, 'idporten', 'second-guardian');
    const ways = [await victim.open(callback), await other.open(callback)].map(({ way }) => way[1]);
    expect(ways).toEqual([failed(), failed()]);
    expect(await victim.session()).toMatchObject({ signedIn: false });
  });

  it('of one issuer is no answer of the other', async () => {
    const browser = new Browser(home);
    const callback = await upToCallback(browser, 'idporten', 'guardian');
    const { way } = await browser.open(callback.replace('callback/idporten', 'callback/feide'));
    expect(way[1]).toBe(failed());
  });
});

describe('sign-in', () => {
  it('gives the browser a new word each time, and ends the one that it had', async () => {
    const [browser, thief] = [new Browser(home), new Browser(home)];
    await browser.signIn('idporten', 'guardian');
    const first = browser.cookies.get('skolegraf');
    if (first) thief.cookies.set('skolegraf', first);
    await browser.signIn('feide', 'contact-teacher');
    expect(browser.cookies.get('skolegraf')?.value).not.toBe(first?.value);
    expect(first?.attributes).toMatch(/^Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/);
    expect(await thief.ask(CHILDREN)).toMatchObject({ status: 401, code: 'SESSION_ENDED' });
    expect(await browser.session()).toMatchObject({ signedIn: true, issuer: 'feide' });
  });

  it('is not begun by the pictures and frames of another site', async () => {
    const foreign = { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'image' };
    const { way } = await new Browser(home).open(`${home}/sign-in/idporten?who=guardian`, foreign);
    expect(way[1]).toBe(`${home}/?signInFailed=ORIGIN_FOREIGN`);
  });

  it('ends at the start page when the database is away', async () => {
    const browser = new Browser(home);
    const callback = await upToCallback(browser, 'idporten', 'guardian');
    await demo.town.sql('alter function sessions.begin rename to began');
    await demo.town.sql(
      `create function sessions.begin(uuid, text, text, text, timestamptz) returns void language plpgsql as
        $$ begin raise exception 'gone' using errcode = '57P01'; end $$`,
    );
    const { way } = await browser.open(callback);
    await demo.town.sql('drop function sessions.begin; alter function sessions.began rename to begin');
    expect(way[1]).toBe(`${home}/?signInFailed=UNAVAILABLE`);
  });

  it('leaves nothing in the log, and nothing readable in the database', async () => {
    const browser = new Browser(home);
    const page = await browser.signIn('idporten', 'guardian');
    await browser.ask(CHILDREN);
    await browser.open(callbackOf(page));
    const word = browser.cookies.get('skolegraf')?.value ?? '';
    const { searchParams } = new URL(callbackOf(page));
    const [stored] = await demo.town.sql<{ row: string }>(
      `select jsonb_agg(s)::text as row from browser_session s`,
    );
    const log = demo.log.join('');
    const tokens = await openTokens();
    const secrets = [word, searchParams.get('code'), searchParams.get('state'), ...tokens];
    expect(tokens.length).toBeGreaterThanOrEqual(2);
    expect(secrets.filter((secret) => !secret || secret.length < 20)).toEqual([]);
    expect(secrets.filter((secret) => secret && log.includes(secret))).toEqual([]);
    expect(secrets.filter((secret) => secret && stored?.row.includes(secret))).toEqual([]);
    expect(log).toContain('"issuer":"idporten"');
  });

  /** The tokens of every session, as only the holder of the key can read them. */
  async function openTokens(): Promise<string[]> {
    const rows = await demo.town.sql<{ sealed: string }>('select sealed from browser_session');
    return rows.flatMap(({ sealed }) => {
      const { access, renewal } = JSON.parse(demo.sessionVault.open(sealed));
      return [access, renewal];
    });
  }
});
