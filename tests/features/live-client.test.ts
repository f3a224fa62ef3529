import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import type { LiveClient } from '../../src/client/index.js';
import { aLiveClient, listening } from '../harness/live-listener.js';
import { aTown, type Town, type Visitor } from '../harness/town.js';

const START =
  'mutation ($input: StartThreadInput!) { startThread(input: $input) { thread { id } userErrors { code } } }';
const SEND = 'mutation ($input: SendMessageInput!) { sendMessage(input: $input) { userErrors { code } } }';
const BLOCK =
  'mutation ($input: BlockGuardianInput!) { blockGuardian(input: $input) { userErrors { code } } }';
const WRITTEN = 'subscription ($after: String) { messageReceived(after: $after) { text } }';
const CHANGED =
  'subscription ($after: String) { inboxChanged(after: $after) { messages(first: 1) { nodes { text } } } }';
const CAME =
  'subscription ($child: ID, $after: String) { checkInRecorded(child: $child, after: $after) { id } }';

/** How many clients hear the same in the test of tokens, how often the token of each ends, and how long one lasts. */
const [CLIENTS, ENDS, SECONDS] = [10, 10, 0.5];

let town: Town;
let guardian: Visitor;
let jonas: string;
let thread: string;
let clients: LiveClient[];
let sockets: WebSocket[];
beforeEach(async () => {
  [clients, sockets] = [[], []];
  town = await aTown();
  guardian = await town.as('guardian');
  const { data } = await guardian.send('{ viewer { children { id givenName } } }');
  jonas = data.viewer.children.find((child: { givenName: string }) => child.givenName === 'Jonas').id;
  const input = { childId: jonas, subject: 'Om fredag', text: 'Hei!', idempotencyKey: randomUUID() };
  thread = (await guardian.send(START, { input })).data.startThread.thread.id;
  await untilFollowed();
});
afterEach(async () => {
  for (const client of clients) client.close();
  await town.close();
});

/** Writes down every socket, so that a test can cut it. */
class Noted extends WebSocket {
  constructor(url: string, protocol: string) {
    super(url, protocol);
    sockets.push(this);
  }
}

function aClient(token: (refused?: string) => Promise<string>): LiveClient {
  const client = aLiveClient({ url: `${town.url}/graphql`, token, webSocketImpl: Noted });
  clients.push(client);
  return client;
}

const hearing = (client: LiveClient) =>
  listening<{ messageReceived: { text: string } }>(client, {
    query: WRITTEN,
    says: ({ messageReceived }) => messageReceived.text,
  });

/** The guardian writes to the contact teacher. */
async function write(...texts: string[]): Promise<void> {
  for (const text of texts) {
    const input = { threadId: thread, text, idempotencyKey: randomUUID() };
    expect((await guardian.send(SEND, { input })).code).toBeNull();
  }
}

/** Waits until the node has seen what was written so far: a subscription begins where the node stands. */
async function untilFollowed(): Promise<void> {
  const { token } = await town.as('contact-teacher');
  const probe = hearing(aClient(async () => token));
  await following(1);
  await write('the first');
  await vi.waitFor(() => expect(probe.told.at(-1)).toBe('the first'), 10_000);
  for (const client of clients) client.close();
  await following(0);
  [clients, sockets] = [[], []];
}

/** Waits until so many subscriptions follow the log. */
const following = (count: number) => vi.waitFor(() => expect(town.listening()).toBe(count), 10_000);

