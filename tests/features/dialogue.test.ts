import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { standInPeople } from '../../src/database/seeds/people.js';
import { isIdentityNumber } from '../../src/identity/verify/identity-number.js';
import { aTown, type Town } from '../harness/town.js';

const START = `mutation ($input: StartThreadInput!) { startThread(input: $input) {
  thread { id subject startedBy { name } child { givenName } unread participants { role person { name } }
    messages { totalCount nodes { id text sender { name } } } }
  userErrors { code field message } } }`;
const SEND = `mutation ($input: SendMessageInput!) { sendMessage(input: $input) {
  message { id text sender { name } thread { id } } userErrors { code field } } }`;
const READ = `mutation ($input: MarkThreadReadInput!) { markThreadRead(input: $input) {
  thread { unread } userErrors { code field } } }`;
const THREAD = 'query ($id: ID!) { thread(id: $id) { unread messages { nodes { text } } } }';
const NODE = 'query ($id: ID!) { node(id: $id) { __typename id } }';
const LIST = '{ viewer { threads(first: 100) { totalCount nodes { id subject } } } }';

let town: Town;
beforeAll(async () => {
  town = await aTown();
});
afterAll(() => town.close());

/** A child of the cast, by its given name: one of its guardians can sign in under a name of its own. */
async function childId(givenName: string): Promise<string> {
  const [row] = await town.sql<{ id: string }>(
    `select c.id from child c where c.given_name = $1 and exists (
       select from guardianship g join person p on p.id = g.guardian_id
         where g.child_id = c.id and p.given_name || ' ' || p.family_name = any($2))`,
    [givenName, standInPeople.map(({ name }) => name)],
  );
  return row?.id ?? '';
}

async function guardianshipOf(childGivenName: string, guardianGivenName: string): Promise<string> {
  const [row] = await town.sql<{ id: string }>(
    `select g.id from guardianship g join child c on c.id = g.child_id join person p on p.id = g.guardian_id
       where c.given_name = $1 and p.given_name = $2`,
    [childGivenName, guardianGivenName],
  );
  return row?.id ?? '';
}

/** Everything that an act of the dialogue writes. */
const written = () =>
  town.sql(`select (select json_agg(t order by id) from thread t) as threads,
    (select json_agg(t order by id) from thread_participant t) as participants,
    (select json_agg(t order by id) from message t) as messages, (select count(*) from event) as events,
    (select count(*) from idempotency_key) as keys`);

async function opening(child: string, changes: Readonly<Record<string, unknown>> = {}) {
  const input = { subject: 'Om fredag', text: 'Hei!', idempotencyKey: randomUUID(), ...changes };
  return { input: { childId: await childId(child), ...input } };
}

async function begun(who: string, child: string): Promise<{ id: string; message: string }> {
  const { data } = await (await town.as(who)).send(START, await opening(child));
  const { thread } = data.startThread;
  return { id: thread.id, message: thread.messages.nodes[0].id };
}

const reply = (threadId: string, text = 'Svar', idempotencyKey: string = randomUUID()) => ({
  input: { threadId, text, idempotencyKey },
});

const seesThread = async (who: string, id: string): Promise<boolean> => {
  const { data } = await (await town.as(who)).send(LIST);
  return data.viewer.threads.nodes.some((each: { id: string }) => each.id === id);
};

