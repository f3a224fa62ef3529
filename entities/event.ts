import type { Rel } from '@mikro-orm/core';
import { Entity } from '@mikro-orm/decorators/legacy';
import { id, instant, text } from './declare/columns.js';
import { Tagged } from './declare/computed.js';
import { Impersonal } from './declare/personal.js';
import { adds, withinMunicipality } from './declare/policies.js';
import { One } from './declare/relations.js';
import { Municipality } from './municipality.js';

/** That something happened, as ids alone. Written in the transaction of the act; nobody reads it by a hat of people. */
@Impersonal()
@Tagged(26)
@Entity({
  rowLevelSecurity: true,
  policies: [
    withinMunicipality(),
    adds(['guardian', 'pupil', 'staff', 'municipality'], 'municipality_id', 'municipality_ids'),
  ],
})
export class Event {
  @id() id!: string;
  @One(() => Municipality, 'The municipality.', { hidden: true }) municipality!: Rel<Municipality>;
  @text('What happened, such as `guardian.blocked`.', { hidden: true }) topic!: string;
  @text('The ids it is about, as JSON: names of types to ids.', { hidden: true }) subjects!: string;
  @instant('When.', { hidden: true }) at!: Date;
}
