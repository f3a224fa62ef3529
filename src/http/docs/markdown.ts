import MarkdownIt, { type Token } from 'markdown-it';

/** A heading and what a link to it ends in. */
export interface Heading {
  readonly level: number;
  readonly anchor: string;
  readonly text: string;
}

/** What a page becomes. */
export interface Rendered {
  readonly html: string;
  readonly headings: readonly Heading[];
}

/** HTML in a page is text: what we write ourselves needs none, and nothing else gets in. */
const markdown = new MarkdownIt({ html: false, linkify: false });

/** Renders a page; `linkTo` says where a link or an image leads, undefined where there is nothing to lead to. */
export function rendered(text: string, linkTo: (link: string) => string | undefined): Rendered {
  const tokens = markdown.parse(withoutComments(text), {});
  const anchors = new Anchors();
  const headings: Heading[] = [];
  for (const [index, token] of tokens.entries()) {
    if (token.children) token.children = linked(token.children, linkTo);
    alignByClass(token);
    if (token.type !== 'heading_open') continue;
    const said = textOf(tokens[index + 1]);
    const anchor = anchors.of(said);
    token.attrSet('id', anchor);
    headings.push({ level: Number(token.tag.slice(1)), anchor, text: said });
  }
  const html = markdown.renderer.render(tokens, markdown.options, {});
  return { html: html.replace(/<(pre|table)>/g, scrollable), headings };
}

/** What is wider than the page scrolls by itself, by keyboard too. */
const scrollable = '<$1 tabindex="0">';

/** The pages' policy allows no style in an attribute, where tables would have their columns' alignment. */
function alignByClass(token: Token): void {
  const [, side] = /^text-align:(\w+)$/.exec(String(token.attrGet('style'))) ?? [];
  if (side === undefined) return;
  token.attrs = (token.attrs ?? []).filter(([name]) => name !== 'style');
  token.attrSet('class', `align-${side}`);
}

/** Comments outside code, which GitHub does not show either. */
const withoutComments = (text: string) =>
  text.replace(/(^```[\s\S]*?^```)|^<!--.*?-->\n?/gm, (_found, code: string | undefined) => code ?? '');

function linked(tokens: Token[], linkTo: (link: string) => string | undefined): Token[] {
  let isOpen = true;
  return tokens.filter((token) => {
    if (token.type === 'image') token.attrSet('src', linkTo(String(token.attrGet('src'))) ?? '');
    if (token.type === 'link_close') return isOpen;
    if (token.type !== 'link_open') return true;
    const target = linkTo(String(token.attrGet('href')));
    isOpen = target !== undefined;
    if (target !== undefined) token.attrSet('href', target);
    if (target?.startsWith('http')) token.attrSet('rel', 'noreferrer');
    return isOpen;
  });
}

const textOf = (token: Token | undefined): string =>
  (token?.children ?? [])
    .filter(({ type }) => type === 'text' || type === 'code_inline')
    .map(({ content }) => content)
    .join('');

/** Anchors of the headings of one page, as GitHub makes them. */
export class Anchors {
  readonly #used = new Map<string, number>();

  of(heading: string): string {
    const plain = heading
      .trim()
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M}_\- ]/gu, '')
      .replaceAll(' ', '-');
    const times = this.#used.get(plain) ?? 0;
    this.#used.set(plain, times + 1);
    return times === 0 ? plain : `${plain}-${times}`;
  }
}
