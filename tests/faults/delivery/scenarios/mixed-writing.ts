import type { Home } from '../ground/village.js';
import type { Stage } from '../stage.js';
import { inTime, until } from '../waiting.js';

/** How far a subscriber may fall behind before writing waits for it. */
const LAG_MOST = 150;
/** What is written at once beside the API: check-ins, and messages. */
const PASSAGES = 16;
const MESSAGES = 4;
const API_WRITERS = 2;
const BATCH_WRITERS = 2;

export interface Writing {
  readonly done: Promise<void>;
  /** Waits until so many are acknowledged, or all is done. */
  reached(count: number): Promise<void>;
}

/**
 * Writes until so many events are acknowledged: some as acts of the API, the others as the rows that acts leave.
 * @param most how many may be acknowledged for now.
 */
export function writeMixed(stage: Stage, events: number, most = () => events): Writing {
  const { homes } = stage.village;
  let acknowledged = 0;
  let isOver = false;
  const keepOn = async (first: number, write: (home: Home, turn: number) => Promise<number>) => {
    for (let turn = first; acknowledged < events; turn++) {
      const home = homes[turn % homes.length];
      const written = home ? await write(home, Math.floor(turn / homes.length)) : 0;
      acknowledged += written;
      await inTime(() => stage.lag < LAG_MOST && (acknowledged < most() || acknowledged >= events), 30_000);
    }
  };
  const through = async (home: Home, turn: number) => {
    await stage.say(home, turn % 3 === 0 ? 'school' : 'home');
    return 1;
  };
  const together = async (home: Home, turn: number) => {
    const [teacher = home.guardian] = home.teachers;
    await stage.append(home, turn % 2 === 0 ? teacher : home.guardian, MESSAGES);
    await stage.pass(home, PASSAGES);
    return MESSAGES + PASSAGES;
  };
  const writers = [
    ...Array.from({ length: API_WRITERS }, (_, index) => keepOn(index, through)),
    ...Array.from({ length: BATCH_WRITERS }, (_, index) => keepOn(index, together)),
  ];
  const done = Promise.all(writers)
    .then(() => undefined)
    .finally(() => {
      isOver = true;
    });
  const reached = (count: number) =>
    until('so many are acknowledged', () => isOver || acknowledged >= count, { patience: 900_000 });
  return { done, reached };
}
