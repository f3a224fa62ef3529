import type { Rel } from '@mikro-orm/core';
import { Entity, Unique } from '@mikro-orm/decorators/legacy';
import { ObjectType } from 'type-graphql';
import { day, id, text } from './declare/columns.js';
import { Tagged } from './declare/computed.js';
import { Impersonal } from './declare/personal.js';
import { reads, withinMunicipality } from './declare/policies.js';
import { One } from './declare/relations.js';
import { Municipality } from './municipality.js';
import { Node } from './node.js';

/** The year that legal rules are versioned by: from 1 August to 31 July. */
@ObjectType({ implements: Node, description: 'A school year, from 1 August to 31 July.' })
@Impersonal()
@Tagged(3)
@Entity({
  rowLevelSecurity: true,
  policies: [
    withinMunicipality(),
    reads(['guardian', 'pupil', 'staff', 'municipality', 'machine'], 'municipality_id', 'municipality_ids'),
  ],
})
@Unique({ properties: ['municipality', 'name'] })
export class SchoolYear {
  @id() id!: string;
  @One(() => Municipality, 'The municipality.', { hidden: true }) municipality!: Rel<Municipality>;
  @text('Such as `2026/27`.') name!: string;
  @day('First day.') startsOn!: string;
  @day('Last day.') endsOn!: string;
}
