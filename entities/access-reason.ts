import { ObjectType } from 'type-graphql';
import { AccessRule } from './codes/access-reason.js';
import { given } from './declare/columns.js';
import { Personal } from './declare/personal.js';

/** One answer to: why can I see this child? */
@ObjectType({ description: 'One reason why the viewer can see a child.' })
@Personal({
  purpose: 'to show people why they have access',
  basis: 'art6-1c-personopplysningsloven',
  retention: 'while-relevant',
  source: 'system',
  recipients: [],
})
export class AccessReason {
  @given(() => AccessRule, 'The rule that gives access.') rule!: AccessRule;
  @given(() => String, 'What the rule rests on, such as the population register or a class.') source!: string;
  @given('LocalDate', 'The first day of this reason.') since!: string;
}
