import type { Rel } from '@mikro-orm/core';
import { Entity, Unique } from '@mikro-orm/decorators/legacy';
import { ObjectType } from 'type-graphql';
import { CompositeGroupPart } from './composite-group-part.js';
import { id, name } from './declare/columns.js';
import { Tagged } from './declare/computed.js';
import { Impersonal } from './declare/personal.js';
import { atSchool, reads, withinMunicipality } from './declare/policies.js';
import { Few, One } from './declare/relations.js';
import { Municipality } from './municipality.js';
import { Node } from './node.js';
import { School } from './school.js';
import { SchoolYear } from './school-year.js';

/** Several classes or teaching groups under one name, for messages and lists. */
@ObjectType({
  implements: Node,
  description: 'A composite group (sammensatt gruppe): several classes or teaching groups under one name.',
})
@Impersonal()
@Tagged(8)
@Entity({
  rowLevelSecurity: true,
  policies: [
    withinMunicipality(),
    reads(atSchool, 'school_id', 'work_school_ids'),
    reads('municipality', 'municipality_id', 'register_municipality_ids'),
  ],
})
@Unique({ properties: ['municipality', 'school', 'schoolYear', 'name'] })
export class CompositeGroup {
  @id() id!: string;
  @One(() => Municipality, 'The municipality.', { hidden: true }) municipality!: Rel<Municipality>;
  @One(() => School, 'The school of the group.', { required: true, index: true }) school!: Rel<School>;
  @One(() => SchoolYear, 'The school year of the group.', { required: true }) schoolYear!: Rel<SchoolYear>;
  @name('Name of the group, such as `Mellomtrinnet`.') name!: string;
  @Few(() => CompositeGroupPart, 'What the group is made of.', { by: 'composite', order: ['id'] })
  parts!: CompositeGroupPart[];
}
