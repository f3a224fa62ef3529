import { ContactTeacherKind } from '../../../entities/codes/contact-teacher.js';
import { StaffRole } from '../../../entities/codes/employment.js';
import { School } from '../../../entities/school.js';
import { SchoolClass } from '../../../entities/school-class.js';
import { SfoGroup } from '../../../entities/sfo-group.js';
import { castAdult } from './adults.js';
import type { Year } from './calendar.js';
import { addCompositeGroups } from './composite-groups.js';
import { organisationNumber } from './organisation-numbers.js';
import type { SitePlan } from './sizes.js';
import {
  addContactTeacher,
  contactTeacher,
  employ,
  formerTeacher,
  staffSchool,
  substitute,
  teacher,
} from './staff.js';
import { addTeachingGroups, TeachingStaff } from './teaching-groups.js';
import type { Adult, Site, Town, World } from './world.js';

const sfoNames = ['Maurtua', 'Ekornhiet', 'Revehiet', 'Ulvehiet'];

/** A school with its staff, and the classes and groups of this school year and the one before. */
export function buildSchool(world: World, town: Town, plan: SitePlan): Site {
  const index = town.sites.length;
  const id = world.ids.next(School);
  const number = organisationNumber(town.place.key === 'first' ? 100 + index : 50_000 + index);
  world.tables.school.add({ id, municipality: town.id, name: plan.name, organisationNumber: number });
  const sfo = plan.years.some((year) => year <= sfoNames.length);
  const staff = staffSchool(world, town, { id, index, sfo });
  const site: Site = { id, town, index, plan, staff, classes: [], sfoGroups: new Map() };
  town.sites.push(site);
  addClasses(world, site);
  for (const year of plan.years) addSfoGroup(world, site, year);
  if (town.place.key === 'first' && index === 0) standIn(world, site);
  addCompositeGroups(world, site);
  return site;
}

/** This year's contact teachers had last year's class, one year lower; those of the highest year come from there. */
function addClasses(world: World, site: Site): void {
  const [first, last] = [Math.min(...site.plan.years), Math.max(...site.plan.years)];
  const teaching = new TeachingStaff(world, site);
  for (const letter of letters(site.plan.classes)) {
    const contacts = new Map(
      site.plan.years.map((year) => [year, contactTeacher(world, site, `${year}${letter}`)]),
    );
    for (const year of site.plan.years) {
      const before = contactLastYear(
        world,
        site,
        `${year}${letter}`,
        contacts.get(year === last ? first : year + 1),
      );
      addClass(world, site, teaching, world.previous, { year, letter, contact: before });
      const contact = contacts.get(year);
      if (contact) addClass(world, site, teaching, world.present, { year, letter, contact });
    }
  }
}

function contactLastYear(world: World, site: Site, name: string, successor: Adult | undefined): Adult {
  const left = site.town.place.key === 'first' && site.index === 0 && name === '4A';
  if (left) return formerTeacher(world, site);
  return successor ?? teacher(world, site);
}

function addClass(
  world: World,
  site: Site,
  teaching: TeachingStaff,
  schoolYear: Year,
  facts: { year: number; letter: string; contact: Adult },
): void {
  const { tables, ids } = world;
  const { year, letter, contact } = facts;
  const id = ids.next(SchoolClass);
  const municipality = site.town.id;
  const yearId = site.town.yearIds.get(schoolYear.begins) ?? '';
  tables.schoolClass.add({ id, municipality, school: site.id, schoolYear: yearId, year, letter });
  const to = schoolYear === world.present ? null : schoolYear.endsOn;
  addContactTeacher(world, { id, site }, contact, ContactTeacherKind.CONTACT, schoolYear.startsOn, to);
  const groups = addTeachingGroups(world, site, teaching, schoolYear, facts);
  site.classes.push({ id, site, schoolYear, year, letter, contact, groups });
}

function addSfoGroup({ tables, ids }: World, site: Site, year: number): void {
  const name = sfoNames[year - 1];
  if (name === undefined) return;
  const id = ids.next(SfoGroup);
  tables.sfoGroup.add({ id, municipality: site.town.id, school: site.id, name });
  site.sfoGroups.set(year, id);
}

/** The substitute of the cast for 9A, and one more so that substitutes are nothing special. */
function standIn(world: World, site: Site): void {
  const present = site.classes.filter((each) => each.schoolYear === world.present);
  const find = (year: number, letter: string) =>
    present.find((each) => each.year === year && each.letter === letter);
  const [ninth, sixth] = [find(9, 'A'), find(6, 'B')];
  if (ninth) substitute(world, ninth, teacher(world, site, 'substitute-teacher'));
  if (sixth) substitute(world, sixth, teacher(world, site));
}

/** The teacher who also works in SFO, at the municipality's second school or else at the same one. */
export function addSecondJob(world: World, town: Town): void {
  const site = town.sites.find((each) => each.index > 0 && each.sfoGroups.size > 0) ?? town.sites[0];
  if (site) employ(world, town, site.id, castAdult(world, town, 'teacher-and-sfo'), StaffRole.SFO_STAFF);
}

/** `A`, `B` and so on. */
export function letters(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => String.fromCharCode(65 + index));
}
