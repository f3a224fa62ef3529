import type { Rel } from '@mikro-orm/core';
import { Entity, Index } from '@mikro-orm/decorators/legacy';
import { ObjectType } from 'type-graphql';
import { id, instant, text } from './declare/columns.js';
import { Tagged } from './declare/computed.js';
import { Personal } from './declare/personal.js';
import { adds, also, homeAndSchool, reads, withinMunicipality } from './declare/policies.js';
import { One } from './declare/relations.js';
import { Municipality } from './municipality.js';
import { Node } from './node.js';
import { Person } from './person.js';
import { Thread } from './thread.js';

/** One message of a thread. Written once: nobody changes it. */
@ObjectType({ implements: Node, description: 'One message of a thread.' })
@Personal({
  purpose: 'to let home and school talk about the child',
  basis: 'art6-1c-opplaeringslova',
  retention: 'school-year+1y',
  source: 'guardian',
  recipients: ['the guardian who takes part', 'contact teacher'],
})
@Tagged(32)
@Entity({
  rowLevelSecurity: true,
  policies: [
    withinMunicipality(),
    reads(homeAndSchool, 'thread_id', 'thread_ids'),
    also(adds(homeAndSchool, 'thread_id', 'thread_ids'), 'sender_id', 'person_ids'),
  ],
})
@Index({ properties: ['thread', 'sentAt', 'id'] })
export class Message {
  @id() id!: string;
  @One(() => Municipality, 'The municipality.', { hidden: true }) municipality!: Rel<Municipality>;
  @One(() => Thread, 'The thread.', { required: true }) thread!: Rel<Thread>;
  @One(() => Person, 'Who sent it; null where the viewer may not know.') sender!: Rel<Person>;
  @text('The text. It counts as 50 nodes in the cost of an operation.', { weight: 50 }) text!: string;
  @instant('When it was sent; no two of a thread at the same time.') sentAt!: Date;
}
