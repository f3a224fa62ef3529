import { parseArgs } from 'node:util';
import { scenarios } from './scenarios/index.js';

/** What is to be measured, and how. */
export interface Wanted {
  readonly help: boolean;
  /** Whether a target, such as `S9`, is to be measured. */
  wants(key: string): boolean;
  /** Whether anything is that needs the data. */
  readonly wantsData: boolean;
  /** How many sockets an event goes out to. */
  readonly sockets: number;
  /** For how many minutes memory is watched. */
  readonly minutes: number;
  readonly profile: boolean;
  /** Whether the figures are appended to the history. */
  readonly save: boolean;
}

const SOCKETS = 10_000;
const MINUTES = 10;
const targets = [...scenarios.map(({ key }) => key), 'S6', 'S7', 'S8', 'S9', 'S10', 'S11', 'S12'];

export const help = `npm run bench -- [<target> …] [--sockets <n>] [--minutes <n>] [--profile] [--save]

  s1 s2 s3 s4 s5   what people ask for, beside PostGraphile and the bare statement
  s6               two acts with their events, beside the same statements in a bare transaction
  s7               S1–S5 over ten times the data, beside themselves; takes 4 GB, and some minutes the first time
  s8               messages to the database for one operation
  s9               one event to many sockets, beside bare ws; --sockets is ${SOCKETS} unless it is given
  s10              from commit to client at 500 events a second over two nodes
  s11              from npm start to the first answer, with a database that exists
  s12              resident memory of a node over some minutes of S1–S6; --minutes is ${MINUTES} unless it is given

Without a target all are measured. --profile writes a CPU profile of S1–S6 into bench/results; --save appends the figures
to bench/history.jsonl, one line a run.
S9 opens a file for each socket: where the hard limit (ulimit -Hn) is lower, it is left out.`;

/** The command was given something that there is not. */
export class Misused extends Error {
  override readonly name = 'Misused';
}

/** @throws Misused for a target or an option that there is not. */
export function readArguments(given: string[]): Wanted {
  const { values, positionals } = parsed(given);
  const named = positionals.map((each) => each.toUpperCase());
  const strange = named.find((each) => !targets.includes(each));
  if (strange !== undefined) throw new Misused(`There is no ${strange}.\n\n${help}`);
  const sockets = Number(values.sockets);
  if (!Number.isInteger(sockets) || sockets < 100)
    throw new Misused(`--sockets is a whole number from 100.\n\n${help}`);
  const minutes = Number(values.minutes);
  if (!(minutes >= 2)) throw new Misused(`--minutes is a number from 2.\n\n${help}`);
  const wants = (key: string) => named.length === 0 || named.includes(key);
  const wantsData = targets.some((key) => key !== 'S11' && wants(key));
  return {
    wantsData,
    help: values.help,
    profile: values.profile,
    save: values.save,
    sockets,
    minutes,
    wants,
  };
}

function parsed(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        help: { type: 'boolean', default: false },
        minutes: { type: 'string', default: String(MINUTES) },
        profile: { type: 'boolean', default: false },
        save: { type: 'boolean', default: false },
        sockets: { type: 'string', default: String(SOCKETS) },
      },
    });
  } catch (error) {
    throw new Misused(`${(error as Error).message}\n\n${help}`);
  }
}
