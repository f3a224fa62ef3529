const page = (list: string, below: string) => `${list}(first:100){nodes{${below}}}`;
const twice = (one: string, other = one) => page(one, `child{${page(other, 'id')}}`);

/** What stands below a child of our own schema and would be answered with more than ten thousand rows. */
export const dearLists: readonly (readonly [name: string, selection: string])[] = [
  ['pages of absences, of each child of a page of them', twice('absences')],
  ['pages of grades, of each child of a page of them', twice('grades')],
  ['pages of attendance, of each child of a page of them', twice('sfoAttendance')],
  ['every page of each child of every page', `${twice('absences', 'grades')} ${twice('grades', 'absences')}`],
  ['forty-five pages of pages', Array.from({ length: 45 }, (_, i) => `a${i}:${twice('absences')}`).join(' ')],
];
