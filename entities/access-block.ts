import type { Rel } from '@mikro-orm/core';
import { Entity, Index, Unique } from '@mikro-orm/decorators/legacy';
import { ObjectType } from 'type-graphql';
import { Child } from './child.js';
import { BlockReason } from './codes/access-block.js';
import { coded, id, instant } from './declare/columns.js';
import { Tagged } from './declare/computed.js';
import { Personal } from './declare/personal.js';
import { adds, atSchool, changes, reads, withinMunicipality } from './declare/policies.js';
import { One } from './declare/relations.js';
import { Guardianship } from './guardianship.js';
import { Municipality } from './municipality.js';
import { Person } from './person.js';
import { School } from './school.js';

/** The school's own decision that a guardian has no access. It wins over every register, until it is lifted. */
@ObjectType({
  description: 'The school’s decision that a guardian has no access. It wins over every register.',
})
@Personal({
  purpose: 'to protect the child',
  basis: 'art6-1c-opplaeringslova',
  retention: 'school-year+10y',
  source: 'school',
  recipients: ['school office', 'principal', 'municipality'],
})
@Tagged(18)
@Entity({
  rowLevelSecurity: true,
  policies: [
    withinMunicipality(),
    reads(atSchool, 'school_id', 'school_ids'),
    adds(atSchool, 'school_id', 'school_ids'),
    changes(atSchool, 'school_id', 'school_ids'),
    reads('municipality', 'municipality_id', 'admin_municipality_ids'),
  ],
})
@Unique({
  name: 'access_block_one_stands',
  properties: ['municipality', 'guardianship'],
  where: 'lifted_at is null',
})
@Index({ properties: ['guardianship', 'setAt', 'id'] })
@Index({ properties: ['school', 'id'] })
export class AccessBlock {
  @id() id!: string;
  @One(() => Municipality, 'The municipality.', { hidden: true }) municipality!: Rel<Municipality>;
  @One(() => School, 'The child’s school.', { hidden: true }) school!: Rel<School>;
  @One(() => Child, 'The child.', { hidden: true }) child!: Rel<Child>;
  @One(() => Guardianship, 'The guardianship that is blocked.') guardianship!: Rel<Guardianship>;
  @coded(() => BlockReason, 'Why the access was blocked.') reason!: BlockReason;
  @One(() => Person, 'Who set the block.') setBy!: Rel<Person>;
  @instant('When it was set.') setAt!: Date;
  @One(() => Person, 'Who lifted it; null while it stands.', { nullable: true })
  liftedBy!: Rel<Person> | null;
  @instant('When it was lifted; null while it stands.', { nullable: true }) liftedAt!: Date | null;
}
