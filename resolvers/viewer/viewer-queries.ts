import { Arg, ID, Query, Resolver } from 'type-graphql';
import { Node } from '../../entities/node.js';
import { planned, ReadsAnyById, ReadsVirtual } from '../../src/reading/roots.js';
import { Viewer } from './viewer.js';

/** The two ways in that every client has: who am I, and what is this id. */
@Resolver()
export class ViewerQueries {
  @Query(() => Viewer, { description: 'Whoever asks.' })
  @ReadsVirtual(() => Viewer)
  viewer(): Viewer {
    return planned();
  }

  @Query(() => Node, {
    nullable: true,
    description:
      'Anything by its id. An id that is none, that is not there and that is not yours give the same answer: NOT_FOUND.',
  })
  @ReadsAnyById()
  node(@Arg('id', () => ID, { description: 'The id.' }) _id: string): Node {
    return planned();
  }
}
