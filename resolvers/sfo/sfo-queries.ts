import { Arg, ID, Query, Resolver } from 'type-graphql';
import { SfoGroup } from '../../entities/sfo-group.js';
import { planned, ReadsById } from '../../src/reading/roots.js';

/** The after-school care. */
@Resolver()
export class SfoQueries {
  @Query(() => SfoGroup, {
    nullable: true,
    description: 'An SFO group by its id; NOT_FOUND where it is not yours to see.',
  })
  @ReadsById(() => SfoGroup)
  sfoGroup(@Arg('id', () => ID, { description: 'Id of the group.' }) _id: string): SfoGroup {
    return planned();
  }
}
