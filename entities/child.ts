import type { Rel } from '@mikro-orm/core';
import { Entity, Index } from '@mikro-orm/decorators/legacy';
import { ObjectType } from 'type-graphql';
import { Absence } from './absence.js';
import { AccessReason } from './access-reason.js';
import { ChildAddress } from './child-address.js';
import { WrittenStandard } from './codes/child.js';
import { Sex } from './codes/person.js';
import { coded, day, id, name, text } from './declare/columns.js';
import { Expression, Tagged } from './declare/computed.js';
import { dayFilters } from './declare/filters.js';
import { Personal } from './declare/personal.js';
import { atSchool, changes, family, reads, withinMunicipality } from './declare/policies.js';
import type { RowRef } from './declare/registry.js';
import { Few, FewFrom, FewOf, Many, One, Other } from './declare/relations.js';
import { Enrolment } from './enrolment.js';
import { Grade } from './grade.js';
import { Group } from './group.js';
import { Guardianship } from './guardianship.js';
import { IdentityNumber } from './identity-number.js';
import { Municipality } from './municipality.js';
import { Node } from './node.js';
import { School } from './school.js';
import { SchoolClass } from './school-class.js';
import { SfoAttendance } from './sfo-attendance.js';
import { SfoGroup } from './sfo-group.js';
import { SfoPlacement } from './sfo-placement.js';
import { TeachingGroup } from './teaching-group.js';

const belongsTo: Readonly<Record<string, (child: RowRef, group: RowRef) => string>> = {
  SchoolClass: (child, group) => `${group.column('id')} = ${child.column('schoolClass')}`,
  TeachingGroup: (child, group) => joins('teaching_group_member', child, group),
  SfoGroup: (child, group) => joins('sfo_placement', child, group),
};

const joins = (table: string, child: RowRef, group: RowRef): string =>
  `exists (select from "${table}" m where m."group_id" = ${group.column('id')}
     and m."child_id" = ${child.column('id')} and m."from" <= (select scope.today())
     and (m."to" is null or m."to" >= (select scope.today())))`;

/** A child with a place at a school of the municipality. */
@ObjectType({ implements: Node, description: 'A child with a place at a school of the municipality.' })
@Personal({
  purpose: 'to give the child the schooling that it has a right and a duty to',
  basis: 'art6-1c-opplaeringslova',
  retention: 'permanent-archive',
  source: 'folkeregisteret',
  recipients: ['guardian', 'pupil', 'school', 'sfo', 'municipality'],
})
@Tagged(14)
@Entity({
  rowLevelSecurity: true,
  policies: [
    withinMunicipality(),
    reads(family, 'id', 'child_ids'),
    reads(atSchool, 'school_id', 'school_ids'),
    reads(atSchool, 'id', 'taught_child_ids'),
    reads(atSchool, 'id', 'sfo_child_ids'),
    changes(atSchool, 'school_id', 'school_ids'),
    reads('municipality', 'municipality_id', 'register_municipality_ids'),
  ],
})
@Index({ properties: ['municipality', 'familyName', 'givenName', 'id'] })
@Index({ properties: ['school', 'familyName', 'givenName', 'id'] })
@Index({ properties: ['schoolClass', 'familyName', 'givenName', 'id'] })
// Few have left, and whoever reaches many children asks of each whether it has.
@Index({ name: 'child_gone', properties: ['id', 'leftOn'], where: 'left_on is not null' })
export class Child {
  @id() id!: string;
  @One(() => Municipality, 'The municipality that runs the child’s school.', { required: true })
  municipality!: Rel<Municipality>;
  @name('Given name, with middle names.') givenName!: string;
  @name('Family name.') familyName!: string;
  @Expression(
    () => String,
    'Given and family name.',
    (row) => `(${row}.given_name || ' ' || ${row}.family_name)`,
  )
  name!: string;
  @day('Date of birth.') birthDate!: string;
  @coded(() => Sex, 'Sex in the population register.') sex!: Sex;
  @coded(() => WrittenStandard, 'The written standard (målform) that the child is taught in.', {
    personal: { source: 'guardian' },
  })
  writtenStandard!: WrittenStandard;
  @text('Nationality, ISO 3166-1 alpha-2.', { guarded: true }) nationality!: string;
  @One(() => School, 'The school where the child has its place.', { required: true }) school!: Rel<School>;
  @One(() => SchoolClass, 'The child’s class; null before the first is set.', { nullable: true })
  schoolClass!: Rel<SchoolClass> | null;
  @day('First day at the school.') startedOn!: string;
  @day('Last day at the school; null while the child goes there.', { nullable: true }) leftOn!: string | null;

  @Other(() => ChildAddress, 'Home address; null where the viewer may not know, or none is known.', {
    by: 'child',
  })
  address!: ChildAddress | null;
  @Other(() => IdentityNumber, 'The national identity number; null where the viewer may not know.', {
    by: 'child',
  })
  identityNumber!: IdentityNumber | null;
  @FewOf(
    () => [SchoolClass, TeachingGroup, SfoGroup],
    'Everything that the child belongs to today, by name.',
    {
      as: () => Group,
      by: (child, group) => belongsTo[group.type]?.(child, group) ?? 'false',
      order: ['name'],
    },
  )
  groups!: Group[];
  @Few(() => Enrolment, 'Schools and classes over time, the newest first.', { by: 'child', order: ['-from'] })
  enrolments!: Enrolment[];
  @Few(() => Guardianship, 'The adults who are responsible for the child, or have been.', {
    by: 'child',
    order: ['from'],
    about: 3,
  })
  guardianships!: Guardianship[];
  @Many(() => Absence, 'Absence from school, the newest first.', {
    by: 'child',
    order: ['-day'],
    filters: dayFilters('day'),
  })
  absences!: Absence[];
  @Many(() => Grade, 'Grades that have been set, the newest first.', { by: 'child', order: ['-setOn'] })
  grades!: Grade[];
  @Few(() => SfoPlacement, 'Places in the after-school care (SFO), the newest first.', {
    by: 'child',
    order: ['-from'],
  })
  sfoPlacements!: SfoPlacement[];
  @Many(() => SfoAttendance, 'Days at SFO with check-in and check-out, the newest first.', {
    by: 'child',
    order: ['-day'],
    filters: dayFilters('day'),
  })
  sfoAttendance!: SfoAttendance[];
  @FewFrom(() => AccessReason, 'Why the viewer can see this child: each rule, its source, and since when.', {
    from: (child) => `scope.reasons(${child.column('id')})`,
    order: ['since', 'rule'],
  })
  access!: AccessReason[];
}
