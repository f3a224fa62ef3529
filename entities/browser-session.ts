import { Entity, Unique } from '@mikro-orm/decorators/legacy';
import { id, instant, text } from './declare/columns.js';
import { Tagged } from './declare/computed.js';
import { Personal } from './declare/personal.js';

/**
 * Somebody who is signed in in a browser. It belongs to no municipality: which ones know the person is asked anew by each
 * operation. No hat of people reaches it; the server's own role does, through the functions of the schema `sessions`.
 */
@Personal({
  purpose: 'to keep somebody signed in in a browser',
  basis: 'art6-1e-public-interest',
  retention: 'session-end',
  source: 'system',
  recipients: [],
})
@Tagged(33)
@Entity({ rowLevelSecurity: true, policies: [] })
@Unique({ properties: ['digest'] })
export class BrowserSession {
  @id() id!: string;
  @text('Keyed digest of what the browser’s cookie holds.', { hidden: true }) digest!: string;
  @text('Who vouched: `idporten` or `feide`.', { hidden: true }) issuer!: string;
  @text('The issuer’s tokens, sealed.', { hidden: true }) sealed!: string;
  @instant('When it was last used, to the minute.', { hidden: true }) usedAt!: Date;
  @instant('When it ends, however much it is used.', { hidden: true }) endsAt!: Date;
  @instant('Until when one node alone renews its tokens; null while none does.', {
    hidden: true,
    nullable: true,
  })
  renewingUntil!: Date | null;
}
