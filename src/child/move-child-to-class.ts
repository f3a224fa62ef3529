import { Child } from '../../entities/child.js';
import { Enrolment } from '../../entities/enrolment.js';
import { SchoolClass } from '../../entities/school-class.js';
import { refused } from '../errors/refusal.js';
import { dayBefore } from '../school-day.js';
import type { Work } from '../writing/work.js';

export interface ClassMove {
  readonly childId: string;
  readonly schoolClassId: string;
}

/**
 * The school office moves a child to another class of the same school, from today. The history keeps the class that the
 * child leaves.
 * @throws Refusal NOT_FOUND, CLASS_IN_OTHER_SCHOOL, CLASS_UNCHANGED.
 */
export async function moveChildToClass(work: Work, input: ClassMove): Promise<{ child: Child }> {
  const child = await work.requireToChange(Child, input.childId, 'childId');
  const target = await work.require(SchoolClass, input.schoolClassId, 'schoolClassId');
  if (target.school.id !== child.school.id) throw refused('CLASS_IN_OTHER_SCHOOL', 'schoolClassId');
  if (child.schoolClass?.id === target.id) throw refused('CLASS_UNCHANGED', 'schoolClassId');
  await endEnrolments(work, child);
  work.create(Enrolment, {
    municipality: child.municipality,
    school: child.school,
    schoolYear: target.schoolYear,
    schoolClass: target,
    child,
    from: work.today,
  });
  child.schoolClass = target;
  work.announce('child.moved', child.municipality, { child, schoolClass: target });
  return { child };
}

/** A class that was entered today is replaced; an earlier one ends yesterday. */
async function endEnrolments(work: Work, child: Child): Promise<void> {
  for (const enrolment of await work.em.find(Enrolment, { child, to: null }))
    enrolment.to = enrolment.from < work.today ? dayBefore(work.today) : enrolment.from;
}
