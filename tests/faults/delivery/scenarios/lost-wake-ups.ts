import { counted, type Figure, faultsIn, quantile, spread } from '../figures.js';
import { type Measure, onStage, type Scenario } from '../scenario.js';
import type { Stage } from '../stage.js';
import { inTime } from '../waiting.js';

const MORE_MS = 250;

/** D4: no wake-up comes, and events are heard of by the clock alone. */
export const lostWakeUps: Scenario = {
  key: 'd4',
  title: 'all wake-ups lost',
  measure: { events: 60, times: 1 },
  run: (ground, measure) =>
    onStage(ground, { nodes: 2, homes: 1, seed: measure.seed }, (stage) => losing(stage, measure)),
};

async function losing(stage: Stage, { events }: Measure): Promise<Figure[]> {
  const [home] = stage.village.homes;
  if (!home) return [];
  for (const node of stage.nodes)
    stage.listen(`guardian at ${node.name}`, home.guardian, home, { field: 'messageReceived', node });
  await stage.primed();
  const woken = await times(stage, events, true);
  const alone = await times(stage, events, false);
  const found = await stage.ledger.findings(stage.after, stage.subscribers);
  const more = Math.max(quantile(alone, 1) - quantile(woken, 1), quantile(alone, 0.5) - quantile(woken, 0.5));
  const faults = [...faultsIn(found), ...stage.endings()];
  return [
    {
      target: 'D4',
      wanted: `all wake-ups lost: at most ${MORE_MS} ms later`,
      found: `woken ${spread(woken)}; by the clock ${spread(alone)}; ${more.toFixed(0)} ms more; ${counted(found)}`,
      holds: more <= MORE_MS,
      faults,
    },
  ];
}

/** One event at a time, at any moment of the clock. @returns milliseconds until the last subscriber had each. */
async function times(stage: Stage, events: number, wake: boolean): Promise<number[]> {
  const [home] = stage.village.homes;
  if (!home) return [];
  const taken: number[] = [];
  for (let turn = 0; turn < events; turn++) {
    const begun = performance.now();
    await stage.append(home, home.teachers[0] ?? home.guardian, 1, { wake });
    const committed = performance.now();
    await inTime(() => stage.lag === 0, 5_000);
    taken.push(
      Math.max(...stage.subscribers.map(({ receipts }) => receipts.at(-1)?.at ?? begun)) - committed,
    );
    await new Promise((done) => setTimeout(done, stage.random() * 40));
  }
  return taken.map((each) => Math.max(0, each));
}
