import type { Rel } from '@mikro-orm/core';
import { Entity, Index } from '@mikro-orm/decorators/legacy';
import { ObjectType } from 'type-graphql';
import { CompositeGroup } from './composite-group.js';
import { id } from './declare/columns.js';
import { Tagged } from './declare/computed.js';
import { Impersonal } from './declare/personal.js';
import { atSchool, reads, withinMunicipality } from './declare/policies.js';
import { One } from './declare/relations.js';
import { Municipality } from './municipality.js';
import { School } from './school.js';
import { SchoolClass } from './school-class.js';
import { TeachingGroup } from './teaching-group.js';

/** One class or one teaching group inside a composite group. */
@ObjectType({ description: 'One class or one teaching group inside a composite group.' })
@Impersonal()
@Tagged(9)
@Entity({
  rowLevelSecurity: true,
  policies: [
    withinMunicipality(),
    reads(atSchool, 'school_id', 'work_school_ids'),
    reads('municipality', 'municipality_id', 'register_municipality_ids'),
  ],
})
@Index({ properties: ['composite', 'id'] })
export class CompositeGroupPart {
  @id() id!: string;
  @One(() => Municipality, 'The municipality.', { hidden: true }) municipality!: Rel<Municipality>;
  @One(() => School, 'The school.', { hidden: true }) school!: Rel<School>;
  @One(() => CompositeGroup, 'The composite group.') composite!: Rel<CompositeGroup>;
  @One(() => SchoolClass, 'The class; null where the part is a teaching group.', { nullable: true })
  schoolClass!: Rel<SchoolClass> | null;
  @One(() => TeachingGroup, 'The teaching group; null where the part is a class.', { nullable: true })
  teachingGroup!: Rel<TeachingGroup> | null;
}
