import { Field, ID, InputType } from 'type-graphql';
import { BlockReason } from '../../entities/codes/access-block.js';
import { idempotencyDescription } from '../idempotency.js';

@InputType({ description: 'What to correct. What is left out stays as it is; null takes the value away.' })
export class CorrectMyContactDetailsInput {
  @Field(() => String, { nullable: true, description: 'E-mail address.' })
  email?: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'Mobile number with country code, such as `+47 40 00 00 00`.',
  })
  mobile?: string | null;
  @Field(() => String, { nullable: true, description: idempotencyDescription })
  idempotencyKey?: string | null;
}

@InputType({ description: 'Which guardianship to block, and why.' })
export class BlockGuardianInput {
  @Field(() => ID, { description: 'Id of the guardianship (`Child.guardianships`).' })
  guardianshipId!: string;
  @Field(() => BlockReason, { description: 'Why. A code and never free text.' }) reason!: BlockReason;
  @Field(() => String, { nullable: true, description: idempotencyDescription })
  idempotencyKey?: string | null;
}

@InputType({ description: 'Which guardianship to lift the block from.' })
export class LiftGuardianBlockInput {
  @Field(() => ID, { description: 'Id of the guardianship (`Child.guardianships`).' })
  guardianshipId!: string;
  @Field(() => String, { nullable: true, description: idempotencyDescription })
  idempotencyKey?: string | null;
}
