import { ContactTeacherKind } from '../../entities/codes/contact-teacher.js';
import { StaffRole } from '../../entities/codes/employment.js';
import { ContactTeacher } from '../../entities/contact-teacher.js';
import { Employment } from '../../entities/employment.js';
import { Person } from '../../entities/person.js';
import { SchoolClass } from '../../entities/school-class.js';
import { refused } from '../errors/refusal.js';
import { dayBefore } from '../school-day.js';
import type { Work } from '../writing/work.js';

export interface Appointment {
  readonly schoolClassId: string;
  readonly teacherId: string;
  readonly kind: ContactTeacherKind;
  /** `YYYY-MM-DD`; today where it is left out. */
  readonly from?: string | null | undefined;
  /** `YYYY-MM-DD`; nothing where it goes on. */
  readonly to?: string | null | undefined;
}

/**
 * The municipal administrator appoints a class's contact teacher, or somebody who stands in. A new contact teacher ends
 * the time of the one before; a substitute ends only an earlier time of her own as substitute. Nobody has two times in
 * one class at once: appointments to one class wait for each other.
 * @throws Refusal NOT_FOUND, DATES_INVALID, NOT_A_TEACHER_HERE, ALREADY_APPOINTED.
 */
export async function appointContactTeacher(
  work: Work,
  input: Appointment,
): Promise<{ contactTeacher: ContactTeacher }> {
  const schoolClass = await work.require(SchoolClass, input.schoolClassId, 'schoolClassId');
  const teacher = await work.require(Person, input.teacherId, 'teacherId');
  const [from, to] = [input.from ?? work.today, input.to ?? null];
  if (to !== null && to < from) throw refused('DATES_INVALID', 'to');
  if (!(await teachesThere(work, teacher, schoolClass, from)))
    throw refused('NOT_A_TEACHER_HERE', 'teacherId');
  await work.takeTurn(schoolClass);
  await makeRoom(work, schoolClass, { ...input, from, to });
  const contactTeacher = work.create(ContactTeacher, {
    municipality: schoolClass.municipality,
    school: schoolClass.school,
    schoolClass,
    teacher,
    kind: input.kind,
    from,
    to,
  });
  work.announce('contact-teacher.appointed', schoolClass.municipality, { schoolClass, teacher });
  return { contactTeacher };
}

async function teachesThere(
  work: Work,
  person: Person,
  schoolClass: SchoolClass,
  from: string,
): Promise<boolean> {
  const { school } = schoolClass;
  const jobs = await work.em.find(Employment, { person, school, role: StaffRole.TEACHER });
  return jobs.some((job) => job.from <= from && (job.to === null || job.to >= from));
}

interface Period extends Appointment {
  readonly from: string;
  readonly to: string | null;
}

/** Ends the times that an appointment takes the place of, on the day before. @throws Refusal ALREADY_APPOINTED. */
async function makeRoom(work: Work, schoolClass: SchoolClass, { teacherId, kind, from, to }: Period) {
  const isContact = (time: ContactTeacher) => time.kind === ContactTeacherKind.CONTACT;
  const isToBeContact = kind === ContactTeacherKind.CONTACT;
  for (const time of await work.em.find(ContactTeacher, { schoolClass })) {
    const isOwn = time.teacher.id === teacherId;
    const stays = time.from > from || (isContact(time) && !isToBeContact);
    if (isOwn && stays && overlaps(time, from, to)) throw refused('ALREADY_APPOINTED', 'teacherId');
    const isReplaced = isOwn || (isContact(time) && isToBeContact);
    if (isReplaced && !stays && overlaps(time, from, null)) time.to = dayBefore(from);
  }
}

/** A time that ends before it begins, as one that was replaced on its first day, is none. */
function overlaps(time: ContactTeacher, from: string, to: string | null): boolean {
  const isNone = time.to !== null && time.to < time.from;
  return !isNone && (to === null || time.from <= to) && (time.to === null || time.to >= from);
}
