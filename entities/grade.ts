import type { Rel } from '@mikro-orm/core';
import { Entity, Index } from '@mikro-orm/decorators/legacy';
import { ObjectType } from 'type-graphql';
import { Child } from './child.js';
import { GradeKind, GradeValue } from './codes/grade.js';
import { coded, day, id, text, whole } from './declare/columns.js';
import { SubjectIs, Tagged } from './declare/computed.js';
import { Personal } from './declare/personal.js';
import { atSchool, family, reads, withinMunicipality } from './declare/policies.js';
import { One } from './declare/relations.js';
import { Municipality } from './municipality.js';
import { Person } from './person.js';
import { School } from './school.js';
import { SchoolYear } from './school-year.js';
import { TeachingGroup } from './teaching-group.js';

/** A grade that has been set. Grades are given from year 8. */
@ObjectType({ description: 'A grade that has been set. Grades are given from year 8.' })
@Personal({
  purpose: 'to assess, and for the certificate',
  basis: 'art6-1c-opplaeringslova',
  retention: 'permanent-archive',
  source: 'school',
  recipients: ['guardian', 'pupil', 'contact teacher', 'subject teacher', 'principal', 'archive'],
  sensitive: true,
})
@Tagged(22)
@SubjectIs('child')
@Entity({
  rowLevelSecurity: true,
  policies: [
    withinMunicipality(),
    reads(family, 'child_id', 'child_ids'),
    reads(atSchool, 'school_id', 'school_ids'),
    reads(atSchool, 'group_id', 'group_ids'),
    reads(atSchool, 'child_id', 'contact_child_ids'),
    reads('municipality', 'municipality_id', 'record_municipality_ids'),
  ],
})
@Index({ properties: ['child', 'setOn', 'id'] })
@Index({ properties: ['school', 'setOn', 'id'] })
@Index({ properties: ['group', 'id'] })
export class Grade {
  @id() id!: string;
  @One(() => Municipality, 'The municipality.', { hidden: true }) municipality!: Rel<Municipality>;
  @One(() => School, 'The school at the time.', { hidden: true }) school!: Rel<School>;
  @One(() => Child, 'The pupil.', { required: true }) child!: Rel<Child>;
  @One(() => SchoolYear, 'The school year.') schoolYear!: Rel<SchoolYear>;
  @One(() => TeachingGroup, 'The teaching group; null in order and behaviour.', { nullable: true })
  group!: Rel<TeachingGroup> | null;
  @text('Code of the subject in the national curriculum, or `ORDEN` or `ATFERD`.') subjectCode!: string;
  @text('Name of the subject.') subjectName!: string;
  @coded(() => GradeKind, 'Which assessment it belongs to.') kind!: GradeKind;
  @whole('Term of the school year, 1 or 2.') term!: number;
  @coded(() => GradeValue, 'The grade.') value!: GradeValue;
  @One(() => Person, 'Who set it.') setBy!: Rel<Person>;
  @day('When it was set.') setOn!: string;
}
