import { html, type Markup } from './html.js';
import type { StartWords } from './words/start.js';

/** The places of the four small charts; the page's script draws them. */
export function figureCharts(words: StartWords): Markup {
  const charts = [
    ['requests', words.requests, words.perSecond],
    ['p95', words.p95, words.milliseconds],
    ['streams', words.streams, words.open],
    ['lag', words.lag, words.milliseconds],
  ] as const;
  return html`<section aria-labelledby="figures" data-figures data-none="${words.none}">
<h2 id="figures">${words.figures}</h2>
<p class="quiet">${words.figuresLead}</p>
<dl class="figures">${charts.map(
    ([figure, name, unit]) =>
      html`<div class="figure" data-figure="${figure}"><dt>${name}</dt><dd><strong>–</strong> <span class="quiet">${unit}</span></dd><dd aria-hidden="true"><svg viewBox="0 0 120 32" preserveAspectRatio="none" focusable="false"><path class="figure-area"/><path class="figure-line"/></svg></dd></div>`,
  )}</dl>
</section>`;
}
