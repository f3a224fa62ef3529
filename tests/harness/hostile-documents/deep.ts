import { chain, type Hostile, repeat } from './writing.js';

const nested = (depth: number, name = 'friends') =>
  `{child(id:1)${`{${name}`.repeat(depth)}{id}${'}'.repeat(depth)}}`;
const literal = (depth: number) => `${'{and:'.repeat(depth)}1${'}'.repeat(depth)}`;

const written: readonly (readonly [string, string])[] = [
  ['fields 500 deep', nested(500)],
  ['fields 500 deep, each under an alias', nested(500, 'a:friends')],
  ['fields 500 deep, each under a condition', nested(500, 'friends@include(if:true)')],
  ['fields 500 deep that are not there', nested(500, 'nobody')],
  ['fields 500 deep, twice', `query A${nested(500)} query B${nested(500)}`],
  ['fields 16 deep', nested(15)],
  [
    'fields 16 deep in an act',
    `mutation{report(input:{child:1})${'{friends'.repeat(15)}{id}${'}'.repeat(16)}`,
  ],
  ['fields 1 900 deep, never closed', '{a'.repeat(1_900)],
  ['90 000 open braces', '{'.repeat(90_000)],
  ['90 000 open brackets', `{a(b:${'['.repeat(90_000)}`],
  ['90 000 open parentheses', `{a${'('.repeat(90_000)}`],
  ['a list literal 45 000 deep', `{children(ids:${'['.repeat(45_000)}${']'.repeat(45_000)}){id}}`],
  ['an object literal 500 deep', `mutation{report(input:${literal(500)}){id}}`],
  ['a default 500 deep', `query($a:Report=${literal(500)}){child(id:1){id}}`],
  [
    'a directive’s argument 500 deep',
    `{child(id:1){id@include(if:${'['.repeat(500)}true${']'.repeat(500)})}}`,
  ],
  ['a type 500 lists deep', `query($a:${'['.repeat(500)}Int${']'.repeat(500)}){child(id:1){id}}`],
  ['inline fragments 500 deep', `{child(id:1)${'{...on Child'.repeat(500)}{id}${'}'.repeat(501)}`],
  ['inline fragments 500 deep of no type', `{child(id:1)${'{...'.repeat(500)}{id}${'}'.repeat(501)}`],
];

const spread: readonly (readonly [string, string])[] = [
  ['a fragment that spreads itself', '{child(id:1){friends{...F}}} fragment F on Child{friends{...F}}'],
  [
    'a fragment that spreads itself under a condition',
    '{child(id:1){...F}} fragment F on Child{...F@skip(if:true)}',
  ],
  [
    'a fragment that spreads itself nine times',
    `{child(id:1){...F}} fragment F on Child{${repeat(9, (i) => `a${i}:friends{...F}`)}}`,
  ],
  [
    'a fragment that spreads itself within another',
    '{child(id:1){...F}} fragment F on Child{...on Child{friends{...{...F}}}}',
  ],
  [
    'two fragments that spread each other',
    '{child(id:1){...A}} fragment A on Child{...B} fragment B on Child{...A}',
  ],
  [
    'two fragments that spread each other in two types',
    '{child(id:1){...A}} fragment A on Child{school{...B}} fragment B on School{children{...A}}',
  ],
  [
    'a ring of 40 fragments',
    `{child(id:1){...F0}}${repeat(40, (i) => `fragment F${i} on Child{...F${(i + 1) % 40}}`)}`,
  ],
  [
    '28 fragments that all spread each other',
    `{child(id:1){...F0}}${repeat(28, (i) => `fragment F${i} on Child{${repeat(28, (j) => `...F${j}`)}}`)}`,
  ],
  ['a ring that nothing uses', '{child(id:1){id}} fragment A on Child{...B} fragment B on Child{...A}'],
  ['depth hidden in fragments', chain(20, (i) => `{friends{...F${i}}}`)],
  ['introspection in a ring', '{__schema{types{...T}}} fragment T on __Type{fields{type{...T}}}'],
  ['introspection 40 deep', `{__schema{types{${'fields{type{'.repeat(20)}name${'}}'.repeat(20)}}}}`],
  ['a type 40 types deep', `{__type(name:"Child"){${'ofType{'.repeat(40)}name${'}'.repeat(42)}`],
];

/** What is nested deeper than it may be, in each of the ways that the language has, or has no end. */
export const deep: readonly Hostile[] = [...written, ...spread].map(([name, query]) => [
  name,
  query,
  'OPERATION_TOO_DEEP',
]);
