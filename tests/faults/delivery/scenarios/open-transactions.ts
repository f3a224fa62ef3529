import type pg from 'pg';
import { counted, type Figure, faultsIn, quantile, spread } from '../figures.js';
import { type Measure, onStage, type Scenario } from '../scenario.js';
import type { Stage } from '../stage.js';
import type { Query } from '../traffic/appending.js';
import { until } from '../waiting.js';

const WRITERS = 32;
const HELD_MS = 3_000;
const DELAY_MOST = 200;

/** D5: many write at once in transactions that stay open, one of them for long. */
export const openTransactions: Scenario = {
  key: 'd5',
  title: '32 writers with open transactions, one for three seconds',
  measure: { events: 640, times: 1 },
  run: (ground, measure) =>
    onStage(ground, { nodes: 2, homes: 12, seed: measure.seed }, (stage) => holding(stage, measure)),
};

async function holding(stage: Stage, { events }: Measure): Promise<Figure[]> {
  const { homes } = stage.village;
  for (const [index, home] of homes.slice(0, 6).entries())
    stage.listen(`guardian ${index}`, home.guardian, home, { field: 'checkInRecorded', child: home.child });
  await stage.primed();
  const usual = await late(stage, () => crowd(stage, events / 2));
  const [home] = homes;
  const slow = await stage.sql.connection();
  await slow.query('begin');
  const { promise: longEnough, resolve: release } = Promise.withResolvers<void>();
  const query: Query = (text, values) => slow.query(text, [...values]);
  const commit = () => longEnough.then(() => slow.query('commit'));
  const held = home && stage.pass(home, 1, { query, commit });
  const begun = performance.now();
  const beside = await late(stage, async () => {
    await crowd(stage, events / 2);
    await until('the transaction was open for long', () => performance.now() - begun > HELD_MS);
  });
  release();
  await held;
  await slow.end();
  await stage.settled();
  const found = await stage.ledger.findings(stage.after, stage.subscribers);
  const faults = [...faultsIn(found), ...stage.endings()];
  const more = quantile(beside, 1) - quantile(usual, 1);
  return [
    {
      target: 'D5',
      wanted: `${WRITERS} writers; one transaction open for ${HELD_MS} ms delays the others by at most ${DELAY_MOST} ms`,
      found: `without it ${spread(usual)}; with it ${spread(beside)}; ${more.toFixed(0)} ms more at the most; ${counted(found)}`,
      holds: more <= DELAY_MOST,
      faults,
    },
  ];
}

/** Milliseconds from acknowledgement to receipt of all that came while something was done. */
async function late(stage: Stage, work: () => Promise<void>): Promise<number[]> {
  const before = stage.subscribers.map(({ receipts }) => receipts.length);
  await work();
  await until('all that is committed has come', () => stage.lag === 0);
  return stage.subscribers.flatMap(({ receipts }, index) =>
    receipts.slice(before[index]).flatMap(({ eventId, at }) => {
      const acknowledged = stage.ledger.acknowledged.get(eventId);
      return acknowledged === undefined ? [] : [Math.max(0, at - acknowledged)];
    }),
  );
}

/** Each writer on a connection of its own: some events, a while with the transaction open, and the commit. */
async function crowd(stage: Stage, events: number): Promise<void> {
  const { homes } = stage.village;
  const writers = await Promise.all(Array.from({ length: WRITERS }, () => stage.sql.connection()));
  const write = async (client: pg.Client, index: number) => {
    const home = homes[index % homes.length];
    for (let turn = 0; home && turn < events / WRITERS; turn++) {
      await client.query('begin');
      await stage.pass(home, 1, {
        query: (text, values) => client.query(text, [...values]),
        commit: async () => {
          await new Promise((done) => setTimeout(done, stage.random() * 50));
          await client.query('commit');
        },
      });
    }
    await client.end();
  };
  await Promise.all(writers.map(write));
}
