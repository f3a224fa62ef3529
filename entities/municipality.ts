import { Entity } from '@mikro-orm/decorators/legacy';
import { ObjectType } from 'type-graphql';
import { id, name, text } from './declare/columns.js';
import { Tagged } from './declare/computed.js';
import { Impersonal } from './declare/personal.js';
import { reads, withinMunicipality } from './declare/policies.js';
import { Node } from './node.js';

/** The controller of everything that hangs on it: nothing of one municipality is ever seen from another. */
@ObjectType({ implements: Node, description: 'A municipality: the controller of all data of its schools.' })
@Impersonal()
@Tagged(1)
@Entity({
  rowLevelSecurity: true,
  policies: [
    withinMunicipality('id'),
    reads(['guardian', 'pupil', 'staff', 'municipality', 'machine'], 'id', 'municipality_ids'),
  ],
})
export class Municipality {
  @id() id!: string;
  @text('Official number of the municipality, four digits.', { unique: true }) number!: string;
  @name('Name of the municipality.') name!: string;
  @text('Organisation number in Enhetsregisteret, nine digits.') organisationNumber!: string;
}
