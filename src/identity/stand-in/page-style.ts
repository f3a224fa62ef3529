/** The look of the page on which a person is chosen: system fonts, light and dark, wide and narrow. */
export const pageStyle = `
:root { color-scheme: light dark; --ground: #f7f7f4; --card: #fff; --text: #1c1f24; --quiet: #565d68; --line: #8a919c; --mark: #0b5c57; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #14171b; --card: #1e2329; --text: #eef0f2; --quiet: #b3bac4; --line: #7d8794; --mark: #6fd3c9; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 64rem; padding: 1rem; background: var(--ground); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
nav { text-align: right; }
a { color: var(--mark); margin-left: .75rem; display: inline-block; padding: .25rem 0; }
a[aria-current] { color: var(--text); font-weight: 600; text-decoration: none; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: .5rem 0; }
h2 { font-size: 1.25rem; margin: 2rem 0 0; }
h3 { font-size: 1rem; margin: 1.25rem 0 .5rem; color: var(--quiet); }
ul { display: grid; gap: .5rem; grid-template-columns: repeat(auto-fill, minmax(min(18rem, 100%), 1fr)); list-style: none; margin: 0; padding: 0; }
li { display: grid; }
button { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; color: inherit; cursor: pointer; font: inherit; min-height: 2.75rem; padding: .5rem .75rem; text-align: left; }
button strong, button span { display: block; }
button span { color: var(--quiet); font-size: .9rem; }
button:hover { border-color: var(--mark); }
:focus-visible { outline: 3px solid var(--mark); outline-offset: 2px; }
.cancel { margin-top: 2rem; }
`;
