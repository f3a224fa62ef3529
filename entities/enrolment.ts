import type { Rel } from '@mikro-orm/core';
import { Entity, Index } from '@mikro-orm/decorators/legacy';
import { ObjectType } from 'type-graphql';
import { Child } from './child.js';
import { day, id } from './declare/columns.js';
import { Tagged } from './declare/computed.js';
import { Personal } from './declare/personal.js';
import { adds, atSchool, changes, family, reads, withinMunicipality } from './declare/policies.js';
import { One } from './declare/relations.js';
import { Municipality } from './municipality.js';
import { School } from './school.js';
import { SchoolClass } from './school-class.js';
import { SchoolYear } from './school-year.js';

/** A child's time in a class: the history behind `Child.schoolClass`. */
@ObjectType({ description: 'A child’s time in a class.' })
@Personal({
  purpose: 'to know which school and class a child went to on any day',
  basis: 'art6-1c-opplaeringslova',
  retention: 'permanent-archive',
  source: 'school',
  recipients: ['guardian', 'pupil', 'school', 'municipality'],
})
@Tagged(16)
@Entity({
  rowLevelSecurity: true,
  policies: [
    withinMunicipality(),
    reads(family, 'child_id', 'child_ids'),
    reads(atSchool, 'school_id', 'school_ids'),
    reads(atSchool, 'child_id', 'taught_child_ids'),
    adds(atSchool, 'school_id', 'school_ids'),
    changes(atSchool, 'school_id', 'school_ids'),
    reads('municipality', 'municipality_id', 'admin_municipality_ids'),
    reads('municipality', 'municipality_id', 'record_municipality_ids'),
  ],
})
@Index({ properties: ['child', 'from', 'id'] })
@Index({ properties: ['school', 'from', 'id'] })
export class Enrolment {
  @id() id!: string;
  @One(() => Municipality, 'The municipality.', { hidden: true }) municipality!: Rel<Municipality>;
  @One(() => Child, 'The child.', { required: true }) child!: Rel<Child>;
  @One(() => School, 'The school.') school!: Rel<School>;
  @One(() => SchoolYear, 'The school year.') schoolYear!: Rel<SchoolYear>;
  @One(() => SchoolClass, 'The class.') schoolClass!: Rel<SchoolClass>;
  @day('First day in the class.') from!: string;
  @day('Last day in the class; null while it goes on.', { nullable: true }) to!: string | null;
}
