import type { Rel } from '@mikro-orm/core';
import { Entity, Unique } from '@mikro-orm/decorators/legacy';
import { ObjectType } from 'type-graphql';
import { Child } from './child.js';
import { id, name, text } from './declare/columns.js';
import { Tagged } from './declare/computed.js';
import { childSearch } from './declare/filters.js';
import { stillThere } from './declare/periods.js';
import { Impersonal } from './declare/personal.js';
import { atSchool, family, reads, withinMunicipality } from './declare/policies.js';
import { Few, Many, One } from './declare/relations.js';
import { Employment } from './employment.js';
import { Municipality } from './municipality.js';
import { Node } from './node.js';
import { SchoolClass } from './school-class.js';
import { SfoGroup } from './sfo-group.js';
import { TeachingGroup } from './teaching-group.js';

/** A school, and the place where its SFO is. */
@ObjectType({ implements: Node, description: 'A school of a municipality.' })
@Impersonal()
@Tagged(2)
@Entity({
  rowLevelSecurity: true,
  policies: [
    withinMunicipality(),
    reads(family, 'id', 'family_school_ids'),
    reads(atSchool, 'id', 'work_school_ids'),
    reads('municipality', 'municipality_id', 'register_municipality_ids'),
  ],
})
@Unique({ properties: ['municipality', 'organisationNumber'] })
export class School {
  @id() id!: string;
  @One(() => Municipality, 'The municipality that runs the school.', { required: true, index: true })
  municipality!: Rel<Municipality>;
  @name('Name of the school.') name!: string;
  @text('Organisation number in Enhetsregisteret, nine digits.') organisationNumber!: string;

  @Few(() => SchoolClass, 'The classes of every school year on record.', {
    by: 'school',
    order: ['year', 'letter'],
    about: 30,
  })
  classes!: SchoolClass[];
  @Few(() => TeachingGroup, 'The teaching groups of every school year on record.', {
    by: 'school',
    order: ['name'],
    about: 30,
  })
  teachingGroups!: TeachingGroup[];
  @Few(() => SfoGroup, 'The groups of the after-school care (SFO).', { by: 'school', order: ['name'] })
  sfoGroups!: SfoGroup[];
  @Many(() => Child, 'The children enrolled now, by name.', {
    by: (school, child) => `${child.column('school')} = ${school.column('id')} and ${stillThere(child)}`,
    order: ['familyName', 'givenName'],
    filters: { search: childSearch },
  })
  children!: Child[];
  @Few(() => Employment, 'Who works at the school, in which role and when.', {
    by: 'school',
    order: ['role'],
    about: 80,
  })
  employments!: Employment[];
}
