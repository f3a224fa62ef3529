import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aTown, type Town, type Visitor } from '../harness/town.js';

let town: Town;
let guardian: Visitor;
let admin: Visitor;
beforeAll(async () => {
  town = await aTown();
  guardian = await town.as('guardian');
  admin = await town.as('municipal-admin');
});
afterAll(() => town.close());

/** What an answer's headers say of its cost, after its code. */
async function costOf(who: Visitor, query: string, variables: object = {}): Promise<(string | null)[]> {
  const response = await fetch(`${town.url}/graphql`, {
    method: 'POST',
    headers: { authorization: `Bearer ${who.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const { errors } = (await response.json()) as { errors?: { extensions: { code: string } }[] };
  const { headers } = response;
  return [
    errors?.[0]?.extensions.code ?? null,
    headers.get('x-operation-cost'),
    headers.get('x-operation-cost-limit'),
  ];
}

const PAGE =
  'query ($first: Int) { children(first: $first) { nodes { absences(first: 10) { nodes { day } } } } }';
const DEAR = '{ schools { children(first: 100) { nodes { sfoAttendance(first: 100) { nodes { day } } } } } }';
const MOBILE = `mutation { correctMyContactDetails(input: { mobile: "+47 40 00 00 00" }) {
  viewer { people { name } } userErrors { code } } }`;

describe('an answer says what its operation could cost', () => {
  it('by the pages that were asked for, each time', async () => {
    const query = 'query ($first: Int) { children(first: $first) { nodes { name } } }';
    expect(await costOf(admin, query, { first: 7 })).toEqual([null, '7', '10000']);
    expect(await costOf(admin, query, { first: 90 })).toEqual([null, '90', '10000']);
    expect(await costOf(admin, query, { first: 7 })).toEqual([null, '7', '10000']);
  });

  it('where it is refused for it too, at first and again', async () => {
    const office = await town.as('school-office');
    const refused = await costOf(office, DEAR);
    expect(refused).toEqual(['OPERATION_TOO_COSTLY', expect.stringMatching(/^\d{5,}$/), '10000']);
    expect(await costOf(office, DEAR)).toEqual(refused);
  });

  it('for an act by what its payload shows, and for the schema’s own questions not at all', async () => {
    expect(await costOf(guardian, MOBILE)).toEqual([null, expect.stringMatching(/^\d$/), '10000']);
    expect(await costOf(guardian, '{ __typename }')).toEqual([null, null, null]);
  });
});

describe('the limits that can be read', () => {
  it('are these, for everybody', async () => {
    const query = `{ limits { operationCost operationMilliseconds depth fields rootFields aliases directives fragments
      tokens variableDepth pageSize bodyBytes frameBytes subscriptionsPerSocket socketsPerPerson initMilliseconds } }`;
    const limits = {
      operationCost: 10_000,
      operationMilliseconds: 5_000,
      depth: 15,
      fields: 2_000,
      rootFields: 20,
      aliases: 50,
      directives: 50,
      fragments: 50,
      tokens: 2_000,
      variableDepth: 20,
      pageSize: 100,
      bodyBytes: 102_400,
      frameBytes: 65_536,
      subscriptionsPerSocket: 20,
      socketsPerPerson: 10,
      initMilliseconds: 5_000,
    };
    // The second time it is compiled.
    for (const who of [guardian, guardian, admin]) expect((await who.send(query)).data).toEqual({ limits });
  });

  it('hold: one more is refused', async () => {
    const { limits } = (await admin.send('{ limits { pageSize aliases } }')).data;
    expect((await admin.send(PAGE, { first: limits.pageSize })).code).not.toBe('PAGE_SIZE_INVALID');
    expect((await admin.send(PAGE, { first: limits.pageSize + 1 })).code).toBe('PAGE_SIZE_INVALID');
    const aliased = (count: number) =>
      `{ limits { ${Array.from({ length: count }, (_, index) => `a${index}: depth`).join(' ')} } }`;
    expect((await admin.send(aliased(limits.aliases))).code).toBeNull();
    expect((await admin.send(aliased(limits.aliases + 1))).code).toBe('OPERATION_TOO_LARGE');
  });
});

describe('a query that is asked again by GET', () => {
  const get = (who: Visitor, headers: Record<string, string> = {}, query = '{ viewer { roles } }') =>
    fetch(`${town.url}/graphql?${new URLSearchParams({ query })}`, {
      headers: { authorization: `Bearer ${who.token}`, ...headers },
    });

  it('is answered without a body while its answer would be the same, and anew when it is not', async () => {
    const first = await get(guardian);
    const etag = first.headers.get('etag') ?? '';
    expect([first.status, etag.slice(0, 3), await first.text()]).toEqual([
      200,
      'W/"',
      '{"data":{"viewer":{"roles":["GUARDIAN"]}}}',
    ]);
    expect(first.headers.get('cache-control')).toBe('private, no-cache');
    expect(first.headers.get('vary')).toBe('authorization, cookie, accept, accept-language');
    for (const tags of [etag, `"other", ${etag}`, etag.slice(2), '*']) {
      const again = await get(guardian, { 'if-none-match': tags });
      expect([again.status, again.headers.get('etag'), await again.text()]).toEqual([304, etag, '']);
    }
    for (const tags of ['"other"', 'W/"other"', etag.slice(3, -1)])
      expect((await get(guardian, { 'if-none-match': tags })).status).toBe(200);
    expect((await get(admin, { 'if-none-match': etag })).status).toBe(200);
  });

  it('has no tag where something of it was refused, and is not kept', async () => {
    for (const query of ['{ viewer { people { employments { from } } } }', '{ nothing }']) {
      const refused = await get(guardian, {}, query);
      expect([refused.headers.get('etag'), refused.headers.get('cache-control')]).toEqual([null, 'no-store']);
    }
  });

  it('has none by POST either', async () => {
    const response = await fetch(`${town.url}/graphql`, {
      method: 'POST',
      headers: { authorization: `Bearer ${guardian.token}`, 'content-type': 'application/json' },
      body: '{"query":"{ viewer { roles } }"}',
    });
    expect([response.headers.get('etag'), response.headers.get('cache-control')]).toEqual([null, 'no-store']);
  });
});
