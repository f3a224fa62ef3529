import { type Language, languages } from '../../errors/catalogue.js';
import type { Assets } from './assets.js';
import { html, type Markup, type Piece } from './html.js';
import { layoutWords } from './words/layout.js';

/** One page of the site around the API. */
export interface Page {
  /** Stands in the tab, before the product's name. */
  readonly title: string;
  /** Its address without a language, such as `/docs/live`: the menu marks it, and the choice of language leads to it. */
  readonly path: string;
  /** Names of style sheets and scripts in `src/pages`, beside the one that all pages share. */
  readonly styles?: readonly string[];
  readonly scripts?: readonly string[];
  readonly main: Piece;
  /** What is written in another language than the menu, such as documentation, names its own. */
  readonly mainLanguage?: Language;
}

/** The whole document: head, header with menu and languages, the page's own content, footer. */
export function layout(page: Page, language: Language, assets: Assets): Markup {
  const words = layoutWords[language];
  const sources = ['base.css', ...(page.styles ?? []), ...(page.scripts ?? [])];
  const styles = [...new Set(sources.flatMap(assets.styles))];
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="${words.description}">
<title>${page.title} – Skolegraf</title>
<link rel="icon" type="image/svg+xml" href="${assets.address('icon.svg')}">
${styles.map((address) => html`<link rel="stylesheet" href="${address}">\n`)}${(page.scripts ?? []).map((source) => html`<script type="module" src="${assets.address(source)}"></script>\n`)}</head>
<body>
<a class="skip" href="#main">${words.skip}</a>
${header(page.path, language)}
<main id="main" tabindex="-1"${page.mainLanguage && page.mainLanguage !== language ? html` lang="${page.mainLanguage}"` : ''}>
${page.main}
</main>
${footer(language)}
</body>
</html>
`;
}

/** The mark: three that are connected. */
export const mark = html`<svg class="mark" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false"><path d="M6 17.5 12 6l6 11.5M6 17.5h12" fill="none" stroke="currentColor" stroke-width="1.6"/><circle cx="12" cy="6" r="3.2" fill="currentColor"/><circle cx="6" cy="17.5" r="3.2" fill="currentColor"/><circle class="mark-live" cx="18" cy="17.5" r="3.2"/></svg>`;

function header(path: string, language: Language): Markup {
  const words = layoutWords[language];
  const places: readonly (readonly [string, string])[] = [
    ['/graphql', words.playground],
    ['/docs', words.documentation],
    ['/schema.graphql', words.schema],
  ];
  const link = ([address, name]: readonly [string, string]) => {
    const isHere = path === address || path.startsWith(`${address}/`);
    return html`<a href="${address}"${isHere && html` aria-current="page"`}>${name}</a>`;
  };
  return html`<header class="site-header">
<a class="wordmark" href="/">${mark}<span>Skolegraf</span></a>
<nav class="site-nav" aria-label="${words.menu}">${places.map(link)}</nav>
<nav class="site-languages" aria-label="${words.language}">${languages.map(
    (each) =>
      html`<a href="${path}?language=${each}" lang="${each}" hreflang="${each}"${each === language && html` aria-current="true"`} title="${layoutWords[each].itself}"><abbr title="${layoutWords[each].itself}">${each}</abbr></a>`,
  )}</nav>
</header>`;
}

function footer(language: Language): Markup {
  const words = layoutWords[language];
  return html`<footer class="site-footer">
<p>${words.synopsis}</p>
<nav aria-label="${words.more}"><a href="/docs/errors">${words.errors}</a><a href="/docs/changelog">${words.changelog}</a><a href="/schema.graphql">${words.schema}</a><a href="/ready">${words.health}</a></nav>
</footer>`;
}
