import type { Rel } from '@mikro-orm/core';
import { Entity, Unique } from '@mikro-orm/decorators/legacy';
import { ObjectType } from 'type-graphql';
import { DataOrigin } from './codes/data-origin.js';
import { coded, id, instant, text } from './declare/columns.js';
import { Tagged } from './declare/computed.js';
import { Personal } from './declare/personal.js';
import { atSchool, changes, reads, withinMunicipality } from './declare/policies.js';
import { One } from './declare/relations.js';
import { Municipality } from './municipality.js';
import { Person } from './person.js';

/** How an adult is reached. A table of its own, so that nobody can search or sort by what they may not see. */
@ObjectType({ description: 'How an adult is reached.' })
@Personal({
  purpose: 'to reach a child’s guardians and the school’s employees',
  basis: 'art6-1c-opplaeringslova',
  retention: 'while-relevant',
  source: 'guardian',
  recipients: ['school', 'sfo'],
})
@Tagged(12)
@Entity({
  rowLevelSecurity: true,
  policies: [
    withinMunicipality(),
    reads(['guardian', 'staff', 'municipality'], 'person_id', 'person_ids'),
    changes('guardian', 'person_id', 'person_ids'),
    reads(atSchool, 'person_id', 'reached_guardian_ids'),
    reads('municipality', 'municipality_id', 'admin_municipality_ids'),
  ],
})
@Unique({ properties: ['municipality', 'person'] })
export class PersonContact {
  @id() id!: string;
  @One(() => Municipality, 'The municipality.', { hidden: true }) municipality!: Rel<Municipality>;
  @One(() => Person, 'The person who is reached this way.', { index: true }) person!: Rel<Person>;
  @text('E-mail address; null when none is known.', { nullable: true }) email!: string | null;
  @text('Mobile number with country code, such as `+4740000000`; null when none is known.', {
    nullable: true,
  })
  mobile!: string | null;
  @coded(() => DataOrigin, 'Where the values come from.') origin!: DataOrigin;
  @instant(
    'When the values were last confirmed. Older than 18 months may not be used to notify of decisions.',
  )
  confirmedAt!: Date;
}
