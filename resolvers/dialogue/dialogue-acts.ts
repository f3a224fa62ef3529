import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Mutation, Resolver } from 'type-graphql';
import type { OperationContext } from '../../src/context.js';
import { markThreadRead } from '../../src/dialogue/mark-thread-read.js';
import { sendMessage } from '../../src/dialogue/send-message.js';
import { startThread } from '../../src/dialogue/start-thread.js';
import { MarkThreadReadInput, SendMessageInput, StartThreadInput } from './dialogue-inputs.js';
import { MarkThreadReadPayload, SendMessagePayload, StartThreadPayload } from './dialogue-payloads.js';

/** What home and school write to each other. */
@Resolver()
export class DialogueActs {
  @Mutation(() => StartThreadPayload, {
    description:
      'Begins a dialogue about a child: a guardian with the contact teachers of the child’s class, or one of them with a guardian. Nobody else takes part. User errors: NOT_FOUND, ACCESS_READ_ONLY, NO_CONTACT_TEACHER, TEXT_LENGTH_INVALID, IDENTITY_NUMBER_IN_TEXT, INPUT_INVALID.',
  })
  startThread(
    @Arg('input', () => StartThreadInput, { description: 'What to begin.' })
    input: StartThreadInput,
    @Info() info: GraphQLResolveInfo,
    @Ctx() context: OperationContext,
  ): Promise<StartThreadPayload> {
    return context.act(info, { ...input }, (work) => startThread(work, input));
  }

  @Mutation(() => SendMessagePayload, {
    description:
      'Sends a message to all who take part in a thread. User errors: NOT_FOUND, ACCESS_READ_ONLY, THREAD_ENDED, TEXT_LENGTH_INVALID, IDENTITY_NUMBER_IN_TEXT, INPUT_INVALID.',
  })
  sendMessage(
    @Arg('input', () => SendMessageInput, { description: 'What to send.' })
    input: SendMessageInput,
    @Info() info: GraphQLResolveInfo,
    @Ctx() context: OperationContext,
  ): Promise<SendMessagePayload> {
    return context.act(info, { ...input }, (work) => sendMessage(work, input));
  }

  @Mutation(() => MarkThreadReadPayload, {
    description: 'Marks all that stands in a thread now as read by the viewer. User errors: NOT_FOUND.',
  })
  markThreadRead(
    @Arg('input', () => MarkThreadReadInput, { description: 'What has been read.' })
    input: MarkThreadReadInput,
    @Info() info: GraphQLResolveInfo,
    @Ctx() context: OperationContext,
  ): Promise<MarkThreadReadPayload> {
    return context.act(info, { ...input }, (work) => markThreadRead(work, input));
  }
}
