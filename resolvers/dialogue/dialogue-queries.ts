import { Arg, ID, Query, Resolver } from 'type-graphql';
import { Thread } from '../../entities/thread.js';
import { planned, ReadsById } from '../../src/reading/roots.js';

/** Dialogues, one by one; the list is the viewer's. */
@Resolver()
export class DialogueQueries {
  @Query(() => Thread, {
    nullable: true,
    description:
      'A thread by its id. An id that is none, that is not there and that is not yours give the same answer: NOT_FOUND.',
  })
  @ReadsById(() => Thread)
  thread(@Arg('id', () => ID, { description: 'Id of the thread.' }) _id: string): Thread {
    return planned();
  }
}
