import { ContactTeacherKind } from '../../../entities/codes/contact-teacher.js';
import { StaffRole } from '../../../entities/codes/employment.js';
import { ContactTeacher } from '../../../entities/contact-teacher.js';
import { Employment } from '../../../entities/employment.js';
import { castAdult, enterEmployee } from './adults.js';
import { addDays } from './calendar.js';
import type { Place } from './places.js';
import { MATHEMATICS } from './subjects.js';
import type { Adult, ClassSite, Site, Staff, Town, World } from './world.js';

/** Which posts of a municipality's first school belong to the cast. */
interface CastPosts {
  readonly principal: string;
  readonly office: string;
  readonly sfo: readonly string[];
  readonly contact: Readonly<Record<string, string>>;
  readonly subject: Readonly<Record<string, string>>;
  readonly townHall: readonly string[];
}

const castPosts: Readonly<Record<Place['key'], CastPosts>> = {
  first: {
    principal: 'principal',
    office: 'school-office',
    sfo: ['sfo-leader', 'sfo-staff'],
    contact: {
      '1B': 'guardian-who-teaches',
      '2A': 'teacher-and-sfo',
      '9A': 'contact-teacher',
      '9B': 'other-teacher',
    },
    subject: { [MATHEMATICS]: 'subject-teacher' },
    townHall: ['municipal-admin', 'archivist', 'data-protection-officer'],
  },
  second: {
    principal: 'second-principal',
    office: 'second-school-office',
    sfo: ['second-sfo-staff'],
    contact: { '9A': 'second-teacher' },
    subject: {},
    townHall: ['second-municipal-admin', 'second-archivist', 'second-data-protection-officer'],
  },
};

const townHallRoles = [StaffRole.MUNICIPAL_ADMIN, StaffRole.ARCHIVIST, StaffRole.DATA_PROTECTION_OFFICER];

/** Those who work for the whole municipality. */
export function staffTownHall(world: World, town: Town): void {
  for (const [index, role] of townHallRoles.entries()) {
    const key = castPosts[town.place.key].townHall[index];
    const adult = key === undefined ? enterEmployee(world, town) : castAdult(world, town, key);
    employ(world, town, null, adult, role);
  }
}

/** Leader, office and SFO of a school. */
export function staffSchool(
  world: World,
  town: Town,
  school: { id: string; index: number; sfo: boolean },
): Staff {
  const posts = school.index === 0 ? castPosts[town.place.key] : undefined;
  const hire = (key: string | undefined, role: StaffRole): Adult => {
    const adult = key === undefined ? enterEmployee(world, town) : castAdult(world, town, key);
    employ(world, town, school.id, adult, role);
    return adult;
  };
  const principal = hire(posts?.principal, StaffRole.PRINCIPAL);
  const office = hire(posts?.office, StaffRole.SCHOOL_OFFICE);
  const roles = [StaffRole.SFO_LEADER, StaffRole.SFO_STAFF, StaffRole.SFO_STAFF];
  const keys = (role: StaffRole, index: number) =>
    posts?.sfo.find((key) => key.endsWith(role === StaffRole.SFO_LEADER ? 'leader' : 'staff') && index < 2);
  const sfo = school.sfo ? roles.map((role, index) => hire(keys(role, index), role)) : [];
  return { principal, office, sfo };
}

/** The contact teacher of a class in the present year, who teaches at the school. */
export function contactTeacher(world: World, site: Site, className: string): Adult {
  const key = site.index === 0 ? castPosts[site.town.place.key].contact[className] : undefined;
  return teacher(world, site, key);
}

/** A teacher of one or more subjects. */
export function subjectTeacher(world: World, site: Site, code: string): Adult {
  const key = site.index === 0 ? castPosts[site.town.place.key].subject[code] : undefined;
  return teacher(world, site, key);
}

/** Somebody who teaches at the school now; outside the cast always somebody new. */
export function teacher(world: World, site: Site, key?: string): Adult {
  const adult = key === undefined ? enterEmployee(world, site.town) : castAdult(world, site.town, key);
  employ(world, site.town, site.id, adult, StaffRole.TEACHER);
  return adult;
}

/** The teacher who left when the last school year ended. */
export function formerTeacher(world: World, site: Site): Adult {
  const adult = castAdult(world, site.town, 'former-teacher');
  employ(world, site.town, site.id, adult, StaffRole.TEACHER, world.previous.endsOn);
  return adult;
}

export function employ(
  world: World,
  town: Town,
  school: string | null,
  person: Adult,
  role: StaffRole,
  to: string | null = null,
): void {
  const from = `${world.present.begins - world.random.between(2, 9)}-08-01`;
  const id = world.ids.next(Employment);
  world.tables.employment.add({ id, municipality: town.id, school, person: person.id, role, from, to });
}

/** Somebody stands in for a contact teacher, from two weeks ago and for two months more. */
export function substitute(world: World, group: ClassSite, person: Adult): void {
  const [from, to] = [addDays(world.today, -14), addDays(world.today, 60)];
  addContactTeacher(world, group, person, ContactTeacherKind.SUBSTITUTE, from, to);
}

export function addContactTeacher(
  { tables, ids }: World,
  group: Pick<ClassSite, 'id' | 'site'>,
  person: Adult,
  kind: ContactTeacherKind,
  from: string,
  to: string | null,
): void {
  tables.contactTeacher.add({
    id: ids.next(ContactTeacher),
    municipality: group.site.town.id,
    school: group.site.id,
    schoolClass: group.id,
    teacher: person.id,
    kind,
    from,
    to,
  });
}
