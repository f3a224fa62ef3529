import { all, type Hostile, repeat } from './writing.js';

/** Nearly as many pairs of fields in one place as there may be, and an error that is found after all of them. */
const pairs = `{child(id:1){${repeat(69, () => 'friends{id}')} nobody}}`;
const operations = `${repeat(90, (i) => `query Q${i}{...F0}`)} ${repeat(40, (i) => `fragment F${i} on Query{...F${i + 1}}`)} fragment F40 on Query{child(id:$a){id}}`;

const unreadable: readonly Hostile[] = [
  ['90 KB of commas and one brace', `${','.repeat(90_000)}{`, 'SYNTAX_INVALID'],
  ['90 KB of comments', `${'#'.repeat(90_000)}\n{`, 'SYNTAX_INVALID'],
  ['20 000 lines', `${'\r\n'.repeat(20_000)}{`, 'SYNTAX_INVALID'],
  ['a string of 90 KB that is never closed', `{child(id:"${'a'.repeat(90_000)}`, 'SYNTAX_INVALID'],
  ['a block string of 90 KB that is never closed', `{child(id:"""${'a\\"'.repeat(20_000)}`, 'SYNTAX_INVALID'],
  ['12 000 escapes, and one that is none', `{child(id:"${'\\u0041'.repeat(12_000)}\\u")}`, 'SYNTAX_INVALID'],
  ['half of a pair of surrogates', `{child(id:"\\uD800"){id}}`, 'SYNTAX_INVALID'],
  ['600 empty selections', all(600, () => 'friends{}'), 'SYNTAX_INVALID'],
];

const invalid: readonly (readonly [string, string])[] = [
  ['600 unknown fields', all(600, (i) => `friend${i}`)],
  ['600 unknown arguments', `{child(id:1 ${repeat(600, (i) => `friend${i}:1`)}){id}}`],
  [
    '600 unknown fields of an input',
    `mutation{report(input:{child:1 ${repeat(600, (i) => `hour${i}:1`)}}){id}}`,
  ],
  ['one field of an input 600 times', `mutation{report(input:{${repeat(600, () => 'child:1')}}){id}}`],
  ['one argument 600 times', `{child(${repeat(600, () => 'id:1')}){id}}`],
  ['45 unknown directives', all(45, (i) => `id@include${i}(if:true)`)],
  ['450 unknown types', `query(${repeat(450, (i) => `$a${i}:Report${i}`)}){child(id:1){id}}`],
  ['450 variables that nothing uses', `query(${repeat(450, (i) => `$a${i}:Int`)}){child(id:1){id}}`],
  ['900 variables that nobody declares', `{children(ids:[${repeat(900, (i) => `$a${i}`)}]){id}}`],
  [
    '45 fragments on unknown types',
    `{child(id:1){id}}${repeat(45, (i) => `fragment F${i} on Child${i}{id}`)}`,
  ],
  ['45 fragments that fit nowhere', all(45, () => '...on School{name}')],
  ['900 values of another type', `{children(ids:[${'LEAV '.repeat(900)}]){id}}`],
  ['a block string of 20 000 lines', `{children(pid:"""${' a\n'.repeat(20_000)}"""){nobody}}`],
  ['12 000 escapes', `{children(pid:"${'\\u0041'.repeat(12_000)}"){nobody}}`],
  ['a number of 900 digits', `{child(id:1){friends(first:${'9'.repeat(900)}){id}}}`],
  ['a number beyond all numbers', `{child(id:1){friends(first:1e99999){id}}}`],
  ['4 700 pairs in one place', pairs],
  ['ninety operations over forty fragments', operations],
  ['a definition of a type', `type A{${repeat(400, (i) => `f${i}:Int`)}}`],
  ['200 extensions of a type', repeat(200, (i) => `extend type Child{f${i}:Int}`)],
  ['a definition of a directive', `directive@a(${repeat(400, (i) => `f${i}:Int`)})on FIELD`],
];

/** What can't be read, or does not fit the schema, and takes long to find out. */
export const wrong: readonly Hostile[] = [
  ...unreadable,
  ...invalid.map(([name, query]) => [name, query, 'OPERATION_INVALID'] as const),
  ['5 MB of a document', `{child(id:1){${'id '.repeat(1_700_000)}}}`, 'BODY_TOO_LARGE'],
];
