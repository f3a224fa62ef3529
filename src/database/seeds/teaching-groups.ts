import { TeachingGroup } from '../../../entities/teaching-group.js';
import { TeachingGroupTeacher } from '../../../entities/teaching-group-teacher.js';
import type { Year } from './calendar.js';
import { subjectTeacher, teacher } from './staff.js';
import { type Subject, subjects } from './subjects.js';
import type { Adult, GroupSite, Site, World } from './world.js';

const FIRST_YEAR = 8;
/** The subject that contact teachers teach in their own class. */
const CONTACT_SUBJECT = 'NOR01-07';
/** Over two school years. */
const CLASSES_PER_TEACHER = 12;

/** Who teaches which subject; one teacher has a subject in several classes. */
export class TeachingStaff {
  private readonly hired = new Map<string, { readonly adult: Adult; classes: number }>();

  constructor(
    private readonly world: World,
    private readonly site: Site,
  ) {}

  of({ code }: Subject): Adult {
    const known = this.hired.get(code);
    if (known && known.classes < CLASSES_PER_TEACHER) {
      known.classes++;
      return known.adult;
    }
    const adult = known ? teacher(this.world, this.site) : subjectTeacher(this.world, this.site, code);
    this.hired.set(code, { adult, classes: 1 });
    return adult;
  }
}

/** One teaching group for each subject of a class from year 8. */
export function addTeachingGroups(
  world: World,
  site: Site,
  staff: TeachingStaff,
  schoolYear: Year,
  { year, letter, contact }: { year: number; letter: string; contact: Adult },
): readonly GroupSite[] {
  if (year < FIRST_YEAR) return [];
  return subjects
    .filter((subject) => subject.finalIn >= year)
    .map((subject) => {
      const name = `${subject.name} ${year}${letter}`;
      const taughtBy = subject.code === CONTACT_SUBJECT ? contact : staff.of(subject);
      return addGroup(world, site, schoolYear, subject, { name, teacher: taughtBy });
    });
}

function addGroup(
  { tables, ids, present }: World,
  site: Site,
  schoolYear: Year,
  subject: Subject,
  { name, teacher: taughtBy }: { name: string; teacher: Adult },
): GroupSite {
  const id = ids.next(TeachingGroup);
  const place = { municipality: site.town.id, school: site.id };
  const yearId = site.town.yearIds.get(schoolYear.begins) ?? '';
  tables.teachingGroup.add({
    id,
    ...place,
    schoolYear: yearId,
    name,
    subjectCode: subject.code,
    subjectName: subject.name,
  });
  tables.teachingGroupTeacher.add({
    id: ids.next(TeachingGroupTeacher),
    ...place,
    group: id,
    person: taughtBy.id,
    from: schoolYear.startsOn,
    to: schoolYear === present ? null : schoolYear.endsOn,
  });
  return { id, code: subject.code, subject: subject.name, teacher: taughtBy };
}
