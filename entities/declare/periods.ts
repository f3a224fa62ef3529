import type { RowRef } from './registry.js';

// Today is asked for once in a statement: its time zone is looked up again each time.

/** The condition that today (in Norway) lies in a row's period; an empty end means that it goes on. */
export function underWay(row: RowRef, from: string, to: string): string {
  const [start, end] = [row.column(from), row.column(to)];
  return `${start} <= (select scope.today()) and (${end} is null or ${end} >= (select scope.today()))`;
}

/** The condition that a child has not left its school. */
export function stillThere(child: RowRef): string {
  return `(${child.column('leftOn')} is null or ${child.column('leftOn')} >= (select scope.today()))`;
}
