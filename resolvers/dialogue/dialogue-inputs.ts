import { Field, ID, InputType } from 'type-graphql';
import { idempotencyDescription } from '../idempotency.js';

@InputType({ description: 'Whom a new thread is about, and its first message.' })
export class StartThreadInput {
  @Field(() => ID, { description: 'Id of the child.' }) childId!: string;
  @Field(() => ID, {
    nullable: true,
    description:
      'Id of the guardianship whose adult a teacher writes to. A guardian leaves it out: the contact teachers get it.',
  })
  guardianshipId?: string | null;
  @Field(() => String, { description: 'What it is about, in 1–200 characters.' }) subject!: string;
  @Field(() => String, { description: 'The first message, in 1–10 000 characters.' }) text!: string;
  @Field(() => String, { description: idempotencyDescription }) idempotencyKey!: string;
}

@InputType({ description: 'What to write, and in which thread.' })
export class SendMessageInput {
  @Field(() => ID, { description: 'Id of the thread.' }) threadId!: string;
  @Field(() => String, { description: 'The text, in 1–10 000 characters.' }) text!: string;
  @Field(() => String, { description: idempotencyDescription }) idempotencyKey!: string;
}

@InputType({ description: 'Which thread has been read.' })
export class MarkThreadReadInput {
  @Field(() => ID, { description: 'Id of the thread.' }) threadId!: string;
}
