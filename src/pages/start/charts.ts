/** One span of time on the node, as `/figures` says it. */
interface Figure {
  readonly requests: number;
  readonly p95: number | null;
  readonly streams: number;
  readonly lag: number | null;
}

interface Figures {
  /** Milliseconds of one span. */
  readonly every: number;
  readonly figures: readonly Figure[];
}

/** How many spans a chart is wide, and its size in the drawing's own units. */
const SPANS = 60;
const WIDTH = 120;
const HEIGHT = 32;

const numbers = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 });

/** Draws the charts, and again as long as the page is looked at. */
export async function drawFigures(section: HTMLElement): Promise<void> {
  for (;;) {
    const answer = await fetch('/figures').catch(() => undefined);
    const { every, figures }: Figures = answer?.ok ? await answer.json() : { every: 5_000, figures: [] };
    for (const chart of section.querySelectorAll<HTMLElement>('[data-figure]'))
      draw(chart, figures, section.dataset['none'] ?? '');
    await new Promise((resolve) => setTimeout(resolve, every));
    if (document.hidden)
      await new Promise((resolve) => document.addEventListener('visibilitychange', resolve, { once: true }));
  }
}

function draw(chart: HTMLElement, figures: readonly Figure[], none: string): void {
  const values = figures.map((figure) => figure[chart.dataset['figure'] as keyof Figure]);
  const newest = values.findLast((value) => value !== null);
  const isKnown = newest !== undefined && newest !== null;
  const text = chart.querySelector('strong');
  const unit = chart.querySelector<HTMLElement>('.quiet');
  if (text) text.textContent = isKnown ? numbers.format(newest) : none;
  if (unit) unit.hidden = !isKnown;
  const line = lineOf(values.map((value) => value ?? 0));
  chart.querySelector('.figure-line')?.setAttribute('d', line);
  chart
    .querySelector('.figure-area')
    ?.setAttribute('d', line && `${line} L${WIDTH} ${HEIGHT} L${startOf(values)} ${HEIGHT} Z`);
}

const step = WIDTH / (SPANS - 1);
const startOf = (values: readonly unknown[]) => WIDTH - (values.length - 1) * step;

/** A line that ends at the right edge, as high as the greatest value is within the chart. */
function lineOf(values: readonly number[]): string {
  if (values.length < 2) return '';
  const most = Math.max(...values, 1e-9);
  const place = (value: number, index: number) =>
    `${(startOf(values) + index * step).toFixed(2)} ${(HEIGHT - 1 - (value / most) * (HEIGHT - 4)).toFixed(2)}`;
  return `M${values.map(place).join(' L')}`;
}