describe('a dialogue that a guardian begins', () => {
  let talk: { id: string; message: string };
  beforeEach(async () => {
    talk = await begun('guardian', 'Jonas');
  });

  it('goes to the contact teacher and to who stands in, and to nobody else', async () => {
    const { data } = await (await town.as('guardian')).send(START, await opening('Jonas'));
    const { thread, userErrors } = data.startThread;
    expect(userErrors).toEqual([]);
    expect(thread).toMatchObject({
      subject: 'Om fredag',
      startedBy: { name: 'Kari Haugen' },
      child: { givenName: 'Jonas' },
      unread: 0,
      messages: { totalCount: 1, nodes: [{ text: 'Hei!', sender: { name: 'Kari Haugen' } }] },
    });
    const people = thread.participants.map((each: { role: string; person: { name: string } }) =>
      [each.role, each.person.name].join(' '),
    );
    expect(people.sort()).toEqual(['GUARDIAN Kari Haugen', 'TEACHER Eirik Vold', 'TEACHER Ingrid Bakken']);
    const events = await town.sql<{ topic: string; subjects: string }>(
      `select topic, subjects from event where subjects like '%' || $1 || '%' order by topic`,
      [thread.id],
    );
    expect(events.map(({ topic }) => topic)).toEqual(['message.sent', 'thread.started']);
    expect(Object.keys(JSON.parse(events[0]?.subjects ?? '{}')).sort()).toEqual([
      'child',
      'message',
      'sender',
      'thread',
    ]);
  });

  it.each(['contact-teacher', 'substitute-teacher'])('is read and answered by the %s', async (who) => {
    const teacher = await town.as(who);
    expect((await teacher.send(THREAD, { id: talk.id })).data.thread).toEqual({
      unread: 1,
      messages: { nodes: [{ text: 'Hei!' }] },
    });
    expect((await teacher.send(SEND, reply(talk.id))).code).toBeNull();
    expect((await teacher.send(READ, { input: { threadId: talk.id } })).data.markThreadRead.thread).toEqual({
      unread: 0,
    });
    const guardian = await town.as('guardian');
    expect((await guardian.send(THREAD, { id: talk.id })).data.thread).toEqual({
      unread: 1,
      messages: { nodes: [{ text: 'Svar' }, { text: 'Hei!' }] },
    });
    const first = (await guardian.send(LIST)).data.viewer.threads.nodes[0];
    expect(first.id).toBe(talk.id);
    await guardian.send(READ, { input: { threadId: talk.id } });
    expect((await guardian.send(THREAD, { id: talk.id })).data.thread.unread).toBe(0);
  });

  it.each([
    'other-teacher',
    'subject-teacher',
    'mother-separated',
    'second-teacher',
    'second-guardian',
  ])('is not there for %s by any path', async (who) => {
    const visitor = await town.as(who);
    expect(await seesThread(who, talk.id)).toBe(false);
    expect((await visitor.send(THREAD, { id: talk.id })).code).toBe('NOT_FOUND');
    for (const id of [talk.id, talk.message])
      expect((await visitor.send(NODE, { id })).code).toBe('NOT_FOUND');
    const before = await written();
    expect((await visitor.send(SEND, reply(talk.id))).code).toBe('NOT_FOUND');
    expect((await visitor.send(READ, { input: { threadId: talk.id } })).code).toBe('NOT_FOUND');
    expect(await written()).toEqual(before);
  });

  it.each([
    'pupil-14',
    'principal',
    'school-office',
    'sfo-staff',
    'municipal-admin',
    'archivist',
    'data-protection-officer',
  ])('is refused to %s altogether', async (who) => {
    const visitor = await town.as(who);
    const before = await written();
    expect((await visitor.send(LIST)).code).toBe('FORBIDDEN');
    expect((await visitor.send(THREAD, { id: talk.id })).code).toBe('FORBIDDEN');
    for (const id of [talk.id, talk.message])
      expect((await visitor.send(NODE, { id })).code).toBe('NOT_FOUND');
    expect((await visitor.send(SEND, reply(talk.id))).code).toBe('FORBIDDEN');
    expect((await visitor.send(START, await opening('Jonas'))).code).toBe('FORBIDDEN');
    expect(await written()).toEqual(before);
  });

  it('is sent once, however often it is sent under one key', async () => {
    const guardian = await town.as('guardian');
    const variables = reply(talk.id, 'Bare én gang');
    const answers = await Promise.all([1, 2, 3].map(() => guardian.send(SEND, variables)));
    const ids = new Set(answers.map(({ data }) => data.sendMessage.message.id));
    expect(ids.size).toBe(1);
    const [sent] = await town.sql(`select count(*)::int as n from message where text = 'Bare én gang'`);
    expect(sent).toEqual({ n: 1 });
    const other = reply(talk.id, 'Noe annet', variables.input.idempotencyKey);
    expect((await guardian.send(SEND, other)).code).toBe('IDEMPOTENCY_KEY_REUSED');
    expect((await guardian.send(SEND, reply(talk.id, 'Uten nøkkel', ' '))).code).toBe('INPUT_INVALID');
  });

  it('ends when the child goes to another class: neither teacher gets what was not theirs', async () => {
    const before = await town.sql<{ id: string; k: string }>(
      `select c.id, c.school_class_id as k from child c where c.given_name = 'Jonas' and c.family_name = 'Haugen'`,
    );
    const [jonas] = before;
    await town.sql(
      `update child set school_class_id = (select o.id from school_class k join school_class o using (school_id, school_year_id, year)
         where k.id = $2 and o.id <> k.id limit 1) where id = $1`,
      [jonas?.id, jonas?.k],
    );
    try {
      expect(await seesThread('contact-teacher', talk.id)).toBe(false);
      expect(await seesThread('other-teacher', talk.id)).toBe(false);
      expect((await (await town.as('guardian')).send(SEND, reply(talk.id))).code).toBe('THREAD_ENDED');
    } finally {
      await town.sql('update child set school_class_id = $2 where id = $1', [jonas?.id, jonas?.k]);
    }
  });

  it('is gone for a substitute whose time is over, and for one not yet come', async () => {
    const set = (from: string, to: string) =>
      town.sql(
        `update contact_teacher set "from" = current_date + $1::int, "to" = current_date + $2::int where kind = 'SUBSTITUTE'`,
        [from, to],
      );
    await set('-9', '-2');
    expect(await seesThread('substitute-teacher', talk.id)).toBe(false);
    await set('3', '9');
    expect(await seesThread('substitute-teacher', talk.id)).toBe(false);
    await set('-9', '9');
    expect(await seesThread('substitute-teacher', talk.id)).toBe(true);
  });
});

