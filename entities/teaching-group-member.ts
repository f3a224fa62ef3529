import type { Rel } from '@mikro-orm/core';
import { Entity, Index } from '@mikro-orm/decorators/legacy';
import { ObjectType } from 'type-graphql';
import { Child } from './child.js';
import { day, id } from './declare/columns.js';
import { Tagged } from './declare/computed.js';
import { Personal } from './declare/personal.js';
import { atSchool, family, reads, withinMunicipality } from './declare/policies.js';
import { One } from './declare/relations.js';
import { Municipality } from './municipality.js';
import { School } from './school.js';
import { TeachingGroup } from './teaching-group.js';

/** A child's time in a teaching group. */
@ObjectType({ description: 'A child’s time in a teaching group.' })
@Personal({
  purpose: 'to organise teaching',
  basis: 'art6-1c-opplaeringslova',
  retention: 'school-year+1y',
  source: 'school',
  recipients: ['guardian', 'school'],
})
@Tagged(6)
@Entity({
  rowLevelSecurity: true,
  policies: [
    withinMunicipality(),
    reads(family, 'child_id', 'child_ids'),
    reads(atSchool, 'school_id', 'school_ids'),
    reads(atSchool, 'group_id', 'group_ids'),
    reads(atSchool, 'child_id', 'contact_child_ids'),
    reads('municipality', 'municipality_id', 'admin_municipality_ids'),
    reads('municipality', 'municipality_id', 'record_municipality_ids'),
  ],
})
@Index({ properties: ['group', 'id'] })
@Index({ properties: ['child', 'id'] })
export class TeachingGroupMember {
  @id() id!: string;
  @One(() => Municipality, 'The municipality.', { hidden: true }) municipality!: Rel<Municipality>;
  @One(() => School, 'The school.', { hidden: true }) school!: Rel<School>;
  @One(() => TeachingGroup, 'The group.') group!: Rel<TeachingGroup>;
  @One(() => Child, 'The child.') child!: Rel<Child>;
  @day('First day in the group.') from!: string;
  @day('Last day in the group; null while it goes on.', { nullable: true }) to!: string | null;
}
