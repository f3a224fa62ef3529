import type { Memory } from '../contestants/setup.js';
import type { DatabaseCopy } from '../database.js';
import type { BenchIssuer } from '../issuer.js';
import type { Kept } from '../kept.js';
import { bareSide, oursSide, type Side } from './sides.js';

/** What one side showed: milliseconds until the last socket had each event, and what it holds in memory. */
export interface FanoutShowing {
  readonly milliseconds: readonly number[];
  /** Bytes for each socket. */
  readonly memory: Memory;
  /** Sockets that some event did not reach. */
  readonly missed: number;
}

export interface Fanout {
  readonly sockets: number;
  /** Bytes of a frame. */
  readonly frame: number;
  readonly ours: FanoutShowing;
  readonly bare: FanoutShowing;
}

/** Sockets that are open before memory is looked at, so that what is loaded once is not counted for each. */
const FIRST = 50;
const ROUNDS = 7;
/** After so many milliseconds three rounds will do. */
const LONG_MS = 60_000;
const TRIES = 5;

/** One event to many sockets, of the product and of bare `ws`, in turns. */
export async function runFanout(
  database: DatabaseCopy,
  issuer: BenchIssuer,
  sockets: number,
  kept: Kept,
): Promise<Fanout> {
  const ours = await oursSide(database, issuer, sockets, kept);
  await warmUp(ours, Math.min(FIRST, sockets));
  const { sample } = await ours.listeners.report();
  const bare = await bareSide(sample, kept);
  await warmUp(bare, Math.min(FIRST, sockets));
  const before = [await memoryOf(ours), await memoryOf(bare)] as const;
  for (const side of [ours, bare]) await warmUp(side, sockets - side.listeners.sockets);
  await takeTurns([ours, bare]);
  const showing = async (side: Side, first: Memory): Promise<FanoutShowing> => ({
    milliseconds: side.sent.map(({ milliseconds }) => milliseconds),
    missed: Math.max(...side.sent.map(({ missed }) => missed)),
    memory: forEach(first, await memoryOf(side), sockets - FIRST),
  });
  return {
    sockets,
    frame: Buffer.byteLength(sample),
    ours: await showing(ours, before[0]),
    bare: await showing(bare, before[1]),
  };
}

let number = 0;

/** Opens sockets, and sends until everybody who is there has heard something. */
async function warmUp({ listeners, server, headers, send }: Side, sockets: number): Promise<void> {
  await listeners.open(server.port, headers, sockets);
  for (let attempt = 0; attempt < TRIES; attempt++) {
    await send(++number);
    const { count } = await listeners.reached(number);
    if (count === listeners.sockets) return;
  }
  throw new Error(`${server.name}: some of ${listeners.sockets} sockets hear nothing`);
}

async function takeTurns(sides: readonly Side[]): Promise<void> {
  const begun = performance.now();
  for (let round = 0; round < ROUNDS && (round < 3 || performance.now() - begun < LONG_MS); round++)
    for (const { send, listeners, sent } of sides) {
      const ordered = await send(++number);
      const { count, last } = await listeners.reached(number);
      sent.push({ milliseconds: last - ordered, missed: listeners.sockets - count });
      await listeners.report();
    }
}

const memoryOf = ({ server }: Side): Promise<Memory> => server.ask({ memory: true });

function forEach(before: Memory, after: Memory, sockets: number): Memory {
  const each = (name: keyof Memory) => (after[name] - before[name]) / sockets;
  return { held: each('held'), resident: each('resident') };
}
