import { Child } from '../../entities/child.js';
import { Message } from '../../entities/message.js';
import { Thread } from '../../entities/thread.js';
import { refused } from '../errors/refusal.js';
import type { Work } from '../writing/work.js';
import { isGuardian, ownPart, writingGuardian } from './taking-part.js';
import { requireKey, TEXT_MOST, writtenText } from './written-text.js';

export interface Reply {
  readonly threadId: string;
  readonly text: string;
  readonly idempotencyKey: string;
}

/**
 * Somebody who takes part in a thread writes to the others.
 * @throws Refusal NOT_FOUND, ACCESS_READ_ONLY, THREAD_ENDED, TEXT_LENGTH_INVALID, IDENTITY_NUMBER_IN_TEXT,
 *   INPUT_INVALID.
 */
export async function sendMessage(work: Work, input: Reply): Promise<{ message: Message }> {
  requireKey(input.idempotencyKey);
  // The lock puts the thread's messages in one order.
  const thread = await work.requireToChange(Thread, input.threadId, 'threadId');
  const text = writtenText(input.text, 'text', TEXT_MOST);
  const [child, , part] = await work.together(
    work.require(Child, thread.child.id, 'threadId'),
    isGuardian(work) ? writingGuardian(work, thread.child, 'threadId') : undefined,
    ownPart(work, thread),
  );
  if (child.schoolClass?.id !== thread.schoolClass.id) throw refused('THREAD_ENDED', 'threadId');
  const { municipality } = thread;
  const sentAt = after(thread.lastMessageAt, work.now);
  thread.lastMessageAt = sentAt;
  const message = work.create(Message, { municipality, thread, sender: part.person, text, sentAt });
  work.announce('message.sent', municipality, { message, thread, child, sender: part.person });
  return { message };
}

/** Now, or a millisecond after the last: whoever has read that one has not read this. */
function after(last: Date, now: Date): Date {
  return now > last ? now : new Date(last.getTime() + 1);
}
