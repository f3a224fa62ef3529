import type { Rel } from '@mikro-orm/core';
import { Entity, Unique } from '@mikro-orm/decorators/legacy';
import { ObjectType } from 'type-graphql';
import { Child } from './child.js';
import { ContactTeacher } from './contact-teacher.js';
import { id, text, whole } from './declare/columns.js';
import { Expression, Tagged } from './declare/computed.js';
import { underWay } from './declare/periods.js';
import { Impersonal } from './declare/personal.js';
import { atSchool, family, reads, withinMunicipality } from './declare/policies.js';
import { Few, One } from './declare/relations.js';
import { Group } from './group.js';
import { Municipality } from './municipality.js';
import { Node } from './node.js';
import { School } from './school.js';
import { SchoolYear } from './school-year.js';

/** A basis class: one year level and letter in one school year. */
@ObjectType({
  implements: [Node, Group],
  description: 'A class (basisgruppe): one year level and letter in one school year.',
})
@Impersonal()
@Tagged(4)
@Entity({
  rowLevelSecurity: true,
  policies: [
    withinMunicipality(),
    reads(family, 'school_id', 'family_school_ids'),
    reads(atSchool, 'school_id', 'work_school_ids'),
    reads('municipality', 'municipality_id', 'register_municipality_ids'),
  ],
})
@Unique({ properties: ['municipality', 'school', 'schoolYear', 'year', 'letter'] })
export class SchoolClass {
  @id() id!: string;
  @One(() => Municipality, 'The municipality.', { hidden: true }) municipality!: Rel<Municipality>;
  @One(() => School, 'The school of the class.', { required: true, index: true }) school!: Rel<School>;
  @One(() => SchoolYear, 'The school year of the class.', { required: true }) schoolYear!: Rel<SchoolYear>;
  @whole('Year level, 1–10.') year!: number;
  @text('The letter that tells classes of one year apart.') letter!: string;
  @Expression(
    () => String,
    'Year and letter, such as `3A`.',
    (row) => `(${row}.year || ${row}.letter)`,
  )
  name!: string;

  @Few(() => Child, 'The children in the class now, by name.', {
    by: 'schoolClass',
    order: ['familyName', 'givenName'],
    about: 30,
  })
  children!: Child[];
  @Few(() => ContactTeacher, 'The contact teachers today; a substitute stands first.', {
    by: (parent, row) =>
      `${row.column('schoolClass')} = ${parent.column('id')} and ${underWay(row, 'from', 'to')}`,
    order: ['-kind', 'from'],
    about: 2,
  })
  contactTeachers!: ContactTeacher[];
}
