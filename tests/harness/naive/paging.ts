import { encodeCursor, listMark } from '../../../src/reading/cursor.js';
import type { Row } from './rows.js';

/** A row that is listed: where it stands, as text, and whether it stands behind the cursor that was given. */
export interface ListedRow {
  readonly row: Row;
  readonly place: readonly string[];
  readonly isLater: boolean;
}

type Arguments = Readonly<Record<string, unknown>>;

/** The rows that the arguments of a list leave, found by looking at each of them. */
export function filtered(rows: readonly ListedRow[], args: Arguments): ListedRow[] {
  return rows.filter(({ row }) =>
    Object.entries(args).every(([name, value]) => value == null || (filters[name]?.(row, value) ?? true)),
  );
}

const filters: Readonly<Record<string, (row: Row, value: unknown) => boolean>> = {
  from: (row, day) => String(row['day']) >= String(day),
  to: (row, day) => String(row['day']) <= String(day),
  school: (row, id) => row['school'] === id,
  child: (row, id) => row['child'] === id,
  search: (row, text) => matches(`${row['givenName']} ${row['familyName']}`, String(text)),
};

/** Every word of the search begins a word of the name. */
function matches(name: string, text: string): boolean {
  const words = (of: string) =>
    of
      .toLowerCase()
      .split(/[\s-]+/)
      .filter(Boolean);
  return words(text).every((word) => words(name).some((token) => token.startsWith(word)));
}

/** A page as its connection shows it, cut from the whole list. */
export function pageOf(
  list: { readonly owner: string; readonly field: string; readonly order: readonly string[] },
  rows: readonly ListedRow[],
  args: Arguments,
): object {
  const all = filtered(rows, args);
  const left = args['after'] == null ? all : all.filter((each) => each.isLater);
  const page = left.slice(0, Number(args['first'] ?? 20));
  const mark = listMark(list.owner, list.field, list.order);
  const edges = page.map(({ row, place }) => ({ node: row, cursor: encodeCursor(mark, place) }));
  return {
    nodes: page.map(({ row }) => row),
    edges,
    totalCount: all.length,
    pageInfo: { hasNextPage: left.length > page.length, endCursor: edges.at(-1)?.cursor ?? null },
  };
}

/** The values that a cursor of the API holds, in the list's order. */
export function placeIn(cursor: unknown): readonly string[] {
  return (JSON.parse(Buffer.from(String(cursor), 'base64url').toString('utf8')) as string[]).slice(1);
}
