import type { Rel } from '@mikro-orm/core';
import { Entity, Index, Unique } from '@mikro-orm/decorators/legacy';
import { ObjectType } from 'type-graphql';
import { Child } from './child.js';
import { day, id, instant } from './declare/columns.js';
import { Tagged } from './declare/computed.js';
import { Personal } from './declare/personal.js';
import { adds, atSchool, changes, family, reads, withinMunicipality } from './declare/policies.js';
import { One } from './declare/relations.js';
import { Municipality } from './municipality.js';
import { Person } from './person.js';
import { School } from './school.js';
import { SfoGroup } from './sfo-group.js';

/** One child's day at SFO: when it came and when it left. */
@ObjectType({ description: 'One child’s day at the after-school care: when it came and when it left.' })
@Personal({
  purpose: 'to know which children are at SFO now, and to let the home know',
  basis: 'art6-1b-contract',
  retention: 'placement-end+10y',
  source: 'sfo',
  recipients: ['guardian', 'sfo'],
})
@Tagged(24)
@Entity({
  rowLevelSecurity: true,
  policies: [
    withinMunicipality(),
    reads(family, 'child_id', 'child_ids'),
    reads(atSchool, 'school_id', 'school_ids'),
    reads(atSchool, 'school_id', 'sfo_school_ids'),
    adds(atSchool, 'school_id', 'sfo_school_ids'),
    changes(atSchool, 'school_id', 'sfo_school_ids'),
    reads('municipality', 'municipality_id', 'record_municipality_ids'),
  ],
})
@Unique({ properties: ['municipality', 'child', 'day'] })
@Index({ properties: ['child', 'day', 'id'] })
@Index({ properties: ['group', 'day', 'id'] })
@Index({ properties: ['school', 'day', 'id'] })
export class SfoAttendance {
  @id() id!: string;
  @One(() => Municipality, 'The municipality.', { hidden: true }) municipality!: Rel<Municipality>;
  @One(() => School, 'The school.', { hidden: true }) school!: Rel<School>;
  @One(() => Child, 'The child; null where the viewer no longer sees the child.') child!: Rel<Child>;
  @One(() => SfoGroup, 'The SFO group.') group!: Rel<SfoGroup>;
  @day('The day.') day!: string;
  @instant('When the child came; null before that.', { nullable: true }) checkedInAt!: Date | null;
  @One(() => Person, 'Who checked the child in.', { nullable: true }) checkedInBy!: Rel<Person> | null;
  @instant('When the child left; null before that.', { nullable: true }) checkedOutAt!: Date | null;
  @One(() => Person, 'Who checked the child out.', { nullable: true }) checkedOutBy!: Rel<Person> | null;
}
