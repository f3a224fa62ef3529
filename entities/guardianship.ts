import type { Rel } from '@mikro-orm/core';
import { Entity, Index, Unique } from '@mikro-orm/decorators/legacy';
import { ObjectType } from 'type-graphql';
import { AccessBlock } from './access-block.js';
import { Child } from './child.js';
import { DataOrigin } from './codes/data-origin.js';
import { GuardianAccess, Relationship } from './codes/guardianship.js';
import { coded, day, flag, id } from './declare/columns.js';
import { Tagged } from './declare/computed.js';
import { Personal } from './declare/personal.js';
import { atSchool, family, reads, withinMunicipality } from './declare/policies.js';
import { Few, One } from './declare/relations.js';
import { Municipality } from './municipality.js';
import { Node } from './node.js';
import { Person } from './person.js';
import { School } from './school.js';

/**
 * An adult's responsibility for a child, with dates and rights. A block is a row elsewhere (`AccessBlock`), so that
 * nothing that refreshes this row from a register can loosen it.
 */
@ObjectType({
  implements: Node,
  description: 'An adult’s responsibility for a child, with dates and rights.',
})
@Personal({
  purpose: 'to know who is responsible for a child and who may see its record',
  basis: 'art6-1c-opplaeringslova',
  retention: 'left-school+0y',
  source: 'folkeregisteret',
  recipients: ['guardian', 'school', 'sfo', 'municipality'],
})
@Tagged(17)
@Entity({
  rowLevelSecurity: true,
  policies: [
    withinMunicipality(),
    reads(family, 'child_id', 'child_ids'),
    reads(atSchool, 'school_id', 'school_ids'),
    reads(atSchool, 'child_id', 'taught_child_ids'),
    reads(atSchool, 'child_id', 'sfo_child_ids'),
    reads('municipality', 'municipality_id', 'admin_municipality_ids'),
    reads('municipality', 'municipality_id', 'record_municipality_ids'),
  ],
})
@Unique({ properties: ['municipality', 'guardian', 'child'] })
@Index({ properties: ['child', 'from', 'id'] })
@Index({ properties: ['guardian', 'id'] })
@Index({ properties: ['school', 'guardian'] })
export class Guardianship {
  @id() id!: string;
  @One(() => Municipality, 'The municipality.', { hidden: true }) municipality!: Rel<Municipality>;
  @One(() => School, 'The child’s school.', { hidden: true }) school!: Rel<School>;
  @One(() => Child, 'The child.', { required: true }) child!: Rel<Child>;
  @One(() => Person, 'The adult.') guardian!: Rel<Person>;
  @coded(() => Relationship, 'What the adult is to the child.') relationship!: Relationship;
  @flag('Whether the adult has parental responsibility (foreldreansvar).', { guarded: true })
  parentalResponsibility!: boolean;
  @coded(() => GuardianAccess, 'What the adult may do through this API.', { guarded: true })
  access!: GuardianAccess;
  @day('First day of the responsibility.') from!: string;
  @day('Last day of the responsibility; null while it goes on.', { nullable: true }) to!: string | null;
  @coded(() => DataOrigin, 'Where the school knows it from.', { guarded: true }) origin!: DataOrigin;
  @Few(() => AccessBlock, 'Blocks of this adult’s access, the newest first. For the school office alone.', {
    by: 'guardianship',
    order: ['-setAt'],
  })
  blocks!: AccessBlock[];
}
