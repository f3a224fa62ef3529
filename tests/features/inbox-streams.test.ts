import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { aListener, type Heard } from '../harness/listener.js';
import { aTown, type Town } from '../harness/town.js';

const RECEIVED =
  'subscription ($after: String) { messageReceived(after: $after) { text sender { name } thread { subject } } }';
const INBOX = 'subscription { inboxChanged { subject unread } }';
const START =
  'mutation ($input: StartThreadInput!) { startThread(input: $input) { thread { id } userErrors { code } } }';
const SEND =
  'mutation ($input: SendMessageInput!) { sendMessage(input: $input) { message { id } userErrors { code } } }';
const READ =
  'mutation ($input: MarkThreadReadInput!) { markThreadRead(input: $input) { userErrors { code } } }';

let town: Town;
let closing: (() => unknown)[];
beforeEach(async () => {
  town = await aTown();
  closing = [];
});
afterEach(async () => {
  for (const close of closing) await close();
  await town.close();
});

/** The child of the parents who live apart. */
async function sharedChild(): Promise<string> {
  const answer = await (await town.as('mother-separated')).send('{ viewer { children { id } } }');
  return answer.data?.viewer.children[0].id;
}

/** Somebody listens to a subscription; it is open when this returns. */
async function hearing(who: string, query: string, variables = {}): Promise<Heard> {
  const listener = aListener(town.url, (await town.as(who)).token);
  closing.push(() => listener.client.dispose());
  const before = town.listening();
  const heard = listener.hear(query, variables);
  await vi.waitFor(() => expect(town.listening()).toBe(before + 1), 10_000);
  return heard;
}

async function started(childId: string): Promise<string> {
  const input = { childId, subject: 'Gym', text: 'Skoene er borte.', idempotencyKey: randomUUID() };
  const answer = await (await town.as('mother-separated')).send(START, { input });
  expect(answer.code).toBeNull();
  return answer.data?.startThread.thread.id;
}

async function send(who: string, threadId: string, text: string): Promise<void> {
  const answer = await (await town.as(who)).send(SEND, {
    input: { threadId, text, idempotencyKey: randomUUID() },
  });
  expect(answer.code).toBeNull();
}

const texts = ({ events }: Heard): string[] => events.map(({ data }) => data.messageReceived.text);

describe('a message', () => {
  it('is heard at once by the contact teacher, and its answer by the guardian; neither hears her own', async () => {
    const childId = await sharedChild();
    const teacher = await hearing('teacher-and-sfo', RECEIVED);
    const mother = await hearing('mother-separated', RECEIVED);
    const thread = await started(childId);
    await send('teacher-and-sfo', thread, 'De står i garderoben.');
    await send('mother-separated', thread, 'Takk!');
    await Promise.all([teacher.atLeast(2), mother.atLeast(1)]);
    expect(texts(teacher)).toEqual(['Skoene er borte.', 'Takk!']);
    expect(texts(mother)).toEqual(['De står i garderoben.']);
    expect(mother.events[0]?.data.messageReceived.thread).toEqual({ subject: 'Gym' });
  });

  it('is not heard by the other parent, by another teacher, nor by another family', async () => {
    const childId = await sharedChild();
    const strangers = [];
    for (const who of ['father-separated', 'other-teacher', 'guardian', 'second-guardian'])
      for (const query of [RECEIVED, INBOX]) strangers.push(await hearing(who, query));
    const teacher = await hearing('teacher-and-sfo', RECEIVED);
    const thread = await started(childId);
    await send('mother-separated', thread, 'Og lua.');
    await teacher.atLeast(2);
    expect(strangers.map(({ events, codes }) => [events, codes])).toEqual(strangers.map(() => [[], []]));
  });

  it('that came while the guardian was away is heard when she resumes', async () => {
    const thread = await started(await sharedChild());
    const before = await hearing('mother-separated', RECEIVED);
    await send('teacher-and-sfo', thread, 'Én.');
    await before.atLeast(1);
    before.end();
    await vi.waitFor(() => expect(town.listening()).toBe(0), 10_000);
    await send('teacher-and-sfo', thread, 'To.');
    await send('teacher-and-sfo', thread, 'Tre.');
    const after = await hearing('mother-separated', RECEIVED, { after: before.events[0]?.extensions.cursor });
    await after.atLeast(2);
    expect(texts(after)).toEqual(['To.', 'Tre.']);
  });
});

describe('an inbox', () => {
  it('tells of new threads, of messages from both sides, and of what was read', async () => {
    const childId = await sharedChild();
    const mother = await hearing('mother-separated', INBOX);
    const thread = await started(childId);
    await mother.atLeast(2);
    await send('teacher-and-sfo', thread, 'De er funnet.');
    await mother.atLeast(3);
    await (await town.as('mother-separated')).send(READ, { input: { threadId: thread } });
    await mother.atLeast(4);
    expect(mother.events.map(({ data }) => data.inboxChanged)).toEqual([
      { subject: 'Gym', unread: 0 },
      { subject: 'Gym', unread: 0 },
      { subject: 'Gym', unread: 1 },
      { subject: 'Gym', unread: 0 },
    ]);
  });
});
