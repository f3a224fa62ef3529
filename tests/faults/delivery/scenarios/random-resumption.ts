import { type Figure, quantile, tally } from '../figures.js';
import { oneOf } from '../random.js';
import { type Measure, onStage, type Scenario } from '../scenario.js';
import type { Stage } from '../stage.js';
import { Subscriber } from '../traffic/subscriber.js';
import { inTime, until } from '../waiting.js';

/** How many events are checked after each resumption. */
const CHECKED = 5;
/** How many resume at the same time; nobody may hold more than ten sockets. */
const AT_ONCE = 8;

/** D6: a client resumes at any of its cursors, over and over; from one whose event is gone it is told so. */
export const randomResumption: Scenario = {
  key: 'd6',
  title: 'resumed at random cursors',
  measure: { events: 2_000, times: 500 },
  run: (ground, measure) =>
    onStage(ground, { nodes: 2, homes: 1, seed: measure.seed }, (stage) => resuming(stage, measure)),
};

export async function resuming(stage: Stage, { events, times }: Measure): Promise<Figure[]> {
  const [home] = stage.village.homes;
  if (!home) return [];
  const first = stage.listen('guardian', home.guardian, home, { field: 'messageReceived' });
  await stage.primed();
  for (let written = 0; written < events; written += 50)
    await stage.append(home, home.teachers[0] ?? home.guardian, 50);
  await stage.settled(60_000);
  const chain = first.receipts.map(({ eventId, cursor }) => ({ eventId, cursor }));
  const wrong: string[] = [];
  const taken: number[] = [];
  const whole = async () => {
    const at = Math.floor(stage.random() * (chain.length - 1));
    const begun = performance.now();
    const got = await resumed(stage, first, chain[at]?.cursor, Math.min(CHECKED, chain.length - 1 - at));
    taken.push(performance.now() - begun);
    const owed = chain.slice(at + 1, at + 1 + CHECKED).map(({ eventId }) => eventId);
    if (
      got.receipts
        .slice(0, owed.length)
        .map(({ eventId }) => eventId)
        .join() !== owed.join()
    )
      wrong.push(`resumed at ${at}: another sequence, ${tally(got.codes)}`);
  };
  await crowd(times, whole);
  const half = chain[chain.length >> 1];
  await stage.sql('delete from event where position <= (select position from event where id = $1)', [
    half?.eventId,
  ]);
  const expired = chain.slice(0, (chain.length >> 1) + 1);
  const unsaid: string[] = [];
  await crowd(Math.ceil(times / 5), async () => {
    const { cursor } = oneOf(stage.random, expired);
    const got = await resumed(stage, first, cursor, 1);
    if (got.ending !== 'RESYNC_REQUIRED' || got.receipts.length > 0)
      unsaid.push(`an expired cursor was answered with ${got.ending ?? `${got.receipts.length} events`}`);
  });
  return [
    {
      target: 'D6',
      wanted: `${times} times resumed at a random cursor: always the same sequence`,
      found: `${wrong.length} wrong; first ${CHECKED} events within p50 ${quantile(taken, 0.5).toFixed(0)} ms, p99 ${quantile(taken, 0.99).toFixed(0)} ms`,
      holds: wrong.length === 0,
      faults: wrong,
    },
    {
      target: 'D6',
      wanted: 'an expired cursor always says RESYNC_REQUIRED',
      found: `${unsaid.length} of ${Math.ceil(times / 5)} did not`,
      holds: unsaid.length === 0,
      faults: unsaid,
    },
  ];
}

/** A client that comes with a cursor, and goes when it has so much or was refused. */
export async function resumed(
  stage: Stage,
  like: Subscriber,
  cursor: string | undefined,
  enough: number,
): Promise<Subscriber> {
  const again = new Subscriber({
    ...like.asked,
    name: 'again',
    node: () => oneOf(stage.random, stage.nodes).url,
  });
  again.start(cursor);
  await inTime(() => again.count >= enough || again.ending !== undefined, 10_000);
  await again.stop();
  return again;
}

async function crowd(times: number, work: () => Promise<void>): Promise<void> {
  let left = times;
  const busy = async () => {
    while (left-- > 0) await work();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, busy));
  await until('all have gone', () => left <= 0);
}
