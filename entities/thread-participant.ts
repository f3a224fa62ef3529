import type { Rel } from '@mikro-orm/core';
import { Entity, Index, Unique } from '@mikro-orm/decorators/legacy';
import { ObjectType } from 'type-graphql';
import { ThreadRole } from './codes/thread.js';
import { coded, id, instant } from './declare/columns.js';
import { Tagged } from './declare/computed.js';
import { Personal } from './declare/personal.js';
import {
  adds,
  also,
  atSchool,
  changes,
  homeAndSchool,
  reads,
  withinMunicipality,
} from './declare/policies.js';
import { One } from './declare/relations.js';
import { Municipality } from './municipality.js';
import { Person } from './person.js';
import { Thread } from './thread.js';

/** Somebody who takes part in a thread, and how far they have read. Whoever begins a thread names the others. */
@ObjectType({ description: 'Somebody who takes part in a thread, and how far they have read.' })
@Personal({
  purpose: 'to know who a message goes to, and who has read it',
  basis: 'art6-1c-opplaeringslova',
  retention: 'school-year+1y',
  source: 'guardian',
  recipients: ['the guardian who takes part', 'contact teacher'],
})
@Tagged(31)
@Entity({
  rowLevelSecurity: true,
  policies: [
    withinMunicipality(),
    reads(homeAndSchool, 'thread_id', 'thread_ids'),
    adds(homeAndSchool, 'thread_id', 'started_thread_ids'),
    also(adds(atSchool, 'thread_id', 'thread_ids'), 'person_id', 'person_ids'),
    also(changes(homeAndSchool, 'thread_id', 'thread_ids'), 'person_id', 'person_ids'),
  ],
})
@Unique({ properties: ['municipality', 'thread', 'person'] })
@Index({ properties: ['person', 'thread'] })
@Index({ properties: ['thread', 'joinedAt', 'id'] })
export class ThreadParticipant {
  @id() id!: string;
  @One(() => Municipality, 'The municipality.', { hidden: true }) municipality!: Rel<Municipality>;
  @One(() => Thread, 'The thread.', { required: true }) thread!: Rel<Thread>;
  @One(() => Person, 'Who takes part; null where the viewer may not know.') person!: Rel<Person>;
  @coded(() => ThreadRole, 'On which side.') role!: ThreadRole;
  @instant('Since when.') joinedAt!: Date;
  @instant('When the newest message that they have read was sent; null before the first.', {
    nullable: true,
  })
  readAt!: Date | null;
}
