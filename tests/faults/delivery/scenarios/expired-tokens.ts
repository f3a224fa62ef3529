import { counted, type Figure, faultsIn, tally } from '../figures.js';
import { type Measure, onStage, type Scenario } from '../scenario.js';
import type { Stage } from '../stage.js';
import { until } from '../waiting.js';

/** How long each token is good. */
const SECONDS = 2;
const LISTENERS = 10;
const PAUSE_MS = 20;

/** D10: tokens end, and their owners come with new ones. */
export const expiredTokens: Scenario = {
  key: 'd10',
  title: 'tokens that end',
  measure: { events: 0, times: 100 },
  run: (ground, measure) =>
    onStage(ground, { nodes: 2, homes: 5, seed: measure.seed }, (stage) => expiring(stage, measure)),
};

async function expiring(stage: Stage, { times }: Measure): Promise<Figure[]> {
  const { homes } = stage.village;
  for (let index = 0; index < LISTENERS; index++) {
    const home = homes[index % homes.length];
    if (home)
      stage.listen(`guardian ${index}`, home.guardian, home, {
        field: index < homes.length ? 'messageReceived' : 'checkInRecorded',
        seconds: SECONDS,
      });
  }
  await stage.primed();
  const renewals = () => stage.subscribers.reduce((sum, { codes }) => sum + (codes.get('4403') ?? 0), 0);
  for (let turn = 0; renewals() < times && turn < times * 100; turn++) {
    const home = homes[turn % homes.length];
    if (!home) break;
    await stage.append(home, home.teachers[0] ?? home.guardian, 1);
    await stage.pass(home, 1);
    await until('it is time to write again', pauseOf(PAUSE_MS));
  }
  await stage.settled();
  const found = await stage.ledger.findings(stage.after, stage.subscribers);
  const faults = [...faultsIn(found), ...stage.endings()];
  return [
    {
      target: 'D10',
      wanted: `token expiry, refresh and resume, ${times} times: 0 lost`,
      found: `${renewals()} renewals; ${counted(found)}; codes ${tally(stage.subscribers.flatMap(({ codes }) => [...codes]))}`,
      holds: faults.length === 0 && renewals() >= times,
      faults,
    },
  ];
}

function pauseOf(milliseconds: number): () => boolean {
  const end = performance.now() + milliseconds;
  return () => performance.now() >= end;
}
