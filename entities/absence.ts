import type { Rel } from '@mikro-orm/core';
import { Entity, Index } from '@mikro-orm/decorators/legacy';
import { ObjectType } from 'type-graphql';
import { Child } from './child.js';
import { AbsenceReason } from './codes/absence.js';
import { coded, day, flag, id, instant, whole } from './declare/columns.js';
import { SubjectIs, Tagged } from './declare/computed.js';
import { Personal } from './declare/personal.js';
import { atSchool, family, reads, withinMunicipality } from './declare/policies.js';
import { One } from './declare/relations.js';
import { Municipality } from './municipality.js';
import { Person } from './person.js';
import { School } from './school.js';

/** One school day, or some hours of it, on which a child was away. */
@ObjectType({ description: 'One school day, or some hours of it, on which a child was away.' })
@Personal({
  purpose: 'to look after attendance and the child’s safety, and for the certificate',
  basis: 'art9-2g-health-in-school',
  retention: 'school-year+10y',
  source: 'guardian',
  recipients: ['guardian', 'pupil', 'teacher', 'school office', 'sfo'],
  sensitive: true,
})
@Tagged(21)
@SubjectIs('child')
@Entity({
  rowLevelSecurity: true,
  policies: [
    withinMunicipality(),
    reads(family, 'child_id', 'child_ids'),
    reads(atSchool, 'school_id', 'school_ids'),
    reads(atSchool, 'child_id', 'taught_child_ids'),
    reads(atSchool, 'child_id', 'sfo_child_ids'),
    reads('municipality', 'municipality_id', 'record_municipality_ids'),
  ],
})
@Index({ properties: ['child', 'day', 'id'] })
@Index({ properties: ['school', 'day', 'id'] })
export class Absence {
  @id() id!: string;
  @One(() => Municipality, 'The municipality.', { hidden: true }) municipality!: Rel<Municipality>;
  @One(() => School, 'The school at the time.', { hidden: true }) school!: Rel<School>;
  @One(() => Child, 'The child who was away.', { required: true }) child!: Rel<Child>;
  @day('The day.') day!: string;
  @whole('Whole hours of 60 minutes; null means the whole day. Hours never add up to days.', {
    nullable: true,
  })
  hours!: number | null;
  @coded(() => AbsenceReason, 'Why the child was away.', { guarded: true }) reason!: AbsenceReason;
  @flag('Whether the reason is documented, as the certificate counts it.') documented!: boolean;
  @One(() => Person, 'Who reported it; null where the reporter is not shown to the viewer.', {
    nullable: true,
  })
  reportedBy!: Rel<Person> | null;
  @instant('When it was reported.') reportedAt!: Date;
}
