import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Mutation, Resolver } from 'type-graphql';
import type { OperationContext } from '../../src/context.js';
import { blockGuardian } from '../../src/guardian/block-guardian.js';
import { correctContactDetails } from '../../src/guardian/correct-contact-details.js';
import { liftGuardianBlock } from '../../src/guardian/lift-guardian-block.js';
import {
  BlockGuardianInput,
  CorrectMyContactDetailsInput,
  LiftGuardianBlockInput,
} from './guardian-inputs.js';
import {
  BlockGuardianPayload,
  CorrectMyContactDetailsPayload,
  LiftGuardianBlockPayload,
} from './guardian-payloads.js';

/** What guardians do with their own data, and what the school does with guardians' access. */
@Resolver()
export class GuardianActs {
  @Mutation(() => CorrectMyContactDetailsPayload, {
    description:
      'Corrects the viewer’s own e-mail and mobile. User errors: NOTHING_TO_CHANGE, EMAIL_INVALID, MOBILE_INVALID.',
  })
  correctMyContactDetails(
    @Arg('input', () => CorrectMyContactDetailsInput, { description: 'What to correct.' })
    input: CorrectMyContactDetailsInput,
    @Info() info: GraphQLResolveInfo,
    @Ctx() context: OperationContext,
  ): Promise<CorrectMyContactDetailsPayload> {
    return context.act(info, { ...input }, (work) => correctContactDetails(work, input));
  }

  @Mutation(() => BlockGuardianPayload, {
    description:
      'Blocks a guardian’s access to a child, whatever any register says. It holds from the guardian’s next operation. User errors: NOT_FOUND, ALREADY_BLOCKED, OWN_CASE.',
  })
  blockGuardian(
    @Arg('input', () => BlockGuardianInput, { description: 'Whom to block, and why.' })
    input: BlockGuardianInput,
    @Info() info: GraphQLResolveInfo,
    @Ctx() context: OperationContext,
  ): Promise<BlockGuardianPayload> {
    return context.act(info, { ...input }, (work) => blockGuardian(work, input));
  }

  @Mutation(() => LiftGuardianBlockPayload, {
    description:
      'Lifts the block of a guardian’s access to a child. User errors: NOT_FOUND, NOT_BLOCKED, OWN_CASE.',
  })
  liftGuardianBlock(
    @Arg('input', () => LiftGuardianBlockInput, { description: 'Whose block to lift.' })
    input: LiftGuardianBlockInput,
    @Info() info: GraphQLResolveInfo,
    @Ctx() context: OperationContext,
  ): Promise<LiftGuardianBlockPayload> {
    return context.act(info, { ...input }, (work) => liftGuardianBlock(work, input));
  }
}
