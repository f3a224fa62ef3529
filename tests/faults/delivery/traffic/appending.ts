import { randomUUID } from 'node:crypto';
import type { Class } from '../../../../entities/declare/registry.js';
import { Message } from '../../../../entities/message.js';
import { newId } from '../../../../src/reading/identifier.js';
import type { Home } from '../ground/village.js';

/** Sends one statement: a connection's, or a pool's. */
export type Query = (text: string, values: readonly unknown[]) => Promise<unknown>;

/** The same rows that the act `sendMessage` leaves, many at once; the lock puts the thread's messages in one order. */
const MESSAGES = `
  with locked as (select id, municipality_id, child_id, greatest(last_message_at, now()) as base
      from thread where id = $1 for update),
    said as (insert into message (id, municipality_id, thread_id, sender_id, text, sent_at)
      select x.id, l.municipality_id, l.id, $2, $5, l.base + x.n * interval '1 millisecond'
        from locked l, unnest($3::uuid[]) with ordinality as x(id, n)),
    moved as (update thread t set last_message_at = l.base + cardinality($3::uuid[]) * interval '1 millisecond'
      from locked l where t.id = l.id)
  insert into event (id, municipality_id, topic, subjects, at, xid, ordinal)
    select x.event, l.municipality_id, 'message.sent',
        json_build_object('message', x.id, 'thread', l.id, 'child', l.child_id, 'sender', $2::text)::text,
        now(), pg_current_xact_id(), nextval('scope.appended')
      from locked l, unnest($3::uuid[], $4::uuid[]) with ordinality as x(id, event, n) order by x.n`;

/** That a child came or left, as often as wanted, about the one row of its day. */
const PASSAGES = `
  insert into event (id, municipality_id, topic, subjects, at, xid, ordinal)
    select x.event, $1, 'sfo.checked-in', $2, now(), pg_current_xact_id(), nextval('scope.appended')
      from unnest($3::uuid[]) with ordinality as x(event, n) order by x.n`;

export const WAKE = `select pg_notify('skolegraf_events', '')`;

/** Writes messages of one sender as the act does, in the statement's own transaction. @returns the events' ids. */
export async function appendMessages(
  query: Query,
  { thread, sender, count, text = 'Hei!' }: { thread: string; sender: string; count: number; text?: string },
): Promise<string[]> {
  const ids = Array.from({ length: count }, () => newId(Message as Class));
  const events = ids.map(() => randomUUID());
  await query(MESSAGES, [thread, sender, ids, events, text]);
  return events;
}

/** Writes that a child passed. @returns the events' ids. */
export async function appendPassages(query: Query, home: Home, count: number): Promise<string[]> {
  const events = Array.from({ length: count }, () => randomUUID());
  const { attendance, child, group, municipality } = home;
  await query(PASSAGES, [municipality, JSON.stringify({ attendance, child, group }), events]);
  return events;
}
