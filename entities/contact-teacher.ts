import type { Rel } from '@mikro-orm/core';
import { Entity, Index } from '@mikro-orm/decorators/legacy';
import { ObjectType } from 'type-graphql';
import { ContactTeacherKind } from './codes/contact-teacher.js';
import { coded, day, id } from './declare/columns.js';
import { Tagged } from './declare/computed.js';
import { Personal } from './declare/personal.js';
import { adds, atSchool, changes, family, reads, withinMunicipality } from './declare/policies.js';
import { One } from './declare/relations.js';
import { Municipality } from './municipality.js';
import { Person } from './person.js';
import { School } from './school.js';
import { SchoolClass } from './school-class.js';

/** A teacher's time as contact teacher of a class, or as a substitute for a period. */
@ObjectType({ description: 'A teacher’s time as contact teacher of a class, or as a substitute.' })
@Personal({
  purpose: 'to let home and school know whom to turn to, and to decide who may see the class',
  basis: 'art6-1c-opplaeringslova',
  retention: 'school-year+1y',
  source: 'municipality',
  recipients: ['guardian', 'pupil', 'school', 'municipality'],
})
@Tagged(20)
@Entity({
  rowLevelSecurity: true,
  policies: [
    withinMunicipality(),
    reads(family, 'school_id', 'family_school_ids'),
    reads(atSchool, 'school_id', 'work_school_ids'),
    reads('municipality', 'municipality_id', 'register_municipality_ids'),
    adds('municipality', 'municipality_id', 'admin_municipality_ids'),
    changes('municipality', 'municipality_id', 'admin_municipality_ids'),
  ],
})
@Index({ properties: ['schoolClass', 'from', 'id'] })
@Index({ properties: ['teacher', 'id'] })
export class ContactTeacher {
  @id() id!: string;
  @One(() => Municipality, 'The municipality.', { hidden: true }) municipality!: Rel<Municipality>;
  @One(() => School, 'The school.', { hidden: true }) school!: Rel<School>;
  @One(() => SchoolClass, 'The class.', { required: true }) schoolClass!: Rel<SchoolClass>;
  @One(() => Person, 'The teacher.') teacher!: Rel<Person>;
  @coded(() => ContactTeacherKind, 'Contact teacher, or stands in.') kind!: ContactTeacherKind;
  @day('First day.') from!: string;
  @day('Last day; null while it goes on.', { nullable: true }) to!: string | null;
}
