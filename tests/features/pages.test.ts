import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.js';
import { standInPeople } from '../../src/database/seeds/people.js';
import { requireKnownRoles } from '../../src/start/playground-roles.js';
import { aTown, type Town } from '../harness/town.js';

const html = { accept: 'text/html,application/xhtml+xml' };

/** What a browser gets at an address, as somebody or as nobody. */
async function visit(town: Town, path: string, who?: string, headers: Record<string, string> = {}) {
  const authorization = who === undefined ? {} : { authorization: `Bearer ${(await town.as(who)).token}` };
  const response = await fetch(`${town.url}${path}`, { headers: { ...html, ...authorization, ...headers } });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

describe('where the playground is for those who administer the municipality', () => {
  let town: Town;
  beforeAll(async () => {
    town = await aTown({ site: { demo: false, people: [], playground: ['municipalAdmin'] } });
  });
  afterAll(() => town.close());

  it.each([
    ['nobody', undefined, 401, 'Sign in to use the playground.'],
    ['a guardian', 'guardian', 403, 'Your role has no access to the playground.'],
    ['a blocked guardian', 'guardian-blocked', 403, 'Your role has no access to the playground.'],
    ['a municipal administrator', 'municipal-admin', 200, 'The playground is opening …'],
  ] as const)('%s (%s) is answered %i: %s', async (_, who, status, words) => {
    const page = await visit(town, '/graphql', who);
    expect(page.status).toBe(status);
    expect(page.text).toContain(words);
    expect(page.text.includes('id="playground"')).toBe(status === 200);
  });

  it.each([
    ['nobody', undefined, 404],
    ['a guardian', 'guardian', 404],
    ['a municipal administrator', 'municipal-admin', 200],
  ] as const)('%s (%s) asking how the node does is answered %i', async (_, who, status) => {
    const figures = await visit(town, '/figures', who);
    const nowhere = await visit(town, '/nowhere', who);
    expect(figures.status).toBe(status);
    const withoutId = (text: string) => text.replace(/"requestId":"[^"]*"/, '');
    if (status === 404) expect(withoutId(figures.text)).toBe(withoutId(nowhere.text));
    else expect(JSON.parse(figures.text)).toEqual({ every: 2_000, figures: expect.any(Array) });
  });

  it('the start page says nothing of the demo', async () => {
    const { text } = await visit(town, '/');
    expect(text).not.toMatch(/Kari Haugen|data-live|data-figures/);
  });
});

describe('where the playground is off', () => {
  it('a browser is told of the schema, and the examples are not there', async () => {
    const town = await aTown({ site: { demo: false, people: [], playground: 'off' } });
    const [page, examples] = [await visit(town, '/graphql'), await visit(town, '/playground/examples')];
    await town.close();
    expect(page.text).toMatch(/^This is a GraphQL endpoint\. .* the schema is at \/schema\.graphql\.\n$/);
    expect(examples.status).toBe(404);
  });
});

describe('where the playground is for a role that nobody can hold', () => {
  it('the program says so, and does not start', () => {
    const config = readConfig({ PLAYGROUND: 'municipalAdmin, janitor' });
    expect(() => requireKnownRoles(config)).toThrow(
      /^PLAYGROUND: there is no role janitor; the roles are guardian, pupil, teacher, [^;]*$/,
    );
  });
});

describe('the start page of the demo', () => {
  let town: Town;
  beforeAll(async () => {
    town = await aTown({ site: { demo: true, people: standInPeople, playground: 'on' } });
  });
  afterAll(() => town.close());

  it.each([
    ['nb-NO,nb;q=0.9', '', '', 'nb', 'Skoledagen, som én graf.'],
    ['nn', '', '', 'nn', 'Skuledagen, som éin graf.'],
    ['de', '', '', 'en', 'The school day, as one graph.'],
    ['nb', 'language=nn', '', 'nn', 'Skuledagen, som éin graf.'],
    ['nb', 'language=nn', '?language=en', 'en', 'The school day, as one graph.'],
    ['nb', 'language=xx', '?language=%3Cscript%3E', 'nb', 'Skoledagen, som én graf.'],
  ])('asked in %s with the cookie “%s” and “%s” speaks %s: %s', async (wanted, cookie, search, lang, words) => {
    const page = await visit(town, `/${search}`, undefined, { 'accept-language': wanted, cookie });
    expect(page.headers.get('content-language')).toBe(lang);
    expect(page.text).toContain(`<html lang="${lang}">`);
    expect(page.text).toContain(words);
  });

  it('runs nothing and loads nothing but what comes from here', async () => {
    const policies = await Promise.all(
      ['/', '/graphql'].map(async (path) => (await visit(town, path)).headers.get('content-security-policy')),
    );
    const common = `default-src 'none'; script-src 'self'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;
    expect(policies).toEqual([
      `${common}; style-src 'self'`,
      `${common}; style-src 'self' 'unsafe-inline'; worker-src 'self'`,
    ]);
  });

  it.each([
    ['SIGN_IN_CANCELLED', 'The sign-in was cancelled.'],
    ['<img src=x>', 'The sign-in was not completed.'],
  ])('says why a sign-in failed with %s: %s', async (code, words) => {
    const { text } = await visit(town, `/?signInFailed=${encodeURIComponent(code)}`);
    expect(text).toContain(words);
    expect(text).not.toContain('<img');
  });

  it('is made of files that may be kept, and of no other file of the program', async () => {
    const { text } = await visit(town, '/');
    const [, script = ''] = /<script type="module" src="([^"]+)">/.exec(text) ?? [];
    const answer = await fetch(`${town.url}${script}`, { headers: { 'accept-encoding': 'gzip' } });
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual([
      200,
      'text/javascript; charset=utf-8',
      'public, max-age=31536000, immutable',
    ]);
    for (const path of ['/assets/..%2fmanifest.json', '/assets/manifest.json', '/assets/nothing.js'])
      expect([path, (await visit(town, path)).status]).toEqual([path, 404]);
  });
});