describe('two homes', () => {
  it.each([
    ['mother-separated', 'father-separated'],
    ['father-separated', 'mother-separated'],
  ])('what %s writes, %s never sees, in any way', async (writer, other) => {
    const parent = await town.as(other);
    const count = async () => (await parent.send(LIST)).data.viewer.threads.totalCount;
    const before = await count();
    const talk = await begun(writer, 'Oskar');
    expect(await count()).toBe(before);
    expect(await seesThread(other, talk.id)).toBe(false);
    expect((await parent.send(THREAD, { id: talk.id })).code).toBe('NOT_FOUND');
    for (const id of [talk.id, talk.message])
      expect((await parent.send(NODE, { id })).code).toBe('NOT_FOUND');
    expect((await parent.send(SEND, reply(talk.id))).code).toBe('NOT_FOUND');
    expect((await parent.send(READ, { input: { threadId: talk.id } })).code).toBe('NOT_FOUND');
  });

  it('a teacher writes to one of them alone', async () => {
    const teacher = await town.as('teacher-and-sfo');
    const guardianshipId = await guardianshipOf('Oskar', 'Hanne');
    const { data } = await teacher.send(START, await opening('Oskar', { guardianshipId }));
    expect(data.startThread.userErrors).toEqual([]);
    const { id } = data.startThread.thread;
    expect(await seesThread('mother-separated', id)).toBe(true);
    expect(await seesThread('father-separated', id)).toBe(false);
  });
});

describe('a guardian known to two municipalities', () => {
  it.each([
    'Elle',
    'Ánte',
  ])('writes about %s as the person whom the child’s municipality knows', async (child) => {
    const talk = await begun('guardian-two-municipalities', child);
    const guardian = await town.as('guardian-two-municipalities');
    expect((await guardian.send(SEND, reply(talk.id))).code).toBeNull();
    const homes = await town.sql(
      `select distinct t.municipality_id = c.municipality_id and m.municipality_id = c.municipality_id
           and p.municipality_id = c.municipality_id as at_home
         from thread t join child c on c.id = t.child_id join message m on m.thread_id = t.id
           join person p on p.id = m.sender_id where t.id = $1`,
      [talk.id],
    );
    expect(homes).toEqual([{ at_home: true }]);
  });
});

describe('messages that are sent at the same moment', () => {
  it('stand one after the other, and each is unread until it is read', async () => {
    const talk = await begun('guardian', 'Jonas');
    const [guardian, teacher] = [await town.as('guardian'), await town.as('contact-teacher')];
    await Promise.all(
      Array.from({ length: 6 }, (_, n) => guardian.send(SEND, reply(talk.id, `Nummer ${n}`))),
    );
    const [times] = await town.sql(
      `select count(*)::int as sent, count(distinct m.sent_at)::int as moments, max(m.sent_at) = t.last_message_at as newest
         from message m join thread t on t.id = m.thread_id where t.id = $1 group by t.id`,
      [talk.id],
    );
    expect(times).toEqual({ sent: 7, moments: 7, newest: true });
    expect((await teacher.send(THREAD, { id: talk.id })).data.thread.unread).toBe(7);
  });
});

