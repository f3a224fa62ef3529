import { counted, type Figure, faultsIn, tally } from '../figures.js';
import { type Measure, onStage, type Scenario } from '../scenario.js';
import type { Stage } from '../stage.js';
import { audienceOf } from './audience.js';
import { writeMixed } from './mixed-writing.js';

/** Ways to be cut off before there is an answer: a client with a key sends again, and nobody is told of a failure. */
const unanswered = new Set(['ECONNREFUSED', 'ECONNRESET', 'UND_ERR_SOCKET']);

/** D8: a new version is rolled out, one node after the other, while everybody writes and listens. */
export const rollingRestart: Scenario = {
  key: 'd8',
  title: 'three nodes, restarted one after the other',
  measure: { events: 3_000, times: 2 },
  run: (ground, measure) =>
    onStage(ground, { nodes: 3, homes: 6, seed: measure.seed }, (stage) => rolling(stage, measure)),
};

async function rolling(stage: Stage, { events, times }: Measure): Promise<Figure[]> {
  audienceOf(stage);
  await stage.primed();
  let restarted = 0;
  const all = times * stage.nodes.length;
  const writing = writeMixed(stage, events, () => (events * (restarted + 1.5)) / (all + 1));
  writing.done.catch(() => undefined);
  const stops: number[] = [];
  for (; restarted < all; restarted++) {
    await writing.reached((events * (restarted + 1)) / (all + 1));
    const node = stage.nodes[restarted % stage.nodes.length];
    const begun = performance.now();
    await node?.stop();
    stops.push(performance.now() - begun);
    await node?.start();
  }
  await writing.done;
  await stage.settled();
  const found = await stage.ledger.findings(stage.after, stage.subscribers);
  const failed = [...stage.acts.failures].filter(([what]) => !unanswered.has(what));
  const ends = tally(stage.subscribers.flatMap(({ codes }) => [...codes]));
  const faults = [...faultsIn(found), ...stage.endings()];
  return [
    {
      target: 'D8',
      wanted: `${times} × rolling restart of three nodes: 0 failed mutations`,
      found: `${tally(failed)} failed; no answer and sent again: ${tally([...stage.acts.failures].filter(([what]) => unanswered.has(what)))}; a node stops within ${Math.max(...stops).toFixed(0)} ms`,
      holds: failed.length === 0,
      faults: [],
    },
    {
      target: 'D8',
      wanted: 'and streams lose nothing',
      found: `${counted(found)}; sockets closed with ${ends}`,
      holds: faults.length === 0,
      faults,
    },
  ];
}
