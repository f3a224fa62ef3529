import type { FastifyInstance, FastifyRequest } from 'fastify';
import { catalogue, type Language } from '../../errors/catalogue.js';
import { figureCharts } from './figure-charts.js';
import { mayRead } from './figures-route.js';
import { html, type Markup } from './html.js';
import { liveDemonstration } from './live-demonstration.js';
import type { Pages } from './pages.js';
import { signInCards, signInWays } from './sign-in-ways.js';
import type { Site } from './site.js';
import { type StartWords, startWords } from './words/start.js';

/** The start page at `/`: what this is, ways in, a demonstration of what is live, figures, and where to go. */
export function mountStart(app: FastifyInstance, pages: Pages, site: Site): void {
  app.get('/', async (request, reply) => {
    const language = pages.languageOf(request);
    const words = startWords[language];
    const showsFigures = await mayRead(request, site.visitors);
    const main = html`
${failure(request, language, words)}
<section class="hero" aria-labelledby="headline">
<div>
<h1 id="headline">${words.headline}</h1>
<div class="what">${words.whatItIs.map((line) => html`<p>${line}</p>`)}</div>
<p class="ways"><a class="button" href="/graphql">${words.toPlayground}</a><a class="button second" href="/docs">${words.toDocumentation}</a></p>
${site.demo && html`<p class="synthetic">${words.synthetic}</p>`}
<div class="session" data-session data-signed-in-as="${words.signedInAs}" data-signed-in="${words.signedIn}" hidden><p></p><form method="post" action="/sign-out"><button class="button second" type="submit">${words.signOut}</button></form></div>
</div>
${glimpse(words)}
</section>
${site.demo ? signInCards(site.people, words) : signInWays(site.issuers, words)}
${site.demo && liveDemonstration(site.people, words)}
${showsFigures && figureCharts(words)}
${places(words)}`;
    return pages.send(request, reply, { title: words.title, path: '/', scripts: ['start.ts'], main });
  });
}

/** What a guardian’s app asks, and hears: the same type for both. */
function glimpse(words: StartWords): Markup {
  return html`<div class="glimpse card" aria-label="GraphQL" role="group">
<p>${words.sheAsks}</p>
<pre tabindex="0"><code><b>query</b> Home {
  viewer {
    children {
      name
      schoolClass { name }
      absences(<i>first: 3</i>) {
        nodes { day reason }
      }
    }
  }
}</code></pre>
<p>${words.sheHears}</p>
<pre tabindex="0"><code><b>subscription</b> Home {
  checkInRecorded {
    child { name }
    checkedInAt
  }
}</code></pre>
</div>`;
}

/** What a sign-in that went wrong says of itself, in the address. */
function failure(request: FastifyRequest, language: Language, words: StartWords): Markup | false {
  const { signInFailed } = request.query as { signInFailed?: unknown };
  if (typeof signInFailed !== 'string') return false;
  const known = Object.entries(catalogue).find(([code]) => code === signInFailed)?.[1];
  const sentence = known?.[language] ?? `${words.signInFailed} ${words.signInAgain}`;
  return html`<p class="notice" role="alert">${sentence}${known && html` <code>${signInFailed}</code>`}</p>`;
}

function places(words: StartWords): Markup {
  const all = [
    ['/graphql', words.playground],
    ['/docs', words.documentation],
    ['/schema.graphql', words.schema],
    ['/docs/errors', words.errors],
    ['/docs/changelog', words.changelog],
    ['/ready', words.health],
  ] as const;
  return html`<section aria-labelledby="places">
<h2 id="places">${words.places}</h2>
<ul class="places">${all.map(([address, [name, about]]) => html`<li><a href="${address}">${name}</a><span>${about}</span></li>`)}</ul>
</section>`;
}
