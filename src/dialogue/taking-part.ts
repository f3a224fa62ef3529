import type { Child } from '../../entities/child.js';
import { GuardianAccess } from '../../entities/codes/guardianship.js';
import { ThreadRole } from '../../entities/codes/thread.js';
import { ContactTeacher } from '../../entities/contact-teacher.js';
import { Guardianship } from '../../entities/guardianship.js';
import { Person } from '../../entities/person.js';
import type { SchoolClass } from '../../entities/school-class.js';
import type { Thread } from '../../entities/thread.js';
import { ThreadParticipant } from '../../entities/thread-participant.js';
import { refused } from '../errors/refusal.js';
import type { Work } from '../writing/work.js';

/** Whether the viewer writes from home; else from school. */
export const isGuardian = (work: Work): boolean => work.viewer.roles.includes('guardian');

/**
 * The viewer as a guardian of a child, who may also write.
 * @throws Refusal NOT_FOUND, ACCESS_READ_ONLY.
 */
export async function writingGuardian(work: Work, child: Child, field: string): Promise<Person> {
  const guardian = { $in: [...work.viewer.personIds] };
  const mine = await work.em.findOne(Guardianship, { child, guardian });
  if (!mine) throw refused('NOT_FOUND', field);
  if (mine.access !== GuardianAccess.FULL) throw refused('ACCESS_READ_ONLY', field);
  return mine.guardian;
}

/** Contact teachers of a class today, and those who stand in. */
export async function contactTeachersToday(work: Work, schoolClass: SchoolClass): Promise<Person[]> {
  const held = await work.em.find(ContactTeacher, { schoolClass, from: { $lte: work.today } });
  const today = held.filter(({ to }) => to === null || to >= work.today);
  return [...new Set(today.map(({ teacher }) => teacher))];
}

/** The viewer's own part in a thread that the viewer sees. Whoever has taken over a class joins. */
export async function ownPart(work: Work, thread: Thread): Promise<ThreadParticipant> {
  const person = { $in: [...work.viewer.personIds] };
  const found = await work.em.findOne(ThreadParticipant, { thread, person });
  return (
    found ??
    work.create(ThreadParticipant, {
      municipality: thread.municipality,
      thread,
      person: work.em.getReference(Person, work.me),
      role: ThreadRole.TEACHER,
      joinedAt: work.now,
      readAt: null,
    })
  );
}
