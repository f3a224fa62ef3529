import type { Rel } from '@mikro-orm/core';
import { Entity, Unique } from '@mikro-orm/decorators/legacy';
import { Child } from './child.js';
import { id, text } from './declare/columns.js';
import { Tagged } from './declare/computed.js';
import { Personal } from './declare/personal.js';
import { reads, withinMunicipality } from './declare/policies.js';
import { One } from './declare/relations.js';
import { Municipality } from './municipality.js';
import { Person } from './person.js';

/** The Feide login of a pupil or an employee. */
@Personal({
  purpose: 'to know who signs in',
  basis: 'art6-1c-opplaeringslova',
  retention: 'while-relevant',
  source: 'feide',
  recipients: [],
})
@Tagged(28)
@Entity({
  rowLevelSecurity: true,
  policies: [
    withinMunicipality(),
    reads(['staff', 'municipality'], 'person_id', 'person_ids'),
    reads('pupil', 'child_id', 'child_ids'),
  ],
})
@Unique({ properties: ['municipality', 'subject'] })
export class FeideAccount {
  @id() id!: string;
  @One(() => Municipality, 'The municipality.', { hidden: true }) municipality!: Rel<Municipality>;
  @text('Feide’s `sub`.', { hidden: true, index: true, columnType: 'uuid' }) subject!: string;
  @One(() => Person, 'The employee.', { hidden: true, nullable: true, index: true })
  person!: Rel<Person> | null;
  @One(() => Child, 'The pupil.', { hidden: true, nullable: true, index: true }) child!: Rel<Child> | null;
}
