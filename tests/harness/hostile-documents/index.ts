const repeat = (count: number, part: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => part(i)).join(' ');
const nested = (depth: number, name = 'friends') =>
  `{child(id:1)${`{${name}`.repeat(depth)}{id}${'}'.repeat(depth)}}`;
const onChild = '{child(id:1){friends';
const all = (count: number, part: (index: number) => string) => `{child(id:1){${repeat(count, part)}}}`;
const overlap = (levels: number, width: number): string =>
  levels === 0 ? '{id}' : `{${repeat(width, () => `friends${overlap(levels - 1, width)}`)}}`;
const chain = (count: number, body: (index: number) => string, last = '{id}') =>
  `{child(id:1){...F0}} ${repeat(count, (i) => `fragment F${i} on Child ${body(i + 1)}`)} fragment F${count} on Child ${last}`;

/** Documents that would cost more than they may, each with the code it is refused with. */
export const hostileDocuments: readonly (readonly [name: string, query: string, code: string])[] = [
  ['fields 500 deep', nested(500), 'OPERATION_TOO_DEEP'],
  ['fields 16 deep', nested(15), 'OPERATION_TOO_DEEP'],
  ['fields 1 900 deep, never closed', '{a'.repeat(1_900), 'OPERATION_TOO_DEEP'],
  ['90 000 open braces', '{'.repeat(90_000), 'OPERATION_TOO_DEEP'],
  ['90 000 open parentheses', `{a${'('.repeat(90_000)}`, 'OPERATION_TOO_DEEP'],
  [
    'a list literal 45 000 deep',
    `{children(ids:${'['.repeat(45_000)}${']'.repeat(45_000)}){id}}`,
    'OPERATION_TOO_DEEP',
  ],
  [
    'an object literal 500 deep',
    `mutation{report(input:${'{and:'.repeat(500)}1${'}'.repeat(500)}){id}}`,
    'OPERATION_TOO_DEEP',
  ],
  [
    'a type 500 lists deep',
    `query($a:${'['.repeat(500)}Int${']'.repeat(500)}){child(id:1){id}}`,
    'OPERATION_TOO_DEEP',
  ],
  [
    'inline fragments 500 deep',
    `{child(id:1)${'{...on Child'.repeat(500)}{id}${'}'.repeat(501)}`,
    'OPERATION_TOO_DEEP',
  ],
  [
    'a fragment that spreads itself',
    `${onChild}{...F}}} fragment F on Child{friends{...F}}`,
    'OPERATION_TOO_DEEP',
  ],
  [
    'two fragments that spread each other',
    '{child(id:1){...A}} fragment A on Child{...B} fragment B on Child{...A}',
    'OPERATION_TOO_DEEP',
  ],
  [
    'a ring of 40 fragments',
    `{child(id:1){...F0}}${repeat(40, (i) => `fragment F${i} on Child{...F${(i + 1) % 40}}`)}`,
    'OPERATION_TOO_DEEP',
  ],
  [
    'a ring that nothing uses',
    '{child(id:1){id}} fragment A on Child{...B} fragment B on Child{...A}',
    'OPERATION_TOO_DEEP',
  ],
  ['depth hidden in fragments', chain(20, (i) => `{friends{...F${i}}}`), 'OPERATION_TOO_DEEP'],
  [
    'introspection in a ring',
    '{__schema{types{...T}}} fragment T on __Type{fields{type{...T}}}',
    'OPERATION_TOO_DEEP',
  ],
  [
    'introspection 40 deep',
    `{__schema{types{${'fields{type{'.repeat(20)}name${'}}'.repeat(20)}}}}`,
    'OPERATION_TOO_DEEP',
  ],
  ['10 000 aliases', all(10_000, (i) => `a${i}:id`), 'OPERATION_TOO_LARGE'],
  ['51 aliases', all(51, (i) => `a${i}:id`), 'OPERATION_TOO_LARGE'],
  ['51 aliases of the root', `{${repeat(51, (i) => `a${i}:child(id:1){id}`)}}`, 'OPERATION_TOO_LARGE'],
  ['21 root fields', `{${repeat(21, (i) => `a${i}:child(id:1){id}`)}}`, 'OPERATION_TOO_LARGE'],
  [
    '21 root fields in a fragment',
    `{...F} fragment F on Query{${repeat(21, (i) => `a${i}:child(id:1){id}`)}}`,
    'OPERATION_TOO_LARGE',
  ],
  ['2 000 fields', all(2_000, () => 'id'), 'OPERATION_TOO_LARGE'],
  ['1 900 times one field', all(1_900, () => 'id'), 'OPERATION_TOO_LARGE'],
  ['480 times one field with a field', all(480, () => 'friends{id}'), 'OPERATION_TOO_LARGE'],
  ['overlaps, 2 wide and 8 levels', `{child(id:1)${overlap(8, 2)}}`, 'OPERATION_TOO_LARGE'],
  ['overlaps, 7 wide and 3 levels', `{child(id:1)${overlap(3, 7)}}`, 'OPERATION_TOO_LARGE'],
  [
    'overlaps through fragments',
    `{child(id:1){...F0}}${repeat(30, (i) => `fragment F${i} on Child{${repeat(30 - i, (j) => `...F${i + j + 1}`)} friends{id}}`)} fragment F30 on Child{id}`,
    'OPERATION_TOO_LARGE',
  ],
  [
    '51 fragments',
    `{child(id:1){id}}${repeat(51, (i) => `fragment F${i} on Child{id}`)}`,
    'OPERATION_TOO_LARGE',
  ],
  [
    'a fragment bomb, 2 to the 40th',
    chain(40, (i) => `{...F${i} x:school{...S${i}}} fragment S${i} on School{children{...F${i}}}`),
    'OPERATION_TOO_LARGE',
  ],
  [
    'a flat fragment bomb, 3 to the 12th',
    chain(12, (i) => `{a${i}:friends{...F${i}} b${i}:friends{...F${i}} c${i}:friends{...F${i}}}`),
    'OPERATION_TOO_LARGE',
  ],
  ['51 directives', `{child(id:1){id ${'@include(if:true)'.repeat(51)}}}`, 'OPERATION_TOO_LARGE'],
  ['10 000 directives', `{child(id:1){id ${'@a'.repeat(10_000)}}}`, 'OPERATION_TOO_LARGE'],
  [
    '51 directives on a fragment',
    `{child(id:1){...F}} fragment F on Child ${'@a'.repeat(51)} {id}`,
    'OPERATION_TOO_LARGE',
  ],
  ['51 directives on a variable', `query($a:Int ${'@a'.repeat(51)}){child(id:1){id}}`, 'OPERATION_TOO_LARGE'],
  ['a list literal of 20 000', `{children(ids:[${'1 '.repeat(20_000)}]){id}}`, 'OPERATION_TOO_LARGE'],
  ['2 100 tokens without a space', `{child(id:1){${'id...F'.repeat(1_050)}}}`, 'OPERATION_TOO_LARGE'],
  ['600 operations', repeat(600, (i) => `query Q${i}{child(id:1){id}}`), 'OPERATION_TOO_LARGE'],
  ['1 000 variables', `query(${repeat(1_000, (i) => `$a${i}:Int`)}){child(id:1){id}}`, 'OPERATION_TOO_LARGE'],
  ['90 KB of commas and one brace', `${','.repeat(90_000)}{`, 'SYNTAX_INVALID'],
  ['90 KB of comments', `${'#'.repeat(90_000)}\n{`, 'SYNTAX_INVALID'],
  ['a name of 90 KB', `{${'a'.repeat(90_000)}}`, 'OPERATION_TOO_LARGE'],
  ['a string of 90 KB that is never closed', `{child(id:"${'a'.repeat(90_000)}`, 'SYNTAX_INVALID'],
  ['a block string of 90 KB that is never closed', `{child(id:"""${'a\\"'.repeat(20_000)}`, 'SYNTAX_INVALID'],
  ['a number of 90 KB', `{child(id:1){friends(first:${'9'.repeat(90_000)}){id}}}`, 'OPERATION_TOO_LARGE'],
  ['600 unknown fields', all(600, (i) => `friend${i}`), 'OPERATION_INVALID'],
  ['a definition of a type', `type A{${repeat(400, (i) => `f${i}:Int`)}}`, 'OPERATION_INVALID'],
  ['5 MB of a document', `{child(id:1){${'id '.repeat(1_700_000)}}}`, 'BODY_TOO_LARGE'],
];
