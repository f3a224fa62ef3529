import { Message } from '../../entities/message.js';
import { newId } from '../../src/reading/identifier.js';
import type { Act } from './act.js';

/** What it says. */
export const CLASS_TEXT =
  'Kjære alle! På torsdag går vi på tur til marka. Husk klær etter været, en god matpakke og noe å drikke. Vi er tilbake til vanlig tid.';

/** A contact teacher writes to a whole class: one thread with 28 at home. */
export const sendToClass: Act = {
  key: 'S6',
  title: 'message to a class of 28 with its events',
  ours: `mutation Send($input: SendMessageInput!) {
    sendMessage(input: $input) { message { id sentAt } userErrors { code } } }`,
  input: { threadId: 'thread', text: 'text' },
  checks: [
    { sql: 'select t.* from thread t where t.id = $1 limit 1 for update', takes: ['thread'] },
    { sql: 'select c.* from child c where c.id = $1 limit 1', takes: ['child'] },
    {
      sql: 'select p.* from thread_participant p where p.thread_id = $1 and p.person_id = $2 limit 1',
      takes: ['thread', 'person'],
    },
  ],
  writes: [
    {
      sql: `insert into message (id, municipality_id, thread_id, sender_id, text, sent_at) values ($1, $2, $3, $4, $5, $6)`,
      takes: ['id', 'municipality', 'thread', 'person', 'text', 'now'],
    },
    { sql: 'update thread set last_message_at = $1 where id = $2', takes: ['now', 'thread'] },
  ],
  shown: {
    sql: `select json_build_object('id', m.id, 'sentAt', m.sent_at) as shown from message m where m.id = $1`,
    takes: ['id'],
  },
  topic: 'message.sent',
  subjects: { message: 'id', thread: 'thread', child: 'child', sender: 'person' },
  newId: () => newId(Message),
  written: `select count(*)::int as written from message where text like 'Kjære alle%'`,
  clear: `delete from message where text like 'Kjære alle%'`,
  target: 0.5,
};
