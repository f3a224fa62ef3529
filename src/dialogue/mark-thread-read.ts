import { Thread } from '../../entities/thread.js';
import type { Work } from '../writing/work.js';
import { ownPart } from './taking-part.js';

export interface ReadMark {
  readonly threadId: string;
}

/**
 * Somebody who takes part in a thread has read all that stands in it now.
 * @throws Refusal NOT_FOUND.
 */
export async function markThreadRead(work: Work, input: ReadMark): Promise<{ thread: Thread }> {
  const thread = await work.require(Thread, input.threadId, 'threadId');
  const part = await ownPart(work, thread);
  if (part.readAt === null || part.readAt < thread.lastMessageAt) {
    part.readAt = thread.lastMessageAt;
    work.announce('thread.read', thread.municipality, { thread, child: thread.child, reader: part.person });
  }
  return { thread };
}