describe('a guardian whose access the school blocks', () => {
  it('has no dialogue left, and writes none', async () => {
    const talk = await begun('guardian', 'Nora');
    const office = await town.as('school-office');
    const blocked = await office.send(
      'mutation ($input: BlockGuardianInput!) { blockGuardian(input: $input) { userErrors { code } } }',
      { input: { guardianshipId: await guardianshipOf('Nora', 'Kari'), reason: 'COURT_ORDER' } },
    );
    expect(blocked.code).toBeNull();
    const guardian = await town.as('guardian');
    expect(await seesThread('guardian', talk.id)).toBe(false);
    const before = await written();
    for (const id of [talk.id, talk.message])
      expect((await guardian.send(NODE, { id })).code).toBe('NOT_FOUND');
    expect((await guardian.send(SEND, reply(talk.id))).code).toBe('NOT_FOUND');
    expect((await guardian.send(START, await opening('Nora'))).code).toBe('NOT_FOUND');
    expect(await written()).toEqual(before);
  });
});

describe('what is stopped writes nothing', () => {
  const valid = () => {
    for (let n = 1_019_000_000; ; n++) {
      const number = String(n).padStart(11, '0');
      if (isIdentityNumber(number, false)) return number;
    }
  };
  const number = valid();

  it.each([
    ['guardian-read-only', 'Emil', {}, 'ACCESS_READ_ONLY', 'childId'],
    ['guardian', 'Oskar', {}, 'NOT_FOUND', 'childId'],
    ['guardian', 'Jonas', { text: ' \n ' }, 'TEXT_LENGTH_INVALID', 'text'],
    ['guardian', 'Jonas', { text: 'å'.repeat(10_001) }, 'TEXT_LENGTH_INVALID', 'text'],
    ['guardian', 'Jonas', { subject: 'å'.repeat(201) }, 'TEXT_LENGTH_INVALID', 'subject'],
    ['guardian', 'Jonas', { text: `Han er ${number}.` }, 'IDENTITY_NUMBER_IN_TEXT', 'text'],
    [
      'guardian',
      'Jonas',
      { text: `${number.slice(0, 6)} ${number.slice(6)}` },
      'IDENTITY_NUMBER_IN_TEXT',
      'text',
    ],
    ['guardian', 'Jonas', { subject: number }, 'IDENTITY_NUMBER_IN_TEXT', 'subject'],
    ['guardian', 'Jonas', { idempotencyKey: '' }, 'INPUT_INVALID', 'idempotencyKey'],
    ['contact-teacher', 'Jonas', {}, 'NOT_FOUND', 'guardianshipId'],
    ['subject-teacher', 'Jonas', {}, 'NOT_FOUND', 'guardianshipId'],
  ] as const)('%s about %s with %o: %s', async (who, child, changes, code, field) => {
    const before = await written();
    const { data, text } = await (await town.as(who)).send(START, await opening(child, changes));
    expect(data.startThread).toMatchObject({ thread: null, userErrors: [{ code, field }] });
    expect(text).not.toContain(number);
    expect(await written()).toEqual(before);
  });

  it('a teacher who is no contact teacher of the class begins nothing, and nobody writes to another child’s guardian', async () => {
    const before = await written();
    const subject = await town.as('subject-teacher');
    const guardianshipId = await guardianshipOf('Jonas', 'Kari');
    const wrong = await opening('Jonas', { guardianshipId });
    expect((await subject.send(START, wrong)).code).toBe('NOT_FOUND');
    const contact = await town.as('contact-teacher');
    const other = await opening('Jonas', { guardianshipId: await guardianshipOf('Oskar', 'Hanne') });
    expect((await contact.send(START, other)).code).toBe('NOT_FOUND');
    expect(await written()).toEqual(before);
  });

  it('eleven digits that are no identity number go through', async () => {
    const { code } = await (await town.as('guardian')).send(
      START,
      await opening('Jonas', { text: 'Kontonummer 12345678901, bestilling 99999999999.' }),
    );
    expect(code).toBeNull();
  });
});
