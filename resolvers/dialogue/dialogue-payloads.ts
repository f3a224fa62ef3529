import { Field, ObjectType } from 'type-graphql';
import { Impersonal } from '../../entities/declare/personal.js';
import { Shows } from '../../entities/declare/relations.js';
import { Message } from '../../entities/message.js';
import { Thread } from '../../entities/thread.js';
import { UserError, userErrorsDescription } from '../user-error.js';

@ObjectType({ description: 'The answer to `startThread`.' })
@Impersonal()
export class StartThreadPayload {
  @Shows(() => Thread, 'The new thread; null where there are `userErrors`.') thread!: Thread | null;
  @Field(() => [UserError], { description: userErrorsDescription }) userErrors!: UserError[];
}

@ObjectType({ description: 'The answer to `sendMessage`.' })
@Impersonal()
export class SendMessagePayload {
  @Shows(() => Message, 'The message; null where there are `userErrors`.') message!: Message | null;
  @Field(() => [UserError], { description: userErrorsDescription }) userErrors!: UserError[];
}

@ObjectType({ description: 'The answer to `markThreadRead`.' })
@Impersonal()
export class MarkThreadReadPayload {
  @Shows(() => Thread, 'The thread; null where there are `userErrors`.') thread!: Thread | null;
  @Field(() => [UserError], { description: userErrorsDescription }) userErrors!: UserError[];
}
