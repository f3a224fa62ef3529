import type { Rel } from '@mikro-orm/core';
import { Entity, Unique } from '@mikro-orm/decorators/legacy';
import { id, instant, text } from './declare/columns.js';
import { Tagged } from './declare/computed.js';
import { Impersonal } from './declare/personal.js';
import { adds, reads, withinMunicipality } from './declare/policies.js';
import { One } from './declare/relations.js';
import { Municipality } from './municipality.js';

/** An act that was done under a key of the client's choice: sent again, it gives the same answer and does nothing. */
@Impersonal()
@Tagged(27)
@Entity({
  rowLevelSecurity: true,
  policies: [
    withinMunicipality(),
    reads(['guardian', 'pupil', 'staff', 'municipality'], 'owner_id', 'person_ids'),
    adds(['guardian', 'pupil', 'staff', 'municipality'], 'owner_id', 'person_ids'),
  ],
})
@Unique({ properties: ['municipality', 'ownerId', 'key'] })
export class IdempotencyKey {
  @id() id!: string;
  @One(() => Municipality, 'The municipality.', { hidden: true }) municipality!: Rel<Municipality>;
  @text('The viewer.', { hidden: true, columnType: 'uuid' }) ownerId!: string;
  @text('The client’s key.', { hidden: true }) key!: string;
  @text('SHA-256 of the act and its input.', { hidden: true }) digest!: string;
  @text('The ids that the answer is made of, as JSON.', { hidden: true }) outcome!: string;
  @instant('When it was done.', { hidden: true }) at!: Date;
}
