import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Mutation, Resolver } from 'type-graphql';
import type { OperationContext } from '../../src/context.js';
import { checkInChild } from '../../src/sfo/check-in-child.js';
import { checkOutChild } from '../../src/sfo/check-out-child.js';
import { CheckInChildInput, CheckOutChildInput } from './sfo-inputs.js';
import { CheckInChildPayload, CheckOutChildPayload } from './sfo-payloads.js';

/** What those who work at SFO do when children come and leave. */
@Resolver()
export class SfoActs {
  @Mutation(() => CheckInChildPayload, {
    description:
      'Checks a child in at the SFO where the viewer works and the child has a place today. User errors: NOT_FOUND, NO_SFO_PLACE, TIME_OUT_OF_RANGE, ALREADY_CHECKED_IN.',
  })
  checkInChild(
    @Arg('input', () => CheckInChildInput, { description: 'Who came, and when.' })
    input: CheckInChildInput,
    @Info() info: GraphQLResolveInfo,
    @Ctx() context: OperationContext,
  ): Promise<CheckInChildPayload> {
    return context.act(info, { ...input }, (work) => checkInChild(work, input));
  }

  @Mutation(() => CheckOutChildPayload, {
    description:
      'Checks a child out that was checked in today. User errors: NOT_FOUND, NO_SFO_PLACE, TIME_OUT_OF_RANGE, NOT_CHECKED_IN, ALREADY_CHECKED_OUT, TIMES_INVALID.',
  })
  checkOutChild(
    @Arg('input', () => CheckOutChildInput, { description: 'Who leaves, and when.' })
    input: CheckOutChildInput,
    @Info() info: GraphQLResolveInfo,
    @Ctx() context: OperationContext,
  ): Promise<CheckOutChildPayload> {
    return context.act(info, { ...input }, (work) => checkOutChild(work, input));
  }
}
