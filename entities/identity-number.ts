import type { Rel } from '@mikro-orm/core';
import { Entity, Unique } from '@mikro-orm/decorators/legacy';
import { ObjectType } from 'type-graphql';
import { Child } from './child.js';
import { id, text } from './declare/columns.js';
import { SubjectIs, Tagged } from './declare/computed.js';
import { Personal } from './declare/personal.js';
import { atSchool, reads, withinMunicipality } from './declare/policies.js';
import { One } from './declare/relations.js';
import { Municipality } from './municipality.js';
import { Person } from './person.js';
import { School } from './school.js';

/** A fødselsnummer or D-number: sealed at rest, found again by a keyed digest alone. */
@ObjectType({ description: 'A national identity number (fødselsnummer or D-number).' })
@Personal({
  purpose: 'to tell people apart with certainty, and to know who signs in',
  basis: 'art6-1c-opplaeringslova',
  retention: 'while-relevant',
  source: 'folkeregisteret',
  recipients: ['school office'],
  sensitive: true,
})
@Tagged(13)
@SubjectIs('child')
@Entity({
  rowLevelSecurity: true,
  policies: [
    withinMunicipality(),
    reads(['guardian', 'staff', 'municipality'], 'person_id', 'person_ids'),
    reads(atSchool, 'school_id', 'school_ids'),
    reads('municipality', 'municipality_id', 'record_municipality_ids'),
  ],
})
@Unique({ properties: ['municipality', 'digest'] })
export class IdentityNumber {
  @id() id!: string;
  @One(() => Municipality, 'The municipality.', { hidden: true }) municipality!: Rel<Municipality>;
  @One(() => School, 'The child’s school; empty for adults.', { hidden: true, nullable: true })
  school!: Rel<School> | null;
  @One(() => Person, 'The adult whose number it is.', { hidden: true, nullable: true, index: true })
  person!: Rel<Person> | null;
  @One(() => Child, 'The child whose number it is.', { hidden: true, nullable: true, index: true })
  child!: Rel<Child> | null;
  @text('The number, encrypted with AES-256-GCM.', { hidden: true }) sealed!: string;
  @text('HMAC-SHA-256 of the number, to find it again.', { hidden: true, index: true }) digest!: string;
}
