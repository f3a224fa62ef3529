import { Field, ID, InputType } from 'type-graphql';
import { Instant } from '../../entities/declare/scalars.js';
import { idempotencyDescription } from '../idempotency.js';

const atDescription =
  'When it really happened, where a tablet was offline: today in Norway, and at most 12 hours ago. Now where it is left out.';

@InputType({ description: 'Which child has come to SFO.' })
export class CheckInChildInput {
  @Field(() => ID, { description: 'Id of the child.' }) childId!: string;
  @Field(() => Instant, { nullable: true, description: atDescription }) at?: Date | null;
  @Field(() => String, { description: idempotencyDescription }) idempotencyKey!: string;
}

@InputType({ description: 'Which child leaves SFO.' })
export class CheckOutChildInput {
  @Field(() => ID, { description: 'Id of the child.' }) childId!: string;
  @Field(() => Instant, { nullable: true, description: atDescription }) at?: Date | null;
  @Field(() => String, { description: idempotencyDescription }) idempotencyKey!: string;
}
