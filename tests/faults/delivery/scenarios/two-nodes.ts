import { counted, type Figure, faultsIn } from '../figures.js';
import { type Measure, onStage, type Scenario } from '../scenario.js';
import type { Stage } from '../stage.js';
import { until } from '../waiting.js';
import { cutWakeUps } from './wake-ups.js';

/** Two nodes with a subscriber each: what is sent at one is heard at both, with wake-ups and without. */
export const twoNodes: Scenario = {
  key: 'nodes',
  title: 'two nodes',
  measure: { events: 20, times: 1 },
  run: (ground, measure) =>
    onStage(ground, { nodes: 2, homes: 1, seed: measure.seed }, (stage) => hearing(stage, measure)),
};

export async function hearing(stage: Stage, { events }: Measure): Promise<Figure[]> {
  const [home] = stage.village.homes;
  if (!home) return [];
  for (const node of stage.nodes) {
    stage.listen(`guardian at ${node.name}`, home.guardian, home, { field: 'messageReceived', node });
    stage.listen(`inbox at ${node.name}`, home.guardian, home, { field: 'inboxChanged', node });
  }
  await stage.primed();
  const say = async () => {
    for (let turn = 0; turn < events; turn++) await stage.say(home, turn % 2 === 0 ? 'school' : 'home');
    await until('both have heard all', () => stage.lag === 0);
  };
  await say();
  const cutting = cutWakeUps(stage.superuser);
  try {
    await until('the wake-ups are cut', () => cutting.count >= stage.nodes.length);
    await say();
  } finally {
    await cutting.stop();
  }
  const found = await stage.ledger.findings(stage.after, stage.subscribers);
  const faults = [...faultsIn(found), ...stage.endings()];
  const wanted = 'a message sent at one of two nodes arrives at both, also with wake-ups cut';
  return [
    {
      target: 'nodes',
      wanted,
      found: `${counted(found)}; ${cutting.count} wake-up connections cut`,
      holds: faults.length === 0,
      faults,
    },
  ];
}
