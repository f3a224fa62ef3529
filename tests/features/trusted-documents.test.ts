import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from '@graphql-codegen/cli';
import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Trust } from '../../src/config.js';
import { type Manifest, readManifest } from '../../src/http/trusted/manifest.js';
import { TrustedDocuments } from '../../src/http/trusted/trusted-documents.js';
import { aListener } from '../harness/listener.js';
import { aLiveClient, listening } from '../harness/live-listener.js';
import { aTown, type Town, theSchema } from '../harness/town.js';

const OTHER = 'query Other { viewer { roles } }';

let folder: string;
let manifest: Manifest;
/** The ids of documents, by the names of their operations. */
let ids: ReadonlyMap<string, string>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'skolegraf-trusted-'));
  const files = (await generate(
    {
      schema: 'schema/schema.graphql',
      documents: 'docs/examples/*.graphql',
      generates: {
        [`${folder}/`]: {
          preset: 'client',
          presetConfig: { persistedDocuments: { hashAlgorithm: 'sha256' } },
        },
      },
      silent: true,
      errorsOnly: true,
    },
    false,
  )) as { filename: string; content: string }[];
  const written = files.find(({ filename }) => filename.endsWith('persisted-documents.json'));
  const file = join(folder, 'persisted-documents.json');
  await writeFile(file, written?.content ?? '');
  manifest = await readManifest(file);
  ids = new Map([...manifest].map(([id, text]) => [/^\w+ (\w+)/.exec(text)?.[1] ?? '', id]));
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

const id = (name: string) => ids.get(name) ?? `no document is called ${name}`;

interface Trying {
  readonly town: Town;
  readonly log: string[];
  /** What a person is answered who sends this; by POST, or as parameters of GET. */
  post(body: object): Promise<{ status: number; code: string | null; data: unknown }>;
  get(parameters: Record<string, string>): Promise<{ status: number; code: string | null; data: unknown }>;
}

async function trying(trust: Trust): Promise<Trying> {
  const log: string[] = [];
  const town = await aTown({
    trusted: () =>
      new TrustedDocuments(trust, manifest, {
        warn: (facts: object) => log.push(JSON.stringify(facts)),
      } as never),
  });
  const { token } = await town.as('pupil-14');
  const headers = { authorization: `Bearer ${token}` };
  const answer = async (response: Response) => {
    const { data, errors } = (await response.json()) as {
      data?: unknown;
      errors?: { extensions: { code: string } }[];
    };
    return { status: response.status, code: errors?.[0]?.extensions.code ?? null, data };
  };
  return {
    town,
    log,
    post: async (body) =>
      answer(
        await fetch(`${town.url}/graphql`, {
          method: 'POST',
          headers: { ...headers, 'content-type': 'application/json' },
          body: JSON.stringify(body),
        }),
      ),
    get: async (parameters) =>
      answer(await fetch(`${town.url}/graphql?${new URLSearchParams(parameters)}`, { headers })),
  };
}

const apollos = (sha256Hash: string) => ({ persistedQuery: { version: 1, sha256Hash } });
const limits = { status: 200, code: null, data: { limits: expect.objectContaining({ depth: 15 }) } };

