/** The look of the page on which a person is chosen, in the colours of our own pages: light and dark, wide and narrow. */
export const pageStyle = `
:root { color-scheme: light dark; --ground: #f5f8f6; --card: #fff; --text: #14211c; --quiet: #4f6159; --line: #8a9991; --mark: #12573f; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #0f1613; --card: #17201c; --text: #e5ece8; --quiet: #a2b3aa; --line: #75867d; --mark: #84d3af; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 72rem; padding: 1rem 1.5rem 3rem; background: var(--ground); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
nav { text-align: right; }
a { color: var(--mark); margin-left: .75rem; display: inline-block; padding: .25rem 0; }
a[aria-current] { color: var(--text); font-weight: 600; text-decoration: none; }
h1 { font-size: 2.25rem; letter-spacing: -.02em; line-height: 1.2; margin: 1.5rem 0 .5rem; }
h2 { font-size: 1.25rem; margin: 2rem 0 0; }
h3 { font-size: 1rem; margin: 1.25rem 0 .5rem; color: var(--quiet); }
ul { display: grid; gap: .5rem; grid-template-columns: repeat(auto-fill, minmax(min(18rem, 100%), 1fr)); list-style: none; margin: 0; padding: 0; }
li { display: grid; }
button { background: var(--card); border: 1px solid var(--line); border-radius: .75rem; color: inherit; cursor: pointer; font: inherit; min-height: 2.75rem; padding: .7rem 1rem; text-align: left; vertical-align: top; }
button strong, button span { display: block; }
button span { color: var(--quiet); font-size: .9rem; }
button:hover { border-color: var(--mark); }
:focus-visible { outline: 3px solid var(--mark); outline-offset: 2px; }
.cancel { margin-top: 2rem; }
`;
