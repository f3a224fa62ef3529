import { counted, faultsIn, tally } from '../figures.js';
import { oneOf } from '../random.js';
import { type Measure, onStage, type Scenario } from '../scenario.js';
import type { Stage } from '../stage.js';
import { audienceOf } from './audience.js';
import { writeMixed } from './mixed-writing.js';

/** D1: nodes die without a word while everybody writes and listens. */
export const killedNodes: Scenario = {
  key: 'd1',
  title: 'three nodes, killed at random',
  measure: { events: 100_000, times: 50 },
  run: (ground, measure) =>
    onStage(ground, { nodes: 3, homes: 6, seed: measure.seed }, (stage) => killing(stage, measure)),
};

async function killing(stage: Stage, { events, times }: Measure) {
  audienceOf(stage);
  await stage.primed();
  let killed = 0;
  const writing = writeMixed(stage, events, () => (events * (killed + 1.5)) / (times + 1));
  writing.done.catch(() => undefined);
  for (; killed < times; killed++) {
    await writing.reached((events * (killed + 1)) / (times + 1));
    const node = oneOf(stage.random, stage.nodes);
    await node.kill();
    await node.start();
  }
  await writing.done;
  await stage.settled();
  const found = await stage.ledger.findings(stage.after, stage.subscribers);
  const deaths = stage.nodes.filter(({ deaths }) => deaths > 0).map(({ name }) => `${name} died by itself`);
  const faults = [...faultsIn(found), ...deaths, ...stage.endings()];
  return [
    {
      target: 'D1',
      wanted: `${times} × kill -9 of one of three nodes during ${events} events: 0 lost, repeated, reordered`,
      found: `${counted(found)}; sent again: ${tally(stage.acts.failures)}`,
      holds: faults.length === 0,
      faults,
    },
  ];
}
