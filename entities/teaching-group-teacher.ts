import type { Rel } from '@mikro-orm/core';
import { Entity, Index } from '@mikro-orm/decorators/legacy';
import { ObjectType } from 'type-graphql';
import { day, id } from './declare/columns.js';
import { Tagged } from './declare/computed.js';
import { Personal } from './declare/personal.js';
import { atSchool, family, reads, withinMunicipality } from './declare/policies.js';
import { One } from './declare/relations.js';
import { Municipality } from './municipality.js';
import { Person } from './person.js';
import { School } from './school.js';
import { TeachingGroup } from './teaching-group.js';

/** A teacher's time with a teaching group; it gives access to the group's children and their grades in it. */
@ObjectType({ description: 'A teacher’s time with a teaching group.' })
@Personal({
  purpose: 'to organise teaching, and to decide who may see the group',
  basis: 'art6-1c-opplaeringslova',
  retention: 'school-year+1y',
  source: 'school',
  recipients: ['guardian', 'school'],
})
@Tagged(7)
@Entity({
  rowLevelSecurity: true,
  policies: [
    withinMunicipality(),
    reads(family, 'school_id', 'family_school_ids'),
    reads(atSchool, 'school_id', 'work_school_ids'),
    reads('municipality', 'municipality_id', 'register_municipality_ids'),
  ],
})
@Index({ properties: ['group', 'id'] })
@Index({ properties: ['person', 'id'] })
export class TeachingGroupTeacher {
  @id() id!: string;
  @One(() => Municipality, 'The municipality.', { hidden: true }) municipality!: Rel<Municipality>;
  @One(() => School, 'The school.', { hidden: true }) school!: Rel<School>;
  @One(() => TeachingGroup, 'The group.') group!: Rel<TeachingGroup>;
  @One(() => Person, 'The teacher.') person!: Rel<Person>;
  @day('First day with the group.') from!: string;
  @day('Last day with the group; null while it goes on.', { nullable: true }) to!: string | null;
}
