import { Arg, ID, Query, Resolver } from 'type-graphql';
import { Child } from '../../entities/child.js';
import { childFilters } from '../../entities/declare/filters.js';
import { stillThere } from '../../entities/declare/periods.js';
import { listed } from '../../entities/declare/relations.js';
import { planned, ReadsById, ReadsList } from '../../src/reading/roots.js';

/** Children, one by one or searched for. */
@Resolver()
export class ChildQueries {
  @Query(() => Child, {
    nullable: true,
    description:
      'A child by its id. An id that is none, that is not there and that is not yours give the same answer: NOT_FOUND.',
  })
  @ReadsById(() => Child)
  child(@Arg('id', () => ID, { description: 'Id of the child.' }) _id: string): Child {
    return planned();
  }

  @Query(() => [Child], {
    description:
      'The children who go to a school of the municipality now, by name. For those who work for the whole municipality; others begin at `viewer` or a school.',
  })
  @ReadsList(
    listed('connection', () => Child, '', {
      by: (_, child) =>
        `${child.column('municipality')} = (select (scope.register_municipality_ids())[1]) and ${stillThere(child)}`,
      order: ['familyName', 'givenName'],
      filters: childFilters,
    }),
  )
  children(): Child[] {
    return planned();
  }
}
