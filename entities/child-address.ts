import type { Rel } from '@mikro-orm/core';
import { Entity, Unique } from '@mikro-orm/decorators/legacy';
import { ObjectType } from 'type-graphql';
import { Child } from './child.js';
import { AddressProtection } from './codes/address-protection.js';
import { coded, id, text } from './declare/columns.js';
import { SubjectIs, Tagged } from './declare/computed.js';
import { Personal } from './declare/personal.js';
import { atSchool, changes, family, reads, unlessProtected, withinMunicipality } from './declare/policies.js';
import { One } from './declare/relations.js';
import { Municipality } from './municipality.js';
import { School } from './school.js';

/** Where a child lives. The protection itself is confidential: a protected address looks like none at all. */
@ObjectType({ description: 'Where a child lives.' })
@Personal({
  purpose: 'to reach the home, and to give the child its nearest school',
  basis: 'art6-1c-opplaeringslova',
  retention: 'left-school+0y',
  source: 'folkeregisteret',
  recipients: ['guardian', 'school office', 'municipality'],
  sensitive: true,
})
@Tagged(15)
@SubjectIs('child')
@Entity({
  rowLevelSecurity: true,
  policies: [
    withinMunicipality(),
    unlessProtected(['guardian', 'pupil', 'municipality']),
    reads(family, 'child_id', 'child_ids'),
    reads(atSchool, 'school_id', 'school_ids'),
    reads('municipality', 'municipality_id', 'admin_municipality_ids'),
    reads('municipality', 'municipality_id', 'record_municipality_ids'),
    changes(atSchool, 'school_id', 'school_ids'),
  ],
})
@Unique({ properties: ['municipality', 'child'] })
export class ChildAddress {
  @id() id!: string;
  @One(() => Municipality, 'The municipality.', { hidden: true }) municipality!: Rel<Municipality>;
  @One(() => School, 'The child’s school.', { hidden: true, index: true }) school!: Rel<School>;
  @One(() => Child, 'The child who lives here.', { hidden: true, index: true }) child!: Rel<Child>;
  @text('Street and number.') street!: string;
  @text('Postal code, four digits.') postalCode!: string;
  @text('Postal town.') city!: string;
  @coded(() => AddressProtection, 'Protection of the address; shown to the school office alone.', {
    guarded: true,
  })
  protection!: AddressProtection;
}
