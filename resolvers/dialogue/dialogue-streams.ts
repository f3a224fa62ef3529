import { Resolver, Subscription } from 'type-graphql';
import { Message } from '../../entities/message.js';
import { Thread } from '../../entities/thread.js';
import { planned } from '../../src/reading/roots.js';
import { Streams } from '../../src/reading/streams.js';

/** What is heard of the viewer's own dialogues as it happens. */
@Resolver()
export class DialogueStreams {
  @Subscription(() => Message, {
    nullable: true,
    topics: 'dialogue',
    description:
      'Somebody else wrote in a thread in which the viewer takes part: the message; null only beside an error. Never heard by anybody else, nor by another guardian of the child. `extensions.cursor` is where to resume.',
  })
  @Streams(() => Message, { topics: ['message.sent'], subject: 'message', notBy: 'sender' })
  messageReceived(): Message {
    return planned();
  }

  @Subscription(() => Thread, {
    nullable: true,
    topics: 'dialogue',
    description:
      'Something changed in the viewer’s own inbox: a thread began, a message was sent (also by the viewer, on another device), or somebody who takes part has read. Shows the thread as it is now; null only beside an error. `extensions.cursor` is where to resume.',
  })
  @Streams(() => Thread, { topics: ['thread.started', 'message.sent', 'thread.read'], subject: 'thread' })
  inboxChanged(): Thread {
    return planned();
  }
}
