import { CompositeGroup } from '../../../entities/composite-group.js';
import { CompositeGroupPart } from '../../../entities/composite-group-part.js';
import { MATHEMATICS } from './subjects.js';
import type { ClassSite, Site, World } from './world.js';

const stages = [
  { name: 'Småtrinnet', years: [1, 2, 3, 4] },
  { name: 'Mellomtrinnet', years: [5, 6, 7] },
  { name: 'Ungdomstrinnet', years: [8, 9, 10] },
];

/** The stages of a school, made of classes; and one group that is made of teaching groups. */
export function addCompositeGroups(world: World, site: Site): void {
  const classes = site.classes.filter((each) => each.schoolYear === world.present);
  for (const { name, years } of stages) {
    const parts = classes.filter((each) => years.includes(each.year));
    addComposite(
      world,
      site,
      name,
      parts.map((each) => ({ schoolClass: each.id, teachingGroup: null })),
    );
  }
  const mathematics = groupsOf(classes, 10, MATHEMATICS);
  addComposite(
    world,
    site,
    'Eksamensforberedelse matematikk',
    mathematics.map((id) => ({ schoolClass: null, teachingGroup: id })),
  );
}

function groupsOf(classes: readonly ClassSite[], year: number, code: string): readonly string[] {
  const groups = classes.filter((each) => each.year === year).flatMap((each) => each.groups);
  return groups.filter((each) => each.code === code).map((each) => each.id);
}

function addComposite(
  { tables, ids, present }: World,
  site: Site,
  name: string,
  parts: readonly { schoolClass: string | null; teachingGroup: string | null }[],
): void {
  if (parts.length === 0) return;
  const id = ids.next(CompositeGroup);
  const place = { municipality: site.town.id, school: site.id };
  const schoolYear = site.town.yearIds.get(present.begins) ?? '';
  tables.compositeGroup.add({ id, ...place, schoolYear, name });
  for (const part of parts)
    tables.compositeGroupPart.add({ id: ids.next(CompositeGroupPart), ...place, composite: id, ...part });
}
