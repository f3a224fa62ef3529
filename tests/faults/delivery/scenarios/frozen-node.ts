import { counted, type Figure, faultsIn } from '../figures.js';
import { type Measure, onStage, type Scenario } from '../scenario.js';
import type { Stage } from '../stage.js';
import { inTime } from '../waiting.js';
import { atGate, GATE, gate } from './broken-sequencing.js';

const DELAY_MOST = 5_000;
const PATIENCE_MS = 45_000;

/** D2: a node's machine stands still while it gives positions, with the counter's lock in its hands. */
export const frozenNode: Scenario = {
  key: 'frozen',
  title: 'a node frozen inside the sequencer',
  measure: { events: 10, times: 1 },
  run: (ground, measure) =>
    onStage(ground, { nodes: 2, homes: 1, seed: measure.seed }, (stage) => freezing(stage, measure)),
};

async function freezing(stage: Stage, { events }: Measure): Promise<Figure[]> {
  const [home] = stage.village.homes;
  if (!home) return [];
  const listeners = stage.nodes.map((node) =>
    stage.listen(`guardian at ${node.name}`, home.guardian, home, { field: 'checkInRecorded', node }),
  );
  await stage.primed();
  await gate(stage);
  const holder = await stage.sql.connection();
  await holder.query(`select pg_advisory_lock(${GATE})`);
  await stage.pass(home, events);
  const inside = await atGate(stage);
  const frozen = stage.nodes.find(({ name }) => name === inside.node);
  const other = listeners.find(({ asked }) => asked.node() !== frozen?.url);
  frozen?.freeze();
  await holder.end();
  const begun = performance.now();
  const owed = (other?.count ?? 0) + events;
  await inTime(() => (other?.count ?? 0) >= owed, PATIENCE_MS);
  const taken = performance.now() - begun;
  frozen?.thaw();
  await stage.settled();
  const found = await stage.ledger.findings(stage.after, stage.subscribers);
  const faults = [...faultsIn(found), ...stage.endings()];
  return [
    {
      target: 'D2',
      wanted: `a node frozen inside the sequencer delays the others by at most ${DELAY_MOST} ms`,
      found: `${taken.toFixed(0)} ms; ${counted(found)}`,
      holds: taken <= DELAY_MOST,
      faults,
    },
  ];
}
