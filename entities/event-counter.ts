import { Entity } from '@mikro-orm/decorators/legacy';
import { id, text } from './declare/columns.js';
import { Tagged } from './declare/computed.js';
import { Impersonal } from './declare/personal.js';

/** How far the log has been numbered: one row. Whoever numbers locks it first. */
@Impersonal()
@Tagged(40)
@Entity({ rowLevelSecurity: true })
export class EventCounter {
  @id() id!: string;
  @text('The newest position that has been given.', { hidden: true, columnType: 'bigint' }) position!: string;
  @text('Transactions before this one have ended, and left nothing without a position.', {
    hidden: true,
    columnType: 'xid8',
  })
  lowWater!: string;
}
