import { html, Markup } from '../pages/html.js';
import type { Page } from '../pages/layout.js';
import { type DocumentedPage, servedAt } from './library.js';
import { rendered } from './markdown.js';

/** A page of the documentation: where one is, the text, and what stands on this page. */
export function docsPage(page: DocumentedPage, pages: readonly DocumentedPage[]): Page {
  const { html: text, headings } = rendered(page.text, (link) => servedAt(link, page.file, pages));
  const links = pages.map(
    ({ url, title }) =>
      html`<li><a href="${url}"${url === page.url && html` aria-current="page"`}>${title}</a></li>`,
  );
  const here = headings
    .filter(({ level }) => level === 2)
    .map((each) => html`<li><a href="#${each.anchor}">${each.text}</a></li>`);
  const main = html`<div class="docs">
<nav class="docs-pages" aria-label="Documentation"><ul>${links}</ul></nav>
<article>${new Markup(text)}</article>
${here.length > 1 && html`<nav class="docs-here" aria-label="On this page"><ul>${here}</ul></nav>`}
</div>`;
  return { title: page.title, path: page.url, styles: ['docs.css'], main, mainLanguage: 'en' };
}
