import { counted, type Figure, faultsIn } from '../figures.js';
import type { Home } from '../ground/village.js';
import type { Node } from '../node.js';
import { type Measure, onStage, type Scenario } from '../scenario.js';
import type { Stage } from '../stage.js';
import { until } from '../waiting.js';
import { audienceOf } from './audience.js';

/** A key that the gate below waits for. */
export const GATE = 7_034_117_299;

/** D2: a node dies after a commit that has no position yet, and while it gives positions. */
export const brokenSequencing: Scenario = {
  key: 'd2',
  title: 'killed between commit and position, and inside the sequencer',
  measure: { events: 40, times: 3 },
  run: (ground, measure) =>
    onStage(ground, { nodes: 2, homes: 2, seed: measure.seed }, (stage) => breaking(stage, measure)),
};

async function breaking(stage: Stage, { events, times }: Measure): Promise<Figure[]> {
  audienceOf(stage);
  await stage.primed();
  await gate(stage);
  for (let time = 0; time < times; time++) {
    await betweenCommitAndPosition(stage, events);
    await insideSequencer(stage, events, 'node');
    await insideSequencer(stage, events, 'backend');
  }
  await stage.settled();
  const found = await stage.ledger.findings(stage.after, stage.subscribers);
  const faults = [...faultsIn(found), ...stage.endings()];
  const wanted = `${times} × killed between commit and position, ${2 * times} × inside the sequencer: 0 lost, repeated, reordered`;
  return [{ target: 'D2', wanted, found: counted(found), holds: faults.length === 0, faults }];
}

/** Nobody can give positions while acts are acknowledged; then the node that acknowledged them dies. */
async function betweenCommitAndPosition(stage: Stage, events: number): Promise<void> {
  const holder = await stage.sql.connection();
  await holder.query('begin; select from events.counter for update');
  await write(stage, events);
  const [victim] = stage.nodes;
  await victim?.kill();
  await holder.query('rollback');
  await holder.end();
  await stage.settled();
  await victim?.start();
}

/** A sequencer stands in the middle of its work with all its locks; then its node, or its connection, dies. */
async function insideSequencer(stage: Stage, events: number, what: 'node' | 'backend'): Promise<void> {
  const holder = await stage.sql.connection();
  await holder.query(`select pg_advisory_lock(${GATE})`);
  await write(stage, events);
  const inside = await atGate(stage);
  const victim = stage.nodes.find(({ name }) => name === inside.node);
  if (what === 'node') await victim?.kill();
  else await stage.superuser('select pg_terminate_backend($1)', [inside.pid]);
  await holder.end();
  await stage.settled();
  if (what === 'node') await victim?.start();
}

/** Half through the API, half together, in every home. */
async function write(stage: Stage, events: number): Promise<void> {
  const each = async (home: Home) => {
    await stage.append(home, home.guardian, events / 2);
    await stage.pass(home, events / 2);
    await stage.say(home, 'school');
  };
  for (const home of stage.village.homes) await each(home);
}

/** Every update of the log passes a gate from now on, which an advisory lock closes. */
export async function gate({ sql }: Stage): Promise<void> {
  await sql(`create function public.faults_gate() returns trigger language plpgsql as $$ begin
    perform pg_advisory_xact_lock_shared(${GATE}); return new; end $$`);
  await sql(
    'create trigger faults_gate before update on event for each row execute function public.faults_gate()',
  );
}

/** The one that waits at the gate, which is the one that holds the counter. */
export async function atGate({ superuser }: Stage): Promise<{ pid: number; node: Node['name'] }> {
  const find = () =>
    superuser<{ pid: number; node: string }>(
      `select a.pid, a.application_name as node from pg_locks l join pg_stat_activity a on a.pid = l.pid
         where l.locktype = 'advisory' and not l.granted and a.datname = current_database()`,
    );
  await until('a sequencer is at the gate', async () => (await find()).length > 0);
  const [found] = await find();
  if (!found) throw new Error('nobody is at the gate');
  return found;
}
