import { all, chain, type Hostile, repeat } from './writing.js';

const overlap = (levels: number, width: number): string =>
  levels === 0 ? '{id}' : `{${repeat(width, () => `friends${overlap(levels - 1, width)}`)}}`;
const child = (i: number) => `a${i}:child(id:1){id}`;

const fields: readonly (readonly [string, string])[] = [
  ['10 000 aliases', all(10_000, (i) => `a${i}:id`)],
  ['4 000 aliases of the root', `{${repeat(4_000, child)}}`],
  ['51 aliases', all(51, (i) => `a${i}:id`)],
  ['51 aliases of the root', `{${repeat(51, child)}}`],
  ['51 aliases of the type’s name', all(51, (i) => `a${i}:__typename`)],
  ['51 aliases in a fragment', `{child(id:1){...F}} fragment F on Child{${repeat(51, (i) => `a${i}:id`)}}`],
  ['51 aliases over three operations', repeat(3, (j) => `query Q${j}${all(17, (i) => `a${i}:id`)}`)],
  ['21 root fields', `{${repeat(21, child)}}`],
  ['21 root fields in a fragment', `{...F} fragment F on Query{${repeat(21, child)}}`],
  ['21 acts', `mutation{${repeat(21, (i) => `a${i}:report(input:{child:1}){id}`)}}`],
  ['21 streams', `subscription{${repeat(21, (i) => `a${i}:news`)}}`],
  ['2 000 fields', all(2_000, () => 'id')],
  ['1 900 times one field', all(1_900, () => 'id')],
  ['480 times one field with a field', all(480, () => 'friends{id}')],
  ['overlaps, 2 wide and 8 levels', `{child(id:1)${overlap(8, 2)}}`],
  ['overlaps, 7 wide and 3 levels', `{child(id:1)${overlap(3, 7)}}`],
];

const spread: readonly (readonly [string, string])[] = [
  [
    'overlaps through fragments',
    `{child(id:1){...F0}}${repeat(30, (i) => `fragment F${i} on Child{${repeat(30 - i, (j) => `...F${i + j + 1}`)} friends{id}}`)} fragment F30 on Child{id}`,
  ],
  ['51 fragments', `{child(id:1){id}}${repeat(51, (i) => `fragment F${i} on Child{id}`)}`],
  ['3 000 fragments', repeat(3_000, (i) => `fragment F${i} on Child{id}`)],
  [
    'a fragment bomb, 2 to the 40th',
    chain(40, (i) => `{...F${i} x:school{...S${i}}} fragment S${i} on School{children{...F${i}}}`),
  ],
  [
    'a flat fragment bomb, 3 to the 12th',
    chain(12, (i) => `{a${i}:friends{...F${i}} b${i}:friends{...F${i}} c${i}:friends{...F${i}}}`),
  ],
  ['a fragment bomb of one depth, 9 to the 12th', chain(12, (i) => `{${`...F${i} `.repeat(9)}}`)],
  ['51 directives', `{child(id:1){id ${'@include(if:true)'.repeat(51)}}}`],
  ['10 000 directives', `{child(id:1){id ${'@a'.repeat(10_000)}}}`],
  ['51 directives on an operation', `query ${'@a'.repeat(51)} {child(id:1){id}}`],
  ['51 directives on a fragment', `{child(id:1){...F}} fragment F on Child ${'@a'.repeat(51)} {id}`],
  ['51 directives on an inline fragment', `{child(id:1){... ${'@a'.repeat(51)} {id}}}`],
  ['51 directives on a variable', `query($a:Int ${'@a'.repeat(51)}){child(id:1){id}}`],
];

const literals: readonly (readonly [string, string])[] = [
  ['a list literal of 20 000', `{children(ids:[${'1 '.repeat(20_000)}]){id}}`],
  ['a list literal of 10 000 objects', `{children(ids:[${'{a:1}'.repeat(10_000)}]){id}}`],
  ['an object literal of 10 000 fields', `mutation{report(input:{${'a:1 '.repeat(10_000)}}){id}}`],
  ['10 000 arguments', `{child(${'id:1 '.repeat(10_000)}){id}}`],
  ['2 100 tokens without a space', `{child(id:1){${'id...F'.repeat(1_050)}}}`],
  ['600 operations', repeat(600, (i) => `query Q${i}{child(id:1){id}}`)],
  ['1 000 variables', `query(${repeat(1_000, (i) => `$a${i}:Int`)}){child(id:1){id}}`],
  ['15 000 strings', `{child(id:1 ${'"" '.repeat(15_000)})}`],
  ['30 000 times three dots', `{${'...'.repeat(30_000)}}`],
  ['20 000 faces', `{${'\u{1F600}'.repeat(20_000)}}`],
  ['a name of 90 KB', `{${'a'.repeat(90_000)}}`],
  ['an alias of 90 KB', `{${'a'.repeat(90_000)}:child(id:1){id}}`],
  ['a directive’s name of 90 KB', `{child(id:1){id@${'a'.repeat(90_000)}}}`],
  ['a number of 90 KB', `{child(id:1){friends(first:${'9'.repeat(90_000)}){id}}}`],
];

/** What is larger than it may be: fields, aliases, fragments, directives, literals, words. */
export const large: readonly Hostile[] = [...fields, ...spread, ...literals].map(([name, query]) => [
  name,
  query,
  'OPERATION_TOO_LARGE',
]);
