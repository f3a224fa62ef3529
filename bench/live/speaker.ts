import pg from 'pg';
import { Message } from '../../entities/message.js';
import { append } from '../../src/events/append.js';
import { newId } from '../../src/reading/identifier.js';
import { sharedClock } from '../clock.js';
import type { Circle } from './circle.js';

const SAY = `
  with said as (update thread set last_message_at = greatest(now(), last_message_at + interval '1 ms') where id = $2
    returning municipality_id, last_message_at)
  insert into message (id, municipality_id, thread_id, sender_id, text, sent_at)
    select $1, municipality_id, $2, $3, $4, last_message_at from said`;

/** Writes messages as the act does, but by the owner's hand, so that what is measured has nothing else to do. */
export class Speaker {
  private constructor(readonly client: pg.Client) {}

  static async connect(ownerUrl: string): Promise<Speaker> {
    const client = new pg.Client({ connectionString: ownerUrl });
    await client.connect();
    return new Speaker(client);
  }

  /** One transaction with the message and its event. @returns when its commit was sent, by the shared clock. */
  async say({ thread, child, municipality, teacher }: Circle, text: string): Promise<number> {
    const message = newId(Message);
    const send = async (sql: string, values: readonly unknown[]) =>
      (await this.client.query({ name: sql.slice(0, 40), text: sql, values: [...values] })).rows;
    await this.client.query('begin');
    await send(SAY, [message, thread, teacher, text]);
    const subjects = { message, thread, child, sender: teacher };
    await append(send, [{ topic: 'message.sent', municipalityId: municipality, subjects }]);
    const sent = sharedClock();
    await this.client.query('commit');
    return sent;
  }

  end(): Promise<void> {
    return this.client.end();
  }
}
