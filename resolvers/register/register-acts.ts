import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Field, ID, Info, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { ContactTeacherKind } from '../../entities/codes/contact-teacher.js';
import { ContactTeacher } from '../../entities/contact-teacher.js';
import { Impersonal } from '../../entities/declare/personal.js';
import { Shows } from '../../entities/declare/relations.js';
import { LocalDate } from '../../entities/declare/scalars.js';
import type { OperationContext } from '../../src/context.js';
import { appointContactTeacher } from '../../src/register/appoint-contact-teacher.js';
import { idempotencyDescription } from '../idempotency.js';
import { UserError, userErrorsDescription } from '../user-error.js';

@InputType({ description: 'Which teacher to appoint, for which class and period.' })
export class AppointContactTeacherInput {
  @Field(() => ID, { description: 'Id of the class.' }) schoolClassId!: string;
  @Field(() => ID, { description: 'Id of the person; a teacher at the school of the class.' })
  teacherId!: string;
  @Field(() => ContactTeacherKind, { description: 'Contact teacher, or somebody who stands in.' })
  kind!: ContactTeacherKind;
  @Field(() => LocalDate, { nullable: true, description: 'First day; today where it is left out.' })
  from?: string | null;
  @Field(() => LocalDate, { nullable: true, description: 'Last day; left out where it goes on.' })
  to?: string | null;
  @Field(() => String, { nullable: true, description: idempotencyDescription })
  idempotencyKey?: string | null;
}

@ObjectType({ description: 'The answer to `appointContactTeacher`.' })
@Impersonal()
export class AppointContactTeacherPayload {
  @Shows(() => ContactTeacher, 'The appointment; null where there are `userErrors`.')
  contactTeacher!: ContactTeacher | null;
  @Field(() => [UserError], { description: userErrorsDescription }) userErrors!: UserError[];
}

/** What the municipality does with its schools. */
@Resolver()
export class RegisterActs {
  @Mutation(() => AppointContactTeacherPayload, {
    description:
      'Appoints a class’s contact teacher, or somebody who stands in. A new contact teacher ends the time of the one before. User errors: NOT_FOUND, DATES_INVALID, NOT_A_TEACHER_HERE, ALREADY_APPOINTED.',
  })
  appointContactTeacher(
    @Arg('input', () => AppointContactTeacherInput, { description: 'Whom to appoint.' })
    input: AppointContactTeacherInput,
    @Info() info: GraphQLResolveInfo,
    @Ctx() context: OperationContext,
  ): Promise<AppointContactTeacherPayload> {
    return context.act(info, { ...input }, (work) => appointContactTeacher(work, input));
  }
}
