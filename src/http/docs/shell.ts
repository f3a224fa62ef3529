import type { DocumentedPage } from './library.js';
import type { Rendered } from './markdown.js';

/** A whole page around what was rendered: where one is, where else one can go. */
export function shell(
  page: DocumentedPage,
  { html, headings }: Rendered,
  pages: readonly DocumentedPage[],
): string {
  const links = pages.map(({ url, title }) =>
    url === page.url
      ? `<li><a href="${url}" aria-current="page">${escaped(title)}</a></li>`
      : `<li><a href="${url}">${escaped(title)}</a></li>`,
  );
  const here = headings.map(({ anchor, text }) => `<li><a href="#${anchor}">${escaped(text)}</a></li>`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(page.title)} – Skolegraf</title>
<link rel="stylesheet" href="/docs/docs.css">
</head>
<body>
<a class="skip" href="#content">Skip to the text</a>
<header><a href="/">Skolegraf</a> <a href="/graphql">Playground</a> <a href="/schema.graphql">Schema</a></header>
<div class="columns">
<nav aria-label="Documentation"><ul>${links.join('')}</ul></nav>
<main id="content">${html}</main>
${here.length > 1 ? `<nav class="here" aria-label="On this page"><ul>${here.join('')}</ul></nav>` : ''}
</div>
</body>
</html>
`;
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** How the pages look, light and dark. */
export const css = `:root {
  color-scheme: light dark;
  --text: light-dark(#1c2330, #e4e8ef);
  --quiet: light-dark(#566072, #a0a9b8);
  --ground: light-dark(#ffffff, #14181f);
  --raised: light-dark(#f3f5f8, #1e242e);
  --line: light-dark(#d8dde5, #343c49);
  --link: light-dark(#0b57a4, #8cc2ff);
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0; background: var(--ground); color: var(--text); font: 1rem/1.6 system-ui, sans-serif; }
a { color: var(--link); }
a:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: 1rem; top: 1rem; background: var(--ground); padding: .5rem; }
header { display: flex; gap: 1.5rem; padding: .75rem 1.25rem; border-bottom: 1px solid var(--line); }
header a:first-child { font-weight: 700; }
header a { text-decoration: none; }
.columns { display: flex; gap: 2.5rem; max-width: 90rem; margin: 0 auto; padding: 1.25rem; }
nav { flex: 0 0 13rem; font-size: .925rem; }
nav ul { list-style: none; margin: 0; padding: 0; position: sticky; top: 1rem; max-height: calc(100vh - 2rem); overflow-y: auto; }
nav a { display: block; padding: .2rem 0; color: var(--quiet); text-decoration: none; }
nav a:hover { color: var(--link); }
nav a[aria-current] { color: var(--text); font-weight: 600; }
main { flex: 1 1 0; min-width: 0; max-width: 52rem; }
h1 { margin-top: 0; line-height: 1.2; }
h2 { margin-top: 2.5rem; line-height: 1.3; }
code { background: var(--raised); border-radius: 3px; padding: .1em .3em; font: .9em/1.5 ui-monospace, monospace; overflow-wrap: anywhere; }
pre { background: var(--raised); border: 1px solid var(--line); border-radius: 6px; padding: .9rem 1rem; overflow-x: auto; }
pre code { background: none; padding: 0; overflow-wrap: normal; }
table { display: block; overflow-x: auto; border-collapse: collapse; font-size: .925rem; }
th, td { border: 1px solid var(--line); padding: .35rem .6rem; text-align: left; vertical-align: top; }
th { background: var(--raised); }
img { max-width: 100%; }
@media (max-width: 75rem) { .here { display: none; } }
@media (max-width: 50rem) {
  .columns { flex-direction: column; gap: 1rem; }
  nav { flex: none; }
  nav ul { position: static; max-height: none; columns: 2; }
}
`;
