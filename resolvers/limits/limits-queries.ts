import { Ctx, Query, Resolver } from 'type-graphql';
import type { OperationContext } from '../../src/context.js';
import { Limits } from './limits.js';

/** What a client may ask for; the same for everybody. */
@Resolver()
export class LimitsQueries {
  @Query(() => Limits, {
    description: 'How much may be asked for at once; the same for everybody. Read it once at start.',
  })
  limits(@Ctx() { limits }: OperationContext): Limits {
    return limits;
  }
}
