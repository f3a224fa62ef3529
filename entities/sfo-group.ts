import type { Rel } from '@mikro-orm/core';
import { Entity, Unique } from '@mikro-orm/decorators/legacy';
import { ObjectType } from 'type-graphql';
import { id, name } from './declare/columns.js';
import { Tagged } from './declare/computed.js';
import { underWay } from './declare/periods.js';
import { Impersonal } from './declare/personal.js';
import { atSchool, family, reads, withinMunicipality } from './declare/policies.js';
import { Few, One } from './declare/relations.js';
import { Group } from './group.js';
import { Municipality } from './municipality.js';
import { Node } from './node.js';
import { School } from './school.js';
import { SfoPlacement } from './sfo-placement.js';

/** A group of the after-school care, such as a base or an age group. */
@ObjectType({
  implements: [Node, Group],
  description: 'A group of the after-school care (SFO, skolefritidsordning).',
})
@Impersonal()
@Tagged(10)
@Entity({
  rowLevelSecurity: true,
  policies: [
    withinMunicipality(),
    reads(family, 'school_id', 'family_school_ids'),
    reads(atSchool, 'school_id', 'work_school_ids'),
    reads('municipality', 'municipality_id', 'register_municipality_ids'),
  ],
})
@Unique({ properties: ['municipality', 'school', 'name'] })
export class SfoGroup {
  @id() id!: string;
  @One(() => Municipality, 'The municipality.', { hidden: true }) municipality!: Rel<Municipality>;
  @One(() => School, 'The school of the group.', { required: true, index: true }) school!: Rel<School>;
  @name('Name of the group.') name!: string;
  @Few(() => SfoPlacement, 'The placements that are under way today.', {
    by: (parent, row) => `${row.column('group')} = ${parent.column('id')} and ${underWay(row, 'from', 'to')}`,
    order: ['id'],
    about: 40,
  })
  placements!: SfoPlacement[];
}
