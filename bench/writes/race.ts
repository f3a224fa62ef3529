import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Contestant } from '../contestants/contestant.js';
import { type DatabaseCopy, run } from '../database.js';
import { startBare, startOurs } from '../field.js';
import type { BenchIssuer } from '../issuer.js';
import type { Kept } from '../kept.js';
import { beginThread, desksOf } from '../live/circle.js';
import { load, post, type Round, type Wire } from '../load.js';
import { type CostedRound, costed } from '../rounds.js';
import type { Act, Values } from './act.js';
import { acts } from './acts.js';
import { CHECK_IN_VISITS, checkIn } from './check-in.js';
import { CLASS_TEXT, sendToClass } from './send-message.js';

/** What everybody showed in one act, round by round. */
export interface ActShowing {
  readonly act: Act;
  readonly ours: readonly CostedRound[];
  /** The same statements in a bare transaction. */
  readonly checked: readonly CostedRound[];
  /** Only those that write. */
  readonly written: readonly CostedRound[];
}

const ROUNDS = 5;
const ROUND = 1_000;
/** Rounds until a program is compiled: over the first thousands of acts each takes less of it than the one before. */
const WARM_UP = 5;
/** How many classes are written to, so that they do not wait for each other. */
const CLASSES = 64;
/** More messages than anybody sends in a round. */
const MESSAGES = 6_000;

/** Of each act where all are sent in turns. */
const MESSAGES_SOME = 300;

/** Who takes part in an act: where to ask, and a visit as a request with a key of its own. */
interface Entry {
  readonly at: Contestant;
  wire(visit: Values): Wire;
  readonly rounds: CostedRound[];
}

/**
 * Each act against its own statements, on a copy of the data.
 * @param execArgv options for the product's Node, such as those of a profile.
 * @throws Error when anybody writes less than answered.
 */
export async function raceActs(
  database: DatabaseCopy,
  issuer: BenchIssuer,
  execArgv: string[],
  kept: Kept,
): Promise<ActShowing[]> {
  const ours = await kept(startOurs(database, issuer, database.serverUrl, execArgv), (opened) =>
    opened.stop(),
  );
  const bare = await kept(startBare(database), (opened) => opened.stop());
  const watcher = new pg.Client({ connectionString: database.ownerUrl });
  await kept(watcher.connect(), () => watcher.end());
  const showings: ActShowing[] = [];
  for (const [index, act] of acts.entries()) {
    const visits = await visitsOf(act, database);
    const headers = await headersOf(visits, issuer);
    const bareEntry = (way: string): Entry => ({
      at: bare,
      wire: (visit) => post(`/${index}/${way}`, '', { ...visit, key: randomUUID() }),
      rounds: [],
    });
    const entries: Record<'ours' | 'checked' | 'written', Entry> = {
      ours: { at: ours, wire: (visit) => oursWire(act, visit, headers), rounds: [] },
      checked: bareEntry('checked'),
      written: bareEntry('written'),
    };
    await takeTurns(Object.values(entries), watcher, (entry) => round(act, database, entry, visits));
    const { ours: own, checked, written } = entries;
    showings.push({ act, ours: own.rounds, checked: checked.rounds, written: written.rounds });
  }
  return showings;
}

async function takeTurns(
  entries: readonly Entry[],
  watcher: pg.Client,
  loaded: (entry: Entry) => Promise<Round>,
): Promise<void> {
  for (let turn = 0; turn < WARM_UP; turn++) for (const entry of entries) await loaded(entry);
  for (let turn = 0; turn < ROUNDS; turn++)
    for (const entry of entries) entry.rounds.push(await costed(entry.at, watcher, () => loaded(entry)));
}

/** One round of load in which each visit is made at most once. */
async function round(
  act: Act,
  { ownerUrl }: DatabaseCopy,
  { at: { name, port }, wire }: Entry,
  visits: readonly Values[],
): Promise<Round> {
  await run(ownerUrl, act.clear);
  const showed = await load(port, visits.map(wire), ROUND, 'once');
  const [found] = (await run(ownerUrl, act.written)) as { written: number }[];
  const answers = showed.latencies.length;
  if (found?.written !== answers)
    throw new Error(`${act.title}, ${name}: ${answers} answers, but ${found?.written} written`);
  return showed;
}

/** Requests of both acts as clients send them, each with a key of its own; what they wrote before is taken back. */
export async function actWires(database: DatabaseCopy, issuer: BenchIssuer): Promise<Wire[]> {
  const wires: Wire[] = [];
  for (const act of acts) {
    await run(database.ownerUrl, act.clear);
    const visits = (await visitsOf(act, database)).slice(0, MESSAGES_SOME);
    const headers = await headersOf(visits, issuer);
    wires.push(...visits.map((visit) => oursWire(act, visit, headers)));
  }
  return wires;
}

function oursWire({ ours, input }: Act, visit: Values, headers: ReadonlyMap<string, string>): Wire {
  const given = Object.entries(input).map(([field, value]) => [field, visit[value]]);
  const variables = { input: { ...Object.fromEntries(given), idempotencyKey: randomUUID() } };
  return post('/graphql', headers.get(visit['login'] ?? '') ?? '', { query: ours, variables });
}

async function headersOf(
  visits: readonly Values[],
  issuer: BenchIssuer,
): Promise<ReadonlyMap<string, string>> {
  const logins = [...new Set(visits.map(({ login = '' }) => login))];
  const headers = logins.map(
    async (subject) => [subject, `Bearer ${await issuer.token({ issuer: 'feide', subject })}`] as const,
  );
  return new Map(await Promise.all(headers));
}

async function visitsOf(act: Act, { ownerUrl }: DatabaseCopy): Promise<readonly Values[]> {
  if (act === checkIn) return (await run(ownerUrl, CHECK_IN_VISITS)) as Values[];
  if (act !== sendToClass) throw new Error(`nobody knows who does this: ${act.title}`);
  const threads: Values[] = [];
  for (const desk of await desksOf(ownerUrl, CLASSES)) {
    const { guardians, ...circle } = await beginThread(ownerUrl, desk, desk.guardians);
    threads.push({ ...circle, person: circle.teacher, text: CLASS_TEXT });
  }
  return Array.from({ length: MESSAGES }, (_, index) => threads[index % CLASSES] as Values);
}
