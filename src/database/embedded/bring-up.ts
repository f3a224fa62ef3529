import { setTimeout as delay } from 'node:timers/promises';
import { StartFailure } from '../../errors/start-failure.js';
import { type Address, chooseAddress, urlOf } from './address.js';
import { type Guard, takeGuard } from './guard.js';
import { type Launch, type Launched, launch } from './postmaster.js';
import { disownLocks, findPostmaster } from './postmaster-file.js';

/** A server that answers, and the connection that says it is ours. */
export interface Up {
  readonly address: Address;
  readonly guard: Guard;
}

export interface BringUp extends Launch {
  /** Where to listen again after a restart, so that the URLs given out stay true. */
  readonly address?: Address;
  readonly transport: Address['kind'];
  readonly password: string;
  readonly report: (step: string) => void;
}

// Recovery after a crash reads back at most what was written since the last checkpoint, but on a slow disk.
const patience = 120_000;

/**
 * Takes over the server that runs on the data, or starts one, and waits until it answers.
 * @throws StartFailure ALREADY_RUNNING, or DATABASE_BROKEN with PostgreSQL's reason.
 */
export async function bringUp(work: BringUp): Promise<Up> {
  const until = Date.now() + patience;
  let launched: Launched | undefined;
  while (Date.now() < until) {
    const found = await findPostmaster(work.places.data, work.password);
    if (found?.address !== undefined) {
      const guard = await tryGuard(work, found.address);
      if (guard !== undefined) {
        if (found.pid !== launched?.child.pid) work.report('took over the running database');
        return { address: found.address, guard };
      }
    } else if (found === undefined && (launched === undefined || hasEnded(launched))) {
      if (launched !== undefined) await refuseUnlessPassing(launched);
      launched = await start(work);
    }
    await delay(30);
  }
  throw new StartFailure('DATABASE_BROKEN', `The database in ${work.places.data} does not answer.`);
}

async function start(work: BringUp): Promise<Launched> {
  const address = work.address ?? (await chooseAddress(work.places, work.transport, work.password));
  await disownLocks(work.places.data, address);
  return launch(work, address);
}

function hasEnded({ child }: Launched): boolean {
  return child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
}

// A killed server's last sessions, or another start that was quicker: both are over in a moment.
async function refuseUnlessPassing(launched: Launched): Promise<void> {
  const reason = await launched.reason();
  if (/shared memory block|lock file "|could not bind/.test(reason)) return;
  throw new StartFailure(
    'DATABASE_BROKEN',
    `The database could not be started: ${reason || 'no reason given'}.`,
  );
}

// While it starts, stops or recovers, a server refuses with one of these; anything else it will say again.
const passing = ['57P01', '57P02', '57P03', 'ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE'];

async function tryGuard(work: BringUp, address: Address): Promise<Guard | undefined> {
  try {
    return await takeGuard(urlOf(address, 'postgres', 'postgres'), work.places.root);
  } catch (error) {
    if (error instanceof StartFailure) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const message = error instanceof Error ? error.message : String(error);
    if (passing.includes(code) || /terminated/.test(message)) return undefined;
    throw new StartFailure('DATABASE_BROKEN', `The database does not let us in: ${message}.`, {
      cause: error,
    });
  }
}
