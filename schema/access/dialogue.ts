import { type AccessTable, anyOf } from './table.js';

/** Both ends of a dialogue; who leads or keeps the school is no end of it. */
const talkers = anyOf('guardian', 'teacher');

/** What home and school write to each other. */
export const dialogueAccess = {
  Query: { thread: talkers },
  Viewer: { threads: talkers },
  Subscription: { messageReceived: talkers, inboxChanged: talkers },
  Thread: { '*': talkers },
  ThreadParticipant: { '*': talkers },
  Message: { '*': talkers },
  Mutation: { startThread: talkers, sendMessage: talkers, markThreadRead: talkers },
  StartThreadPayload: { '*': talkers },
  SendMessagePayload: { '*': talkers },
  MarkThreadReadPayload: { '*': talkers },
} satisfies AccessTable;
