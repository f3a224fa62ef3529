import type { Rel } from '@mikro-orm/core';
import { Entity, Index } from '@mikro-orm/decorators/legacy';
import { ObjectType } from 'type-graphql';
import { Child } from './child.js';
import { PlacementKind, PlacementStatus } from './codes/sfo-placement.js';
import { coded, day, id } from './declare/columns.js';
import { Tagged } from './declare/computed.js';
import { Personal } from './declare/personal.js';
import { atSchool, family, reads, withinMunicipality } from './declare/policies.js';
import { One, Other } from './declare/relations.js';
import { Municipality } from './municipality.js';
import { Node } from './node.js';
import { School } from './school.js';
import { SfoAttendance } from './sfo-attendance.js';
import { SfoGroup } from './sfo-group.js';

/** A child's place in the after-school care. */
@ObjectType({ implements: Node, description: 'A child’s place in the after-school care (SFO).' })
@Personal({
  purpose: 'to give the child its place in the after-school care',
  basis: 'art6-1b-contract',
  retention: 'placement-end+10y',
  source: 'guardian',
  recipients: ['guardian', 'sfo', 'school office', 'municipality'],
})
@Tagged(23)
@Entity({
  rowLevelSecurity: true,
  policies: [
    withinMunicipality(),
    reads(family, 'child_id', 'child_ids'),
    reads(atSchool, 'school_id', 'school_ids'),
    reads(atSchool, 'school_id', 'sfo_school_ids'),
    reads('municipality', 'municipality_id', 'admin_municipality_ids'),
    reads('municipality', 'municipality_id', 'record_municipality_ids'),
  ],
})
@Index({ properties: ['group', 'id'] })
@Index({ properties: ['child', 'from', 'id'] })
@Index({ properties: ['school', 'from', 'id'] })
export class SfoPlacement {
  @id() id!: string;
  @One(() => Municipality, 'The municipality.', { hidden: true }) municipality!: Rel<Municipality>;
  @One(() => School, 'The school.', { hidden: true }) school!: Rel<School>;
  @One(() => Child, 'The child; null where the viewer sees the place but no longer the child.')
  child!: Rel<Child>;
  @One(() => SfoGroup, 'The SFO group.') group!: Rel<SfoGroup>;
  @coded(() => PlacementKind, 'How much of the week it covers.') kind!: PlacementKind;
  @coded(() => PlacementStatus, 'Where it stands.') status!: PlacementStatus;
  @day('First day.') from!: string;
  @day('Last day; null while it goes on.', { nullable: true }) to!: string | null;
  @Other(() => SfoAttendance, 'Today at SFO; null before anything is recorded.', {
    by: (placement, attendance) =>
      `${attendance.column('child')} = ${placement.column('child')} and ${attendance.column('day')} = (select scope.today())`,
  })
  today!: SfoAttendance | null;
}
