import type { Filter } from './registry.js';

/** `from` and `to` for a list of dated rows; both days count. */
export function dayFilters(column: string): Readonly<Record<string, Filter>> {
  return {
    from: {
      type: 'LocalDate',
      description: 'First day to include.',
      where: (alias, value) => `${alias}."${column}" >= ${value}::date`,
      bind: inOurEra,
    },
    to: {
      type: 'LocalDate',
      description: 'Last day to include.',
      where: (alias, value) => `${alias}."${column}" <= ${value}::date`,
      bind: inOurEra,
    },
  };
}

/** PostgreSQL has no year 0, which the scalar lets through. */
const inOurEra = (day: unknown): string => (String(day) < '0001' ? '0001-01-01' : String(day));

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A filter by reference; an id that is none matches nothing. */
export function idFilter(column: string, description: string): Filter {
  return {
    type: 'ID',
    description,
    where: (alias, value) => `${alias}."${column}" = ${value}::uuid`,
    bind: (id) => (typeof id === 'string' && uuid.test(id) ? id : null),
  };
}

/** Search by the words of a child's name. */
export const childSearch: Filter = {
  type: 'String',
  description: 'Beginnings of words of the name, in any order, such as `kari no`.',
  // The longest word picks the children from the index of words; the others are looked up for those alone.
  where: (child, words) =>
    `${child}.id = any(array(select n.child_id from child_name_token n
         where n.municipality_id = (select (scope.municipality_ids())[1])
           and n.token >= (${words}::text[])[1] and n.token < (${words}::text[])[1] || chr(1114111))::uuid[])
       and ((${words}::text[])[2] is null or not exists (
         select from unnest((${words}::text[])[2:]) w(word) where not exists (
           select from child_name_token n where n.child_id = ${child}.id
             and n.token >= w.word and n.token < w.word || chr(1114111))))`,
  bind: searchWords,
};

/** Search by name, and by school. */
export const childFilters: Readonly<Record<string, Filter>> = {
  search: childSearch,
  school: idFilter('school_id', 'Only children of this school.'),
};

/** The words to search for, the longest first: it narrows most, and alone uses the index. */
function searchWords(text: unknown): string[] {
  const words = String(text)
    .normalize('NFC')
    .toLocaleLowerCase('nb')
    .split(/[\s\0-]+/u)
    .filter(Boolean);
  return words.length === 0 ? [''] : words.sort((one, other) => other.length - one.length).slice(0, 5);
}
