import type { Rel } from '@mikro-orm/core';
import { Entity, Unique } from '@mikro-orm/decorators/legacy';
import { ObjectType } from 'type-graphql';
import { id, name, text } from './declare/columns.js';
import { Tagged } from './declare/computed.js';
import { underWay } from './declare/periods.js';
import { Impersonal } from './declare/personal.js';
import { atSchool, family, reads, withinMunicipality } from './declare/policies.js';
import { Few, One } from './declare/relations.js';
import { Group } from './group.js';
import { Municipality } from './municipality.js';
import { Node } from './node.js';
import { School } from './school.js';
import { SchoolYear } from './school-year.js';
import { TeachingGroupMember } from './teaching-group-member.js';
import { TeachingGroupTeacher } from './teaching-group-teacher.js';

/** Those who are taught one subject together. */
@ObjectType({
  implements: [Node, Group],
  description: 'A teaching group (undervisningsgruppe): those who are taught one subject together.',
})
@Impersonal()
@Tagged(5)
@Entity({
  rowLevelSecurity: true,
  policies: [
    withinMunicipality(),
    reads(family, 'school_id', 'family_school_ids'),
    reads(atSchool, 'school_id', 'work_school_ids'),
    reads('municipality', 'municipality_id', 'register_municipality_ids'),
  ],
})
@Unique({ properties: ['municipality', 'school', 'schoolYear', 'name'] })
export class TeachingGroup {
  @id() id!: string;
  @One(() => Municipality, 'The municipality.', { hidden: true }) municipality!: Rel<Municipality>;
  @One(() => School, 'The school of the group.', { required: true, index: true }) school!: Rel<School>;
  @One(() => SchoolYear, 'The school year of the group.', { required: true }) schoolYear!: Rel<SchoolYear>;
  @name('Name of the group, such as `Matematikk 9A`.') name!: string;
  @text('Code of the subject in the national curriculum (Grep), such as `MAT01-05`.') subjectCode!: string;
  @text('Name of the subject.') subjectName!: string;

  @Few(() => TeachingGroupMember, 'Who is in the group today.', {
    by: (parent, row) => `${row.column('group')} = ${parent.column('id')} and ${underWay(row, 'from', 'to')}`,
    order: ['id'],
    about: 30,
  })
  members!: TeachingGroupMember[];
  @Few(() => TeachingGroupTeacher, 'Who teaches the group today.', {
    by: (parent, row) => `${row.column('group')} = ${parent.column('id')} and ${underWay(row, 'from', 'to')}`,
    order: ['id'],
    about: 2,
  })
  teachers!: TeachingGroupTeacher[];
}