describe.each(['off', 'warn', 'require'] as const)('with trusted documents %s, a person', (trust) => {
  let tries: Trying;
  beforeAll(async () => {
    tries = await trying(trust);
  });
  afterAll(() => tries.town.close());

  it('is answered what an id of the manifest asks for, however it is sent', async () => {
    const known = id('Limits');
    expect(await tries.post({ documentId: `sha256:${known}` })).toEqual(limits);
    expect(await tries.post({ documentId: known, operationName: 'Limits' })).toEqual(limits);
    expect(await tries.post({ extensions: apollos(known) })).toEqual(limits);
    expect(await tries.get({ documentId: `sha256:${known}` })).toEqual(limits);
    expect(await tries.get({ extensions: JSON.stringify(apollos(known)) })).toEqual(limits);
    expect(await tries.post({ query: manifest.get(known) })).toEqual(limits);
  });

  it('is told that an id is unknown, and that an id beside a document is no request', async () => {
    const unknown = { status: 400, code: 'DOCUMENT_UNKNOWN', data: undefined };
    expect(await tries.post({ documentId: `sha256:${'0'.repeat(64)}` })).toEqual(unknown);
    expect(await tries.post({ documentId: '__proto__' })).toEqual(unknown);
    expect(await tries.get({ extensions: JSON.stringify(apollos('0'.repeat(64))) })).toEqual(unknown);
    const both = await tries.post({ query: OTHER, documentId: id('Limits') });
    expect(both).toEqual({ status: 400, code: 'REQUEST_INVALID', data: undefined });
  });

  it('subscribes by an id over WebSocket, and is told there as well that one is unknown', async () => {
    const { token } = await tries.town.as('guardian');
    const { client, hear } = aListener(tries.town.url, token);
    const heard = hear('', {}, { documentId: `sha256:${id('MessageReceived')}` });
    const apollo = hear('', {}, { extensions: apollos(id('MessageReceived')) });
    const unknown = hear('', {}, { documentId: 'nothing' });
    await expect.poll(() => tries.town.listening()).toBe(2);
    await unknown.ended;
    expect([heard.codes, apollo.codes, unknown.codes]).toEqual([[], [], ['DOCUMENT_UNKNOWN']]);
    await client.dispose();
  });

  it('subscribes by an id with the client of this package', async () => {
    const guardian = await tries.town.as('guardian');
    const client = aLiveClient({ url: `${tries.town.url}/graphql`, token: () => guardian.token });
    const query = 'subscription InboxChanged($after: String) { inboxChanged(after: $after) { subject } }';
    const stream = listening<{ inboxChanged: { subject: string } }>(client, {
      query,
      documentId: id('InboxChanged'),
      says: ({ inboxChanged }) => inboxChanged.subject,
    });
    await stream.hears('resync: begun');
    const { data } = await guardian.send(manifest.get(id('GuardianHome')) ?? '');
    const variables = { child: data.viewer.children[0].id, key: randomUUID() };
    expect((await guardian.send(manifest.get(id('StartThread')) ?? '', variables)).code).toBeNull();
    await stream.hears('resync: begun', 'Autumn holiday');
    client.close();
  });

  it(`${trust === 'require' ? 'is refused' : 'is answered'} what is in no manifest, the schema’s own questions too`, async () => {
    const sent = await tries.post({ query: OTHER });
    const asked = await tries.post({ query: getIntrospectionQuery() });
    const { token } = await tries.town.as('guardian');
    const { client, hear } = aListener(tries.town.url, token);
    const heard = hear(`subscription Mine${randomUUID().slice(0, 4)} { inboxChanged { id } }`);
    if (trust === 'require') {
      const refused = { status: 403, code: 'DOCUMENT_NOT_TRUSTED', data: undefined };
      expect([sent, asked]).toEqual([refused, refused]);
      await heard.ended;
      expect(heard.codes).toEqual(['DOCUMENT_NOT_TRUSTED']);
    } else {
      expect(sent).toEqual({ status: 200, code: null, data: { viewer: { roles: ['PUPIL'] } } });
      expect([asked.status, asked.code]).toEqual([200, null]);
      await expect.poll(() => tries.town.listening()).toBe(1);
    }
    await client.dispose();
  });

  it(`${trust === 'warn' ? 'finds it once in the log, by name and hash' : 'finds nothing of it in the log'}`, async () => {
    await tries.post({ query: OTHER });
    const others = tries.log.filter((line) => line.includes('Other'));
    expect(others).toEqual(
      trust === 'warn'
        ? [expect.stringMatching(/^\{"document":"[0-9a-f]{16}","operations":\["Other"\]\}$/)]
        : [],
    );
    expect(tries.log.some((line) => line.includes('Limits') || line.includes('MessageReceived'))).toBe(false);
  });
});

describe('a manifest', () => {
  const read = async (text: string) => {
    const file = join(folder, 'given.json');
    await writeFile(file, text);
    return readManifest(file);
  };

  it('of Apollo’s tools is read as well', async () => {
    const operations = [{ id: 'abc', name: 'Other', type: 'query', body: OTHER }];
    const text = JSON.stringify({ format: 'apollo-persisted-query-manifest', version: 1, operations });
    expect([...(await read(text))]).toEqual([['abc', OTHER]]);
  });

  it.each([
    ['{ "a": 1 }', 'is neither a manifest of GraphQL Code Generator nor one of Apollo’s tools'],
    ['not json', 'is neither a manifest of GraphQL Code Generator nor one of Apollo’s tools'],
    ['{}', 'holds no document'],
    ['{ "abc": "query {" }', 'holds under abc what is not a GraphQL document'],
  ])('such as %s stops the start with one sentence', async (text, fault) => {
    await expect(read(text)).rejects.toThrow(
      `TRUSTED_DOCUMENTS_FILE: ${join(folder, 'given.json')} ${fault}`,
    );
  });

  it('that is not there stops the start with one sentence', async () => {
    await expect(readManifest('nowhere.json')).rejects.toThrow(
      'TRUSTED_DOCUMENTS_FILE: nowhere.json can not be read (ENOENT)',
    );
  });

  it('with documents that no longer fit the schema says which', async () => {
    const trusted = new TrustedDocuments(
      'off',
      new Map([
        ['old', '{ pupils { id } }'],
        ['new', OTHER],
      ]),
    );
    expect(trusted.misfits(theSchema())).toEqual(['old']);
  });
});
