import type { Rel } from '@mikro-orm/core';
import { Entity, Index } from '@mikro-orm/decorators/legacy';
import { ObjectType } from 'type-graphql';
import { id, name } from './declare/columns.js';
import { Expression, Tagged } from './declare/computed.js';
import { Personal } from './declare/personal.js';
import { atSchool, family, reads, withinMunicipality } from './declare/policies.js';
import { Few, One, Other } from './declare/relations.js';
import { Employment } from './employment.js';
import { IdentityNumber } from './identity-number.js';
import { Municipality } from './municipality.js';
import { Node } from './node.js';
import { PersonContact } from './person-contact.js';

/** An adult whom a municipality knows: a guardian, an employee, or both. Each municipality keeps its own row. */
@ObjectType({
  implements: Node,
  description: 'An adult whom the municipality knows: a guardian, an employee, or both.',
})
@Personal({
  purpose: 'to know who is responsible for a child and who works at a school',
  basis: 'art6-1c-opplaeringslova',
  retention: 'while-relevant',
  source: 'folkeregisteret',
  recipients: ['guardian', 'school', 'sfo'],
})
@Tagged(11)
@Entity({
  rowLevelSecurity: true,
  policies: [
    withinMunicipality(),
    reads(family, 'id', 'known_person_ids'),
    reads(atSchool, 'id', 'known_person_ids'),
    reads('municipality', 'municipality_id', 'register_municipality_ids'),
  ],
})
@Index({ properties: ['municipality', 'familyName', 'givenName', 'id'] })
export class Person {
  @id() id!: string;
  @One(() => Municipality, 'The municipality that keeps this row.', { required: true })
  municipality!: Rel<Municipality>;
  @name('Given name, with middle names.') givenName!: string;
  @name('Family name.') familyName!: string;
  @Expression(
    () => String,
    'Given and family name.',
    (row) => `(${row}.given_name || ' ' || ${row}.family_name)`,
  )
  name!: string;

  @Other(() => PersonContact, 'How to reach the person; null where the viewer may not know.', {
    by: 'person',
  })
  contact!: PersonContact | null;
  @Other(() => IdentityNumber, 'The national identity number; null where the viewer may not know.', {
    by: 'person',
  })
  identityNumber!: IdentityNumber | null;
  @Few(() => Employment, 'Work for the municipality, past and present.', { by: 'person', order: ['from'] })
  employments!: Employment[];
}
