/** Text that is HTML already, and goes into a page as it is. */
export class Markup {
  constructor(readonly text: string) {}

  toString(): string {
    return this.text;
  }
}

/** What can stand in a page: text is escaped, nothing and false leave no trace. */
export type Piece = Markup | string | number | false | null | undefined | readonly Piece[];

/** HTML in which every inserted text is escaped, in an attribute too. */
export function html(strings: TemplateStringsArray, ...pieces: readonly Piece[]): Markup {
  return new Markup(strings.reduce((text, part, index) => text + textOf(pieces[index - 1]) + part));
}

function textOf(piece: Piece): string {
  if (piece === undefined || piece === null || piece === false) return '';
  if (piece instanceof Markup) return piece.text;
  if (typeof piece === 'object') return piece.map(textOf).join('');
  return String(piece).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
