import type { Rel } from '@mikro-orm/core';
import { Entity, Index } from '@mikro-orm/decorators/legacy';
import { ObjectType } from 'type-graphql';
import { Child } from './child.js';
import { id, instant, text } from './declare/columns.js';
import { Tagged } from './declare/computed.js';
import { Personal } from './declare/personal.js';
import { adds, atSchool, reads, withinMunicipality } from './declare/policies.js';
import { One } from './declare/relations.js';
import { Municipality } from './municipality.js';
import { Person } from './person.js';

/** One employee's look at one child's sensitive data, or an act beyond their own sight. Written, never changed. */
@ObjectType({ description: 'One employee’s look at one child’s sensitive data.' })
@Personal({
  purpose: 'to show who has seen what, and to find snooping',
  basis: 'art6-1c-personopplysningsloven',
  retention: 'log+3y',
  source: 'system',
  recipients: ['data protection officer'],
})
@Tagged(25)
@Entity({
  rowLevelSecurity: true,
  policies: [
    withinMunicipality(),
    adds(atSchool, 'viewer_id', 'person_ids'),
    reads('municipality', 'municipality_id', 'audit_municipality_ids'),
  ],
})
@Index({ properties: ['municipality', 'at', 'id'] })
@Index({ properties: ['child', 'at', 'id'] })
export class AccessLogEntry {
  @id() id!: string;
  @One(() => Municipality, 'The municipality.', { hidden: true }) municipality!: Rel<Municipality>;
  @One(() => Person, 'Who looked.') viewer!: Rel<Person>;
  @One(() => Child, 'Whose data it was; null where an act touched no single child.', { nullable: true })
  child!: Rel<Child> | null;
  @text('What was seen: names of types, separated by commas; or the act and its reason.') what!: string;
  @text('Name of the operation as the client gave it; null when it had none.', { nullable: true })
  operation!: string | null;
  @text('Id of the request, to find it in the technical logs.') requestId!: string;
  @instant('When.') at!: Date;
}
