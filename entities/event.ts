import type { Rel } from '@mikro-orm/core';
import { Entity, Index, Unique } from '@mikro-orm/decorators/legacy';
import { id, instant, text, whole } from './declare/columns.js';
import { Tagged } from './declare/computed.js';
import { Impersonal } from './declare/personal.js';
import { adds, withinMunicipality } from './declare/policies.js';
import { One } from './declare/relations.js';
import { Municipality } from './municipality.js';

/**
 * That something happened, as ids alone. Written in the transaction of the act, without a position; positions are given
 * after commit. Nobody reads it by a hat of people.
 */
@Impersonal()
@Tagged(26)
@Entity({
  rowLevelSecurity: true,
  policies: [
    withinMunicipality(),
    adds(['guardian', 'pupil', 'staff', 'municipality'], 'municipality_id', 'municipality_ids'),
  ],
})
@Unique({ properties: ['position'] })
@Index({ name: 'event_waiting', properties: ['xid', 'ordinal'], where: 'position is null' })
export class Event {
  @id() id!: string;
  @One(() => Municipality, 'The municipality.', { hidden: true }) municipality!: Rel<Municipality>;
  @text('What happened, such as `guardian.blocked`.', { hidden: true }) topic!: string;
  @text('The ids it is about, as JSON: names of types to ids.', { hidden: true }) subjects!: string;
  @instant('When.', { hidden: true }) at!: Date;
  @text('The transaction that wrote it.', { hidden: true, columnType: 'xid8' }) xid!: string;
  /** Who waited for another's commit appends after it, which numbers of transactions do not tell. */
  @whole('Its place in the order in which events were appended.', {
    hidden: true,
    columnType: 'bigint',
  })
  ordinal!: number;
  @text('Its place in the log; empty until it is numbered.', {
    hidden: true,
    nullable: true,
    columnType: 'bigint',
  })
  position!: string | null;
}
