import { setTimeout as delay } from 'node:timers/promises';
import { StartFailure } from '../../errors/start-failure.js';
import type { Address } from './address.js';
import { type BringUp, bringUp, type Up } from './bring-up.js';

/** Watches over a running server. */
export interface Supervision {
  /** Where the server listens. */
  address(): Address;
  /** Stops watching, waits for a restart under way, and lets go of the server. */
  end(): Promise<void>;
}

const attempts = 5;
const pause = 200;

/** Brings the server up again each time that it dies, until `end`; gives up after five failures in a row. */
export function keepUp(work: BringUp, first: Up, onLost: (failure: StartFailure) => void): Supervision {
  let up = first;
  let ending = false;
  let restart: Promise<void> = Promise.resolve();

  const watch = () =>
    void up.guard.broken.then(() => {
      if (!ending) restart = again();
    });

  async function again(): Promise<void> {
    work.report('the database went away, bringing it back');
    for (let attempt = 1; !ending; attempt++) {
      try {
        up = await bringUp({ ...work, address: up.address });
        work.report('the database is back');
        return watch();
      } catch (error) {
        if (attempt === attempts || isTaken(error)) return onLost(asFailure(error));
        await delay(pause * attempt);
      }
    }
  }

  watch();
  return {
    address: () => up.address,
    end: async () => {
      ending = true;
      await restart;
      await up.guard.close();
    },
  };
}

function isTaken(error: unknown): boolean {
  return error instanceof StartFailure && error.code === 'ALREADY_RUNNING';
}

function asFailure(error: unknown): StartFailure {
  if (error instanceof StartFailure) return error;
  return new StartFailure('DATABASE_BROKEN', 'The database died and could not be started again.', {
    cause: error,
  });
}
