import type { Rel } from '@mikro-orm/core';
import { Entity, Index } from '@mikro-orm/decorators/legacy';
import { Int, ObjectType } from 'type-graphql';
import { Child } from './child.js';
import { id, instant, text } from './declare/columns.js';
import { Expression, Tagged } from './declare/computed.js';
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
import { Few, Many, One } from './declare/relations.js';
import { Message } from './message.js';
import { Municipality } from './municipality.js';
import { Node } from './node.js';
import { Person } from './person.js';
import { School } from './school.js';
import { SchoolClass } from './school-class.js';
import { ThreadParticipant } from './thread-participant.js';

/**
 * A dialogue between one guardian and the contact teachers of the child's class. It is its participants', not the
 * child's: another guardian of the same child does not see that there is one.
 */
@ObjectType({
  implements: Node,
  description:
    'A dialogue between one guardian and the contact teachers of the child’s class. Nobody else sees it; another guardian of the child does not.',
})
@Personal({
  purpose: 'to let home and school talk about the child',
  basis: 'art6-1c-opplaeringslova',
  retention: 'school-year+1y',
  source: 'guardian',
  recipients: ['the guardian who takes part', 'contact teacher'],
})
@Tagged(30)
@Entity({
  rowLevelSecurity: true,
  policies: [
    withinMunicipality(),
    reads(homeAndSchool, 'id', 'thread_ids'),
    also(adds('guardian', 'child_id', 'child_ids'), 'started_by_id', 'person_ids'),
    also(adds(atSchool, 'child_id', 'contact_child_ids'), 'started_by_id', 'person_ids'),
    also(changes('guardian', 'id', 'thread_ids'), 'child_id', 'child_ids'),
    also(changes(atSchool, 'id', 'thread_ids'), 'child_id', 'contact_child_ids'),
  ],
})
@Index({ properties: ['child', 'id'] })
@Index({ properties: ['startedBy', 'id'] })
export class Thread {
  @id() id!: string;
  @One(() => Municipality, 'The municipality.', { hidden: true }) municipality!: Rel<Municipality>;
  @One(() => School, 'The child’s school when it began.', { hidden: true }) school!: Rel<School>;
  @One(() => SchoolClass, 'The child’s class when it began: whoever is its contact teacher takes part.')
  schoolClass!: Rel<SchoolClass>;
  @One(() => Child, 'The child whom it is about.', { required: true }) child!: Rel<Child>;
  @text('What it is about, in one line.') subject!: string;
  @One(() => Person, 'Who began it; null where the viewer may not know.') startedBy!: Rel<Person>;
  @instant('When it began.') startedAt!: Date;
  @instant('When the newest message was sent.') lastMessageAt!: Date;
  @Expression(
    () => Int,
    'How many messages from others the viewer has not read.',
    (row) => `(select count(*)::int from message m where m.thread_id = ${row}.id
       and m.sender_id <> all((select scope.person_ids())::uuid[])
       and m.sent_at > coalesce((select max(p.read_at) from thread_participant p where p.thread_id = ${row}.id
         and p.person_id = any((select scope.person_ids())::uuid[])), '-infinity'))`,
  )
  unread!: number;

  @Few(() => ThreadParticipant, 'Those who take part, in the order in which they came.', {
    by: 'thread',
    order: ['joinedAt'],
    about: 4,
  })
  participants!: ThreadParticipant[];
  @Many(() => Message, 'The messages, the newest first.', { by: 'thread', order: ['-sentAt'] })
  messages!: Message[];
}
