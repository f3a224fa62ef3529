/** A document that costs more than it may, and the code that it is refused with. */
export type Hostile = readonly [name: string, query: string, code: string];

export const repeat = (count: number, part: (index: number) => string): string =>
  Array.from({ length: count }, (_, i) => part(i)).join(' ');

/** One child with so many parts below it. */
export const all = (count: number, part: (index: number) => string): string =>
  `{child(id:1){${repeat(count, part)}}}`;

/** Fragments each of which spreads the next. */
export const chain = (count: number, body: (index: number) => string, last = '{id}'): string =>
  `{child(id:1){...F0}} ${repeat(count, (i) => `fragment F${i} on Child ${body(i + 1)}`)} fragment F${count} on Child ${last}`;
