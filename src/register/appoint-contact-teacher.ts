import { ContactTeacherKind, StaffRole } from '../../entities/codes.js';
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
 * the time of the one before; a substitute does not.
 * @throws Refusal NOT_FOUND, DATES_INVALID, NOT_A_TEACHER_HERE.
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
  if (input.kind === ContactTeacherKind.CONTACT) await endOthers(work, schoolClass, from);
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
  await work.flush();
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

async function endOthers(work: Work, schoolClass: SchoolClass, from: string): Promise<void> {
  const earlier = await work.em.find(ContactTeacher, { schoolClass, kind: ContactTeacherKind.CONTACT });
  for (const each of earlier)
    if (each.from <= from && (each.to === null || each.to >= from)) each.to = dayBefore(from);
}
