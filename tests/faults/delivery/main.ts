import { parseArgs } from 'node:util';
import { type Figure, lineOf } from './figures.js';
import { startDurableCluster } from './ground/cluster.js';
import { groundOn } from './ground/ground.js';
import type { Scenario } from './scenario.js';
import { scenarios } from './scenarios/index.js';

const say = (line: string) => void process.stdout.write(`${line}\n`);

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { events: { type: 'string' }, times: { type: 'string' }, seed: { type: 'string' } },
});
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const named = positionals.map((name) => name.toLowerCase());
const chosen = named.length === 0 ? scenarios : scenarios.filter(({ key }) => named.includes(key));
if (chosen.length === 0) {
  say(`There is no such scenario. These are: ${scenarios.map(({ key }) => key).join(', ')}.`);
  process.exit(2);
}

say(`Faults: delivery while things break. Seed ${seed}; \`-- <scenario> --seed ${seed}\` runs one again.`);
const cluster = await startDurableCluster();
const figures: Figure[] = [];
// What was started ends with the run: the database here, the nodes when they see that their parent is gone.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(signal, () => void cluster.stop().finally(() => process.exit(130)));
try {
  const ground = await groundOn(cluster);
  for (const scenario of chosen) {
    const begun = performance.now();
    const found = await attempt(scenario);
    figures.push(...found);
    for (const figure of found) say(lineOf(figure));
    say(`      (${scenario.title}: ${((performance.now() - begun) / 1000).toFixed(0)} s)`);
  }
  async function attempt(scenario: Scenario): Promise<Figure[]> {
    const { events, times } = scenario.measure;
    const measure = { events: Number(values.events ?? events), times: Number(values.times ?? times), seed };
    try {
      return await scenario.run(ground, measure);
    } catch (error) {
      const fault = error instanceof Error ? (error.stack ?? error.message) : String(error);
      return [
        {
          target: scenario.key,
          wanted: scenario.title,
          found: 'it broke off',
          holds: false,
          faults: [fault],
        },
      ];
    }
  }
} finally {
  await cluster.stop();
}
const broken = figures.filter(({ faults }) => faults.length > 0);
say(
  `\n${figures.filter(({ holds }) => holds).length} of ${figures.length} figures hold; ${broken.length} broken.`,
);
process.exit(broken.length > 0 ? 1 : 0);