describe('a teacher', () => {
  it('whose socket is cut hears what was written meanwhile, once and in order', async () => {
    const { token } = await town.as('contact-teacher');
    let mayCome = Promise.resolve();
    const heard = hearing(aClient(() => mayCome.then(() => token)));
    await following(1);
    await write('one');
    await heard.hears('resync: begun', 'one');
    const gate = Promise.withResolvers<void>();
    mayCome = gate.promise;
    sockets[0]?.terminate();
    await following(0);
    await write('two', 'three');
    expect(heard.told).toEqual(['resync: begun', 'one']);
    gate.resolve();
    await following(1);
    await write('four');
    await heard.hears('resync: begun', 'one', 'two', 'three', 'four');
    expect([heard.told.length, sockets.length]).toEqual([5, 2]);
  });

  it(`hears everything once and in order while tokens end ${CLIENTS * ENDS} times`, async () => {
    const ends: number[] = [];
    const all = Array.from({ length: CLIENTS }, (_, index) => {
      ends.push(0);
      const who = index % 2 ? 'contact-teacher' : 'substitute-teacher';
      return hearing(
        aClient(async (refused) => {
          if (refused) ends[index] = (ends[index] ?? 0) + 1;
          return (await town.as(who, SECONDS)).token;
        }),
      );
    });
    await Promise.all(all.map((heard) => heard.hears('resync: begun')));
    const written: string[] = [];
    while (Math.min(...ends) < ENDS) {
      written.push(`message ${written.length}`);
      await write(...written.slice(-1));
    }
    for (const heard of all) {
      await heard.hears('resync: begun', ...written);
      expect(heard.told).toEqual(['resync: begun', ...written]);
    }
  }, 120_000);

  it('whose last event is no longer in the log loads anew, and the stream goes on', async () => {
    const { token } = await town.as('contact-teacher');
    let mayCome = Promise.resolve();
    const heard = hearing(aClient(() => mayCome.then(() => token)));
    await following(1);
    await write('one');
    await heard.hears('resync: begun', 'one');
    const gate = Promise.withResolvers<void>();
    mayCome = gate.promise;
    sockets[0]?.terminate();
    await write('two');
    // As retention does: the newest stays.
    await town.sql('delete from event where id <> (select id from event order by ordinal desc limit 1)');
    gate.resolve();
    await heard.hears('resync: begun', 'one', 'resync: gap');
    await write('three');
    await heard.hears('resync: begun', 'one', 'resync: gap', 'three');
    expect(heard.told.length).toBe(4);
  });

  it('hears two streams over one socket, each from where it was', async () => {
    const { token } = await town.as('contact-teacher');
    const client = aClient(async () => token);
    const texts = hearing(client);
    const inbox = listening<{ inboxChanged: { messages: { nodes: { text: string }[] } } }>(client, {
      query: CHANGED,
      says: ({ inboxChanged }) => inboxChanged.messages.nodes[0]?.text ?? '',
    });
    await following(2);
    await write('one');
    await Promise.all([texts, inbox].map((each) => each.hears('resync: begun', 'one')));
    sockets[0]?.terminate();
    await write('two');
    await Promise.all([texts, inbox].map((each) => each.hears('resync: begun', 'one', 'two')));
    expect(sockets.length).toBe(2);
  });
});

describe('a guardian', () => {
  it('whose access to the child ends is told so, and does not come again', async () => {
    const { token } = guardian;
    const client = aClient(async () => token);
    const heard = listening(client, { query: CAME, variables: { child: jonas }, says: () => 'a check-in' });
    await following(1);
    await heard.hears('resync: begun');
    const [guardianship] = await town.sql<{ id: string }>(
      `select g.id from guardianship g join person p on p.id = g.guardian_id
         where g.child_id = $1 and p.given_name = 'Kari'`,
      [jonas],
    );
    const office = await town.as('school-office');
    const input = { guardianshipId: guardianship?.id, reason: 'SAFETY' };
    expect((await office.send(BLOCK, { input })).code).toBeNull();
    await heard.hears('resync: begun', 'ended: NO_ACCESS');
    await following(0);
    expect(heard.told.length).toBe(2);
  });

  it('with a token that is none is told so after the second', async () => {
    const refused: (string | undefined)[] = [];
    const heard = hearing(aClient(async (last) => `nonsense ${refused.push(last)}`));
    await heard.hears('ended: TOKEN_REFUSED');
    expect([refused, sockets.length]).toEqual([[undefined, 'nonsense 1'], 2]);
  });
});
