import type { Class } from '../../../entities/declare/registry.js';
import { Event } from '../../../entities/event.js';
import { IdempotencyKey } from '../../../entities/idempotency-key.js';
import { newId } from '../../../src/reading/identifier.js';
import type { Town } from '../town.js';

/** Gives tables that only acts fill a row for everybody, so that there is something to copy and to want. */
export async function writableWorld(town: Town): Promise<void> {
  const people = await town.sql<{ id: string; municipality_id: string }>(
    'select id, municipality_id from person union all select id, municipality_id from child order by id',
  );
  for (const person of people)
    await town.sql(
      `insert into idempotency_key (id, municipality_id, owner_id, key, digest, outcome, at)
         values ($1, $2, $3, 'a key', 'a digest', '{}', now())`,
      [newId(IdempotencyKey as Class), person.municipality_id, person.id],
    );
  for (const { id } of await town.sql<{ id: string }>('select id from municipality'))
    await town.sql(
      `insert into event (id, municipality_id, topic, subjects, at, xid, ordinal)
         values ($1, $2, 'a.topic', '{}', now(), pg_current_xact_id(), nextval('scope.appended'))`,
      [newId(Event as Class), id],
    );
}
