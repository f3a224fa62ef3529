import type { Figure } from '../figures.js';
import { asSuperuser } from '../ground/ground.js';
import { oneOf } from '../random.js';
import { type Measure, onStage, type Scenario } from '../scenario.js';
import type { Stage } from '../stage.js';
import type { Subscriber } from '../traffic/subscriber.js';
import { inTime, until } from '../waiting.js';
import { resumed } from './random-resumption.js';

/** D9: the database is set back to an earlier copy, and goes on from there with other events. */
export const restoredBackup: Scenario = {
  key: 'd9',
  title: 'restored from a backup',
  measure: { events: 100, times: 25 },
  run: (ground, measure) =>
    onStage(ground, { nodes: 2, homes: 1, seed: measure.seed }, (stage) => restoring(stage, measure)),
};

async function restoring(stage: Stage, { events, times }: Measure): Promise<Figure[]> {
  const [home] = stage.village.homes;
  if (!home) return [];
  const listener = stage.listen('guardian', home.guardian, home, { field: 'messageReceived' });
  await stage.primed();
  const write = (count: number) => stage.append(home, home.teachers[0] ?? home.guardian, count);
  await write(events);
  await stage.settled();
  const before = listener.receipts.map(({ cursor }) => cursor);
  await whileStopped(stage, () => backedUp(stage));
  await write(events);
  await stage.settled();
  const after = listener.receipts.slice(before.length).map(({ cursor }) => cursor);
  await listener.stop();
  await whileStopped(stage, () => restored(stage));
  await write(2 * events);
  const [older, newer] = [
    await accepted(stage, listener, before, times),
    await accepted(stage, listener, after, times),
  ];
  const running = await restoredUnderWay(stage, events, write);
  await asSuperuser(stage.ground, 'postgres', `drop database ${backupOf(stage)} with (force)`);
  return [
    {
      target: 'D9',
      wanted: 'after a restore every cursor from after the backup says RESYNC_REQUIRED',
      found: `${times - newer} of ${times} do`,
      holds: newer === 0,
      faults: newer > 0 ? [`${newer} cursors of events that are gone were accepted`] : [],
    },
    {
      target: 'D9',
      wanted: 'and so does every cursor from before it',
      found: `${times - older} of ${times} do; the others' events are in the restored log`,
      holds: older === 0,
      faults: [],
    },
    running,
  ];
}

/** The database is set back under nodes that run, and a stream that is open: it must hear all, or be told. */
async function restoredUnderWay(
  stage: Stage,
  events: number,
  write: (count: number) => Promise<void>,
): Promise<Figure> {
  const [home] = stage.village.homes;
  const listener =
    home && stage.listen('guardian who stays', home.guardian, home, { field: 'messageReceived' });
  if (!listener) throw new Error('nobody lives here');
  await until(
    'the stream is open',
    async () => {
      await write(1);
      return listener.count > 0;
    },
    { interval: 200 },
  );
  await restored(stage);
  await write(events / 2);
  await inTime(() => listener.ending !== undefined, 10_000);
  const rows = await stage.sql<{ id: string }>(`select id from event order by ordinal desc limit $1`, [
    events / 2,
  ]);
  const missed = rows.filter(({ id }) => !listener.has(id)).length;
  const isTold = listener.ending === 'RESYNC_REQUIRED';
  return {
    target: 'D9',
    wanted: 'restored under running nodes: an open stream hears all, or is told RESYNC_REQUIRED',
    found: isTold
      ? 'it was told'
      : `it missed ${missed} of ${rows.length} events, and was told ${listener.ending ?? 'nothing'}`,
    holds: isTold || missed === 0,
    faults: isTold || missed === 0 ? [] : [`${missed} events were lost in silence after a restore`],
  };
}

/** How many of some cursors are taken, though the log is another. */
async function accepted(
  stage: Stage,
  like: Subscriber,
  cursors: readonly string[],
  times: number,
): Promise<number> {
  let count = 0;
  for (let time = 0; time < times; time++) {
    const got = await resumed(stage, like, oneOf(stage.random, cursors), 1);
    if (got.ending !== 'RESYNC_REQUIRED') count += 1;
  }
  return count;
}

const backupOf = ({ database }: Stage) => `${database.slice(0, 50)}_backup`;

async function whileStopped({ nodes }: Stage, work: () => Promise<void>): Promise<void> {
  await Promise.all(nodes.map((node) => node.stop()));
  await work();
  await Promise.all(nodes.map((node) => node.start()));
}

async function backedUp(stage: Stage): Promise<void> {
  await stage.superuser(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  );
  await stage.superuser.disconnect();
  await copyOf(stage, backupOf(stage), stage.database);
}

async function restored(stage: Stage): Promise<void> {
  await asSuperuser(stage.ground, 'postgres', `drop database ${stage.database} with (force)`);
  await copyOf(stage, stage.database, backupOf(stage));
  await asSuperuser(stage.ground, 'postgres', `alter database ${stage.database} owner to skolegraf_owner`);
  const serves = () =>
    stage.sql('select 1').then(
      () => true,
      () => false,
    );
  await until('the restored database serves', serves);
}

async function copyOf({ ground }: Stage, copy: string, original: string): Promise<void> {
  await asSuperuser(ground, 'postgres', `create database ${copy} template ${original}`);
}
