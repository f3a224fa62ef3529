import { Arg, ID, Query, Resolver } from 'type-graphql';
import { listed } from '../../entities/declare/relations.js';
import { School } from '../../entities/school.js';
import { SchoolClass } from '../../entities/school-class.js';
import { TeachingGroup } from '../../entities/teaching-group.js';
import { planned, ReadsById, ReadsList } from '../../src/reading/roots.js';

/** Schools and their groups. */
@Resolver()
export class RegisterQueries {
  @Query(() => [School], {
    description:
      'The schools that the viewer’s children go to, where the viewer works, or which the viewer administers.',
  })
  @ReadsList(
    listed('list', () => School, '', {
      by: (_, school) => `${school.column('municipality')} = any((select scope.municipality_ids())::uuid[])`,
      order: ['name'],
      about: 20,
    }),
  )
  schools(): School[] {
    return planned();
  }

  @Query(() => School, {
    nullable: true,
    description: 'A school by its id; NOT_FOUND where it is not yours to see.',
  })
  @ReadsById(() => School)
  school(@Arg('id', () => ID, { description: 'Id of the school.' }) _id: string): School {
    return planned();
  }

  @Query(() => SchoolClass, {
    nullable: true,
    description: 'A class by its id; NOT_FOUND where it is not yours to see.',
  })
  @ReadsById(() => SchoolClass)
  schoolClass(@Arg('id', () => ID, { description: 'Id of the class.' }) _id: string): SchoolClass {
    return planned();
  }

  @Query(() => TeachingGroup, {
    nullable: true,
    description: 'A teaching group by its id; NOT_FOUND where it is not yours to see.',
  })
  @ReadsById(() => TeachingGroup)
  teachingGroup(
    @Arg('id', () => ID, { description: 'Id of the teaching group.' }) _id: string,
  ): TeachingGroup {
    return planned();
  }
}
