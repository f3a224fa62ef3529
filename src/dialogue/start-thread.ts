import { Child } from '../../entities/child.js';
import { ThreadRole } from '../../entities/codes/thread.js';
import { Guardianship } from '../../entities/guardianship.js';
import { Message } from '../../entities/message.js';
import { Person } from '../../entities/person.js';
import { Thread } from '../../entities/thread.js';
import { ThreadParticipant } from '../../entities/thread-participant.js';
import { refused } from '../errors/refusal.js';
import type { Work } from '../writing/work.js';
import { contactTeachersToday, isGuardian, writingGuardian } from './taking-part.js';
import { requireKey, SUBJECT_MOST, TEXT_MOST, writtenText } from './written-text.js';

export interface Opening {
  readonly childId: string;
  /** Which guardian a teacher writes to; a guardian leaves it out. */
  readonly guardianshipId?: string | null | undefined;
  readonly subject: string;
  readonly text: string;
  readonly idempotencyKey: string;
}

/**
 * A guardian writes to the contact teachers of a child's class, or one of them to a guardian. Nobody else takes part.
 * @throws Refusal NOT_FOUND, ACCESS_READ_ONLY, NO_CONTACT_TEACHER, TEXT_LENGTH_INVALID, IDENTITY_NUMBER_IN_TEXT,
 *   INPUT_INVALID.
 */
export async function startThread(work: Work, input: Opening): Promise<{ thread: Thread }> {
  requireKey(input.idempotencyKey);
  const child = await work.require(Child, input.childId, 'childId');
  const subject = writtenText(input.subject, 'subject', SUBJECT_MOST);
  const text = writtenText(input.text, 'text', TEXT_MOST);
  const fromHome = isGuardian(work);
  const guardian = fromHome
    ? await writingGuardian(work, child, 'childId')
    : await addressed(work, child, input.guardianshipId);
  const { schoolClass, municipality } = child;
  const teachers = schoolClass ? await contactTeachersToday(work, schoolClass) : [];
  if (!schoolClass || teachers.length === 0) throw refused('NO_CONTACT_TEACHER', 'childId');
  const sender = fromHome ? guardian : work.em.getReference(Person, work.me);
  if (!fromHome && !teachers.includes(sender)) throw refused('NOT_FOUND', 'childId');
  const at = work.now;
  const thread = work.create(Thread, {
    municipality,
    school: child.school,
    schoolClass,
    child,
    subject,
    startedBy: sender,
    startedAt: at,
    lastMessageAt: at,
  });
  takesPart(work, thread, guardian, ThreadRole.GUARDIAN);
  for (const teacher of teachers) takesPart(work, thread, teacher, ThreadRole.TEACHER);
  // Row security lets a message into a thread when its participants are there.
  await work.flush();
  const message = work.create(Message, { municipality, thread, sender, text, sentAt: at });
  work.announce('thread.started', municipality, { thread, child });
  work.announce('message.sent', municipality, { message, thread, child, sender });
  return { thread };
}

/** The guardian to whom a teacher writes. */
async function addressed(work: Work, child: Child, id: string | null | undefined): Promise<Person> {
  const guardianship = await work.require(Guardianship, id ?? '', 'guardianshipId');
  if (guardianship.child.id !== child.id) throw refused('NOT_FOUND', 'guardianshipId');
  return guardianship.guardian;
}

function takesPart(work: Work, thread: Thread, person: Person, role: ThreadRole): void {
  const { municipality, startedAt: joinedAt, startedBy } = thread;
  const readAt = person === startedBy ? joinedAt : null;
  work.create(ThreadParticipant, { municipality, thread, person, role, joinedAt, readAt });
}
