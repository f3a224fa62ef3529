import { counted, type Figure, faultsIn, tally } from '../figures.js';
import { type Measure, onStage, type Scenario } from '../scenario.js';
import type { Stage } from '../stage.js';
import { until } from '../waiting.js';
import { audienceOf } from './audience.js';
import { writeMixed } from './mixed-writing.js';

const BACK_MS = 5_000;

/** D3: the database dies as in a power cut, while everybody writes and listens. */
export const killedDatabase: Scenario = {
  key: 'd3',
  title: 'the database, killed',
  killsDatabase: true,
  measure: { events: 4_000, times: 10 },
  run: (ground, measure) =>
    onStage(ground, { nodes: 2, homes: 6, seed: measure.seed }, (stage) => killing(stage, measure)),
};

async function killing(stage: Stage, { events, times }: Measure): Promise<Figure[]> {
  audienceOf(stage);
  await stage.primed();
  const backs: number[] = [];
  const writing = writeMixed(stage, events, () => (events * (backs.length + 1.5)) / (times + 1));
  writing.done.catch(() => undefined);
  while (backs.length < times) {
    await writing.reached((events * (backs.length + 1)) / (times + 1));
    await stage.ground.kill?.();
    backs.push(await back(stage));
  }
  await writing.done;
  await stage.settled();
  const found = await stage.ledger.findings(stage.after, stage.subscribers);
  const faults = [...faultsIn(found), ...stage.endings()];
  const slowest = Math.max(...backs);
  const ends = tally(stage.subscribers.flatMap(({ codes }) => [...codes]));
  return [
    {
      target: 'D3',
      wanted: `database killed ${times} times: nothing acknowledged is lost`,
      found: `${counted(found)}; acts sent again: ${tally(stage.acts.failures)}; streams ended: ${ends}`,
      holds: faults.length === 0,
      faults,
    },
    {
      target: 'D3',
      wanted: `nodes answer within ${BACK_MS} ms of its being back`,
      found: `at most ${slowest.toFixed(0)} ms`,
      holds: slowest <= BACK_MS,
      faults: stage.nodes.flatMap(({ deaths, name }) => (deaths > 0 ? [`${name} died with it`] : [])),
    },
  ];
}

/** Waits until the database, and then until every node answers. @returns milliseconds from the one to the other. */
async function back({ sql, nodes }: Stage): Promise<number> {
  const answers = () =>
    sql('select 1').then(
      () => true,
      () => false,
    );
  await until('the database is gone', async () => !(await answers()), { interval: 5 });
  await until('the database is back', answers, { interval: 10 });
  const begun = performance.now();
  const ready = (url: string) =>
    fetch(`${url}/ready`, { signal: AbortSignal.timeout(5_000) }).then(
      ({ status }) => status === 200,
      () => false,
    );
  await until('all nodes answer', async () =>
    (await Promise.all(nodes.map(({ url }) => ready(url)))).every(Boolean),
  );
  return performance.now() - begun;
}
