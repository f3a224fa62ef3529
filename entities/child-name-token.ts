import type { Rel } from '@mikro-orm/core';
import { Entity, Index } from '@mikro-orm/decorators/legacy';
import { Child } from './child.js';
import { id, text } from './declare/columns.js';
import { Tagged } from './declare/computed.js';
import { Personal } from './declare/personal.js';
import { atSchool, reads, withinMunicipality } from './declare/policies.js';
import { One } from './declare/relations.js';
import { Municipality } from './municipality.js';
import { School } from './school.js';

/** One word of a child's name in lower case: what search matches, since `ilike` can't use an index under policies. */
@Personal({
  purpose: 'to find a child by name',
  basis: 'art6-1c-opplaeringslova',
  retention: 'left-school+0y',
  source: 'system',
  recipients: ['school', 'municipality'],
})
@Tagged(29)
@Entity({
  rowLevelSecurity: true,
  policies: [
    withinMunicipality(),
    reads(atSchool, 'school_id', 'school_ids'),
    reads(atSchool, 'child_id', 'taught_child_ids'),
    reads(atSchool, 'child_id', 'sfo_child_ids'),
    reads('municipality', 'municipality_id', 'register_municipality_ids'),
  ],
})
@Index({ properties: ['municipality', 'token', 'child'] })
@Index({ properties: ['child'] })
export class ChildNameToken {
  @id() id!: string;
  @One(() => Municipality, 'The municipality.', { hidden: true }) municipality!: Rel<Municipality>;
  @One(() => School, 'The child’s school.', { hidden: true }) school!: Rel<School>;
  @One(() => Child, 'The child.', { hidden: true }) child!: Rel<Child>;
  @text('One word of the name.', { hidden: true, collation: 'C' }) token!: string;
}
