import { AccessBlock } from '../../../entities/access-block.js';
import { Child } from '../../../entities/child.js';
import { ChildAddress } from '../../../entities/child-address.js';
import { ChildNameToken } from '../../../entities/child-name-token.js';
import { WrittenStandard } from '../../../entities/codes/child.js';
import { GuardianAccess } from '../../../entities/codes/guardianship.js';
import { Enrolment } from '../../../entities/enrolment.js';
import { Guardianship } from '../../../entities/guardianship.js';
import { TeachingGroupMember } from '../../../entities/teaching-group-member.js';
import { castAdult, enterAccount, enterAdult, enterNumber, subject } from './adults.js';
import { addDays, at } from './calendar.js';
import type { ChildPlan, FamilyPlan, GuardianPlan } from './family-plan.js';
import { nameTokens } from './name-tokens.js';
import { type Path, pathOf } from './stays.js';
import type { Adult, Site, World } from './world.js';

/** A child who has been entered, for the record that follows. */
export interface Pupil extends Path {
  readonly id: string;
  readonly site: Site;
  readonly plan: ChildPlan;
  /** Those who may report for the child. */
  readonly guardians: readonly Adult[];
}

const FIRST_YEAR_WITH_FEIDE = 5;

interface Home {
  readonly street: string;
  readonly postalCode: string;
  readonly city: string;
}

/** Enters a family at a school: the children, their home, and the adults who are responsible for them. */
export function settle(world: World, site: Site, family: FamilyPlan): readonly Pupil[] {
  const adults = family.guardians.map(({ adult }) =>
    typeof adult === 'string' ? castAdult(world, site.town, adult) : enterAdult(world, site.town, adult),
  );
  const home = drawHome(world, site);
  const acting = adults.filter((_, index) => acts(family.guardians[index]));
  return family.children.map((plan) => {
    const pupil: Pupil = { ...enterChild(world, site, plan), guardians: acting };
    addHome(world, pupil, home, family);
    for (const [index, guardian] of family.guardians.entries()) {
      const adult = adults[index];
      if (adult) addGuardianship(world, pupil, guardian, adult);
    }
    return pupil;
  });
}

function enterChild(world: World, site: Site, plan: ChildPlan): Omit<Pupil, 'guardians'> {
  const { tables, ids, random } = world;
  const { givenName, familyName, birthDate, sex, nationality } = plan;
  const path = pathOf(world, site, plan);
  const id = ids.next(Child);
  const place = { municipality: site.town.id, school: site.id };
  const nynorsk = random.chance(site.town.place.nynorskShare);
  const facts = { givenName, familyName, birthDate, sex, nationality };
  const { startedOn, leftOn } = path;
  const schoolClass = leftOn === null ? (path.stays.at(-1)?.group.id ?? null) : null;
  const writtenStandard = nynorsk ? WrittenStandard.NYNORSK : WrittenStandard.BOKMAL;
  tables.child.add({ id, ...place, ...facts, writtenStandard, schoolClass, startedOn, leftOn });
  for (const token of nameTokens(givenName, familyName))
    tables.childNameToken.add({ id: ids.next(ChildNameToken), ...place, child: id, token });
  const owner = { school: site.id, person: null, child: id };
  enterNumber(world, site.town, world.numbers.issue(birthDate, sex), owner);
  if (leftOn === null && plan.year >= FIRST_YEAR_WITH_FEIDE)
    enterAccount(world, site.town, plan.subject ?? subject(random), { person: null, child: id });
  addStays(world, site, id, path);
  return { id, site, plan, ...path };
}

function addStays({ tables, ids }: World, { town }: Site, child: string, { stays }: Path): void {
  for (const { group, from, to } of stays) {
    const place = { municipality: town.id, school: group.site.id };
    const schoolYear = town.yearIds.get(group.schoolYear.begins) ?? '';
    const enrolment = { id: ids.next(Enrolment), ...place, child, schoolYear, schoolClass: group.id };
    tables.enrolment.add({ ...enrolment, from, to });
    for (const { id } of group.groups)
      tables.teachingGroupMember.add({
        id: ids.next(TeachingGroupMember),
        ...place,
        group: id,
        child,
        from,
        to,
      });
  }
}

/** Whether a guardian reports for the child today. */
function acts(plan: GuardianPlan | undefined): boolean {
  return plan?.access === GuardianAccess.FULL && plan.to === undefined && plan.block?.lifted !== false;
}

function drawHome({ random }: World, { town }: Site): Home {
  const { code, city } = random.weighted(town.place.towns);
  const letter = random.chance(0.15) ? random.pick(['A', 'B', 'C']) : '';
  return {
    street: `${random.pick(town.place.streets)} ${random.between(1, 89)}${letter}`,
    postalCode: code,
    city,
  };
}

function addHome({ tables, ids }: World, pupil: Pupil, home: Home, { protection }: FamilyPlan): void {
  const { site, id: child } = pupil;
  const place = { municipality: site.town.id, school: site.id };
  tables.childAddress.add({ id: ids.next(ChildAddress), ...place, child, ...home, protection });
}

function addGuardianship(
  { tables, ids, today, random }: World,
  pupil: Pupil,
  plan: GuardianPlan,
  adult: Adult,
): void {
  const { site, id: child } = pupil;
  const id = ids.next(Guardianship);
  const place = { municipality: site.town.id, school: site.id, child };
  const { relationship, parentalResponsibility, access, origin } = plan;
  const facts = { relationship, parentalResponsibility, access, origin };
  const [from, to] = [plan.from ?? pupil.plan.birthDate, plan.to ?? null];
  tables.guardianship.add({ id, ...place, guardian: adult.id, ...facts, from, to });
  if (!plan.block) return;
  const { reason, lifted } = plan.block;
  const { principal, office } = site.staff;
  tables.accessBlock.add({
    id: ids.next(AccessBlock),
    ...place,
    guardianship: id,
    reason,
    setBy: principal.id,
    setAt: at(addDays(today, -random.between(40, 90)), 620),
    liftedBy: lifted ? office.id : null,
    liftedAt: lifted ? at(addDays(today, -random.between(5, 30)), 850) : null,
  });
}
