import type { Explorer } from './explorer.js';

/** Granted fields behind which somebody has nothing: by the roles that this holds for, each with its reason. */
const reasons: readonly (readonly [
  fields: readonly string[],
  reason: string,
  holds: (who: Explorer) => boolean,
])[] = [
  [
    ['Viewer.children'],
    'employees have no children of their own here',
    ({ reach }) => reach.kind === 'employee',
  ],
  [['Viewer.people'], 'a pupil is no person of the adults’ table', ({ reach }) => reach.kind === 'pupil'],
  [
    ['Viewer.schools'],
    'works at no school',
    ({ reach }) => reach.familySchools.size + reach.workSchools.size === 0,
  ],
  [['Viewer.classes'], 'is contact teacher of no class', ({ reach }) => reach.contactChildren.size === 0],
  [['Viewer.teachingGroups'], 'teaches no group', ({ reach }) => reach.groups.size === 0],
  [['Viewer.sfoGroups'], 'does not work at SFO', ({ reach }) => reach.sfoSchools.size === 0],
  [
    ['TeachingGroupMember.group', 'TeachingGroupMember.child'],
    'a family reads no lists of members',
    ({ reach }) => reach.kind === 'guardian' || reach.kind === 'pupil',
  ],
  [
    ['TeachingGroup.members', 'TeachingGroupMember.group', 'TeachingGroupMember.child'],
    'the children of the class have no teaching groups',
    ({ who }) => who === 'teacher-and-sfo',
  ],
  [
    ['Child.grades', 'Grade.child', 'Grade.schoolYear', 'Grade.group', 'Grade.setBy'],
    'grades are given from year 8',
    ({ who }) => who === 'teacher-and-sfo',
  ],
];

/** The granted fields that somebody is expected to meet nothing behind. */
export function unreached(explorer: Explorer): ReadonlySet<string> {
  return new Set(reasons.flatMap(([fields, , holds]) => (holds(explorer) ? fields : [])));
}
