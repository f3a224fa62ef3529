import { Arg, ID, Query, Resolver } from 'type-graphql';
import { Node } from '../../entities/node.js';
import { planned, ReadsAnyById, ReadsVirtual } from '../../src/reading/roots.js';
import { Viewer } from './viewer.js';

/** The two ways in that every client has: who am I, and what is this id. */
@Resolver()
export class ViewerQueries {
  @Query(() => Viewer, {
    description:
      'Whoever asks: what they are to the schools, and the ways into what they may see. Begin here.',
  })
  @ReadsVirtual(() => Viewer)
  viewer(): Viewer {
    return planned();
  }

  @Query(() => Node, {
    nullable: true,
    description:
      'Anything by its id, to be picked by its type (`... on Child`). An id that is none, that is not there and that is not yours give the same answer: NOT_FOUND.',
  })
  @ReadsAnyById()
  node(@Arg('id', () => ID, { description: 'The id.' }) _id: string): Node {
    return planned();
  }
}
