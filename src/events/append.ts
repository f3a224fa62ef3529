import { Event } from '../../entities/event.js';
import { newId } from '../reading/identifier.js';
import { CHANNEL } from './channel.js';

/** Sends SQL with parameters inside a transaction that is open. */
export type Send = (sql: string, values: readonly unknown[]) => Promise<readonly unknown[]>;

/** What an act says that happened. */
export interface Announcement {
  readonly topic: string;
  readonly municipalityId: string;
  /** Names of types to ids. */
  readonly subjects: Readonly<Record<string, string>>;
}

const APPEND = `
  with appended as (insert into "event" (id, municipality_id, topic, subjects, at, xid, ordinal)
    select i, m, t, s, now(), pg_current_xact_id(), nextval('scope.appended')
    from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]) with ordinality as x(i, m, t, s, n) order by n)
  select pg_notify('${CHANNEL}', '')`;

/**
 * Appends to the log in the act's own transaction, without positions: an act that is rolled back has never happened, and
 * one that is committed can't lose its events. The wake-up goes out with the commit, and may be lost.
 */
export async function append(send: Send, announced: readonly Announcement[]): Promise<void> {
  if (announced.length === 0) return;
  await send(APPEND, [
    announced.map(() => newId(Event)),
    announced.map((each) => each.municipalityId),
    announced.map((each) => each.topic),
    announced.map((each) => JSON.stringify(each.subjects)),
  ]);
}
