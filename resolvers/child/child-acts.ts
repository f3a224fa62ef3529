import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Field, ID, Info, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { Child } from '../../entities/child.js';
import { Impersonal } from '../../entities/declare/personal.js';
import { Shows } from '../../entities/declare/relations.js';
import { moveChildToClass } from '../../src/child/move-child-to-class.js';
import type { OperationContext } from '../../src/context.js';
import { idempotencyDescription } from '../idempotency.js';
import { UserError, userErrorsDescription } from '../user-error.js';

@InputType({ description: 'Which child to move, and to which class.' })
export class MoveChildToClassInput {
  @Field(() => ID, { description: 'Id of the child.' }) childId!: string;
  @Field(() => ID, { description: 'Id of the class; at the school where the child goes.' })
  schoolClassId!: string;
  @Field(() => String, { nullable: true, description: idempotencyDescription })
  idempotencyKey?: string | null;
}

@ObjectType({ description: 'The answer to `moveChildToClass`.' })
@Impersonal()
export class MoveChildToClassPayload {
  @Shows(() => Child, 'The child in its new class; null where there are `userErrors`.') child!: Child | null;
  @Field(() => [UserError], { description: userErrorsDescription }) userErrors!: UserError[];
}

/** What the school does with a child's place. */
@Resolver()
export class ChildActs {
  @Mutation(() => MoveChildToClassPayload, {
    description:
      'Moves a child to another class of the same school, from today. User errors: NOT_FOUND, CLASS_IN_OTHER_SCHOOL, CLASS_UNCHANGED.',
  })
  moveChildToClass(
    @Arg('input', () => MoveChildToClassInput, { description: 'Whom to move, and where.' })
    input: MoveChildToClassInput,
    @Info() info: GraphQLResolveInfo,
    @Ctx() context: OperationContext,
  ): Promise<MoveChildToClassPayload> {
    return context.act(info, { ...input }, (work) => moveChildToClass(work, input));
  }
}
