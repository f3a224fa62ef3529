import { setTimeout as pause } from 'node:timers/promises';
import type { Figure } from '../figures.js';
import type { Person } from '../ground/issuers.js';
import { onStage, type Scenario } from '../scenario.js';
import type { Stage } from '../stage.js';
import type { Subscriber } from '../traffic/subscriber.js';
import { until } from '../waiting.js';
import { type Revocation, revocationsOn } from './revocations.js';

const GRACE_MS = 1_000;
/** How long is written on after the last access was lost. */
const AFTER_MS = 2_500;
const PAUSE_MS = 25;

/** A6: access ends while streams are open, on every node. */
export const lostAccess: Scenario = {
  key: 'a6',
  title: 'access that ends while streams are open',
  measure: { events: 0, times: 1 },
  run: (ground, measure) => onStage(ground, { nodes: 2, homes: 12, seed: measure.seed }, losing),
};

interface Watched {
  readonly revocation: Revocation;
  /** Those who lose access, and those who keep it. */
  readonly losing: readonly Subscriber[];
  readonly keeping: readonly Subscriber[];
}

export async function losing(stage: Stage): Promise<Figure[]> {
  const watched = revocationsOn(stage).map((revocation) => watch(stage, revocation));
  await stage.primed();
  const writing = new AbortController();
  const written = writeOn(stage, watched, writing.signal);
  const ends = new Map<Watched, number>();
  for (const each of watched) {
    await until('both sides hear', () => [...each.losing, ...each.keeping].every(({ count }) => count > 3));
    await each.revocation.revoke();
    ends.set(each, performance.now());
  }
  const last = performance.now();
  await until('those who keep access hear on', () =>
    watched.every(({ keeping }) =>
      keeping.every(({ receipts }) => (receipts.at(-1)?.at ?? 0) > last + AFTER_MS),
    ),
  );
  writing.abort();
  await written;
  return watched.map((each) => figureOf(stage, each, ends.get(each) ?? 0));
}

function watch(stage: Stage, revocation: Revocation): Watched {
  const { name, home } = revocation;
  const everybody = [home.guardian, ...home.teachers.slice(0, 1)];
  const losing = (person: Person) => revocation.losing.some(({ id }) => id === person.id);
  const listen = (person: Person) =>
    stage.nodes.flatMap((node) =>
      (['messageReceived', 'inboxChanged'] as const).map((field) =>
        stage.listen(
          `${name}: ${field} of ${person === home.guardian ? 'home' : 'school'} at ${node.name}`,
          person,
          home,
          { field, node },
        ),
      ),
    );
  return {
    revocation,
    losing: everybody.filter(losing).flatMap(listen),
    keeping: everybody.filter((person) => !losing(person)).flatMap(listen),
  };
}

/** Both sides of every home write without a pause worth the name. */
async function writeOn(stage: Stage, watched: readonly Watched[], signal: AbortSignal): Promise<void> {
  for (let turn = 0; !signal.aborted; turn++) {
    for (const { revocation } of watched) {
      const { home } = revocation;
      await stage.append(home, turn % 2 === 0 ? home.guardian : (home.teachers[0] ?? home.guardian), 1);
    }
    await pause(PAUSE_MS);
  }
}

function figureOf(stage: Stage, { revocation, losing, keeping }: Watched, end: number): Figure {
  const acknowledged = ({ eventId }: { eventId: string }) => stage.ledger.acknowledged.get(eventId) ?? 0;
  const receipts = losing.flatMap((subscriber) => subscriber.receipts);
  const late = receipts.filter(({ at }) => at > end + GRACE_MS);
  const newer = receipts.filter((receipt) => acknowledged(receipt) > end);
  const last = Math.max(0, ...receipts.map(({ at }) => at - end));
  const codes = losing.flatMap((each) => [...each.codes.keys()]);
  const betraying = codes.filter((code) => code !== 'NO_ACCESS' && code !== '1000');
  const open = revocation.ends ? losing.filter(({ ending }) => ending !== 'NO_ACCESS') : [];
  const others = keeping.flatMap((each) => [...each.codes.keys()]);
  const { name } = revocation;
  return {
    target: 'A6',
    wanted: `${name}: nothing is heard later than ${GRACE_MS} ms after the commit, on every node${revocation.ends ? ', and the streams end' : ''}`,
    found: `the last after ${last.toFixed(0)} ms; ${newer.length} committed later and heard; told: ${[...new Set(codes)].join(', ') || 'nothing'}`,
    holds: late.length + betraying.length + others.length + open.length === 0,
    faults: [
      ...open.map((each) => `${each.name} was not told NO_ACCESS`),
      ...(late.length > 0 ? [`${late.length} events were heard after ${name}`] : []),
      ...betraying.map((code) => `${code} betrays that somebody ${name}`),
      ...others.map((code) => `whoever keeps access was told ${code}`),
    ],
  };
}
