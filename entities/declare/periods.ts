import type { RowRef } from './registry.js';

/** The condition that today (in Norway) lies in a row's period; an empty end means that it goes on. */
export function underWay(row: RowRef, from: string, to: string): string {
  const [start, end] = [row.column(from), row.column(to)];
  return `${start} <= scope.today() and (${end} is null or ${end} >= scope.today())`;
}

/** The condition that a child has not left its school. */
export function stillThere(child: RowRef): string {
  return `(${child.column('leftOn')} is null or ${child.column('leftOn')} >= scope.today())`;
}
