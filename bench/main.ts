import pg from 'pg';
import { help, Misused, readArguments, type Wanted } from './arguments.js';
import { countMessages } from './counting.js';
import { crowdOf, type Guest } from './crowd.js';
import { type BenchDatabase, openDatabase } from './database.js';
import { installPeers, startLimit, startOurs, startPostgraphile, startSpared } from './field.js';
import { raceGrowth } from './growth/race.js';
import { growthFigures, growthLines } from './growth/table.js';
import { type Figure, saveFigures } from './history.js';
import { type BenchIssuer, createIssuer } from './issuer.js';
import { closingAll, type Kept } from './kept.js';
import { SocketsEnded } from './listeners/listeners.js';
import { runFanout } from './live/fanout.js';
import { whyNotOpen } from './live/open-files.js';
import { runSteady } from './live/steady.js';
import { fanoutFigures, fanoutLines, steadyFigures, steadyLines } from './live/table.js';
import { watchMemory } from './memory/growing.js';
import { memoryFigures, memoryLines } from './memory/table.js';
import { resultsDir } from './places.js';
import { compete, entriesOf, type Field, requireSameAnswers } from './rounds.js';
import type { Scenario } from './scenario.js';
import { scenarios } from './scenarios/index.js';
import { measureStarts } from './start/starting.js';
import { startFigures, startLines } from './start/table.js';
import { countedFigure, countedLine, explanation, figuresOf, head, linesOf } from './table.js';
import { raceActs } from './writes/race.js';
import { actFigure, actLines, actsExplanation } from './writes/table.js';

type Crowds = ReadonlyMap<Scenario, readonly Guest[]>;

interface Ground {
  readonly database: BenchDatabase;
  readonly issuer: BenchIssuer;
}

/** What has been measured so far. */
const figures: Figure[] = [];

const say = (line: string) => void process.stdout.write(`${line}\n`);

try {
  const wanted = readArguments(process.argv.slice(2));
  if (wanted.help) say(help);
  else await closingAll((kept) => bench(wanted, kept));
} catch (error) {
  const known = error instanceof Misused;
  process.stderr.write(`${known ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = known ? 64 : 1;
}

/** One part after the other, each with processes of its own. */
async function bench(wanted: Wanted, kept: Kept): Promise<void> {
  if (wanted.wants('S11')) await benchStarts();
  if (wanted.wantsData) await benchData(wanted, kept);
  if (wanted.save) saveFigures(figures);
}

async function benchData(wanted: Wanted, kept: Kept): Promise<void> {
  say('Benchmark: 10 000 children in one PostgreSQL, the same row policies for everybody.');
  const database = await kept(openDatabase(say), (opened) => opened.stop());
  const issuer = await kept(createIssuer(), (opened) => opened.close());
  const ground = { database, issuer };
  await benchReads(wanted, ground);
  if (wanted.wants('S6')) await closingAll((keep) => benchActs(wanted, ground, keep));
  if (wanted.wants('S7')) await closingAll((keep) => benchGrowth(ground, keep));
  if (wanted.wants('S9')) await closingAll((keep) => benchFanout(wanted, ground, keep));
  if (wanted.wants('S10')) await closingAll((keep) => benchSteady(ground, keep));
  if (wanted.wants('S12')) await closingAll((keep) => benchMemory(wanted, ground, keep));
}

async function benchReads({ wants, profile }: Wanted, { database, issuer }: Ground): Promise<void> {
  const raced = scenarios.filter(({ key }) => wants(key));
  if (raced.length === 0 && !wants('S8')) return;
  installPeers(say);
  const crowds = new Map<Scenario, readonly Guest[]>();
  for (const scenario of scenarios) crowds.set(scenario, await crowdOf(scenario, database, issuer));
  if (raced.length > 0)
    await closingAll(async (kept) => {
      const field = await openField(database, issuer, [...crowds.values()].flat(), profile, kept);
      await race(
        new Map([...crowds].filter(([scenario]) => raced.includes(scenario))),
        field,
        database,
        kept,
      );
    });
  if (!wants('S8')) return;
  say('\nS8 messages to the database for one operation');
  for (const counted of await countMessages(database, issuer, crowds)) {
    say(countedLine(counted));
    figures.push(countedFigure(counted));
  }
}

async function openField(
  database: BenchDatabase,
  issuer: BenchIssuer,
  everybody: readonly Guest[],
  profile: boolean,
  kept: Kept,
): Promise<Field> {
  const stop = (contestant: { stop(): Promise<void> }) => contestant.stop();
  return {
    ours: await kept(startOurs(database, issuer, database.serverUrl, profiling(profile)), stop),
    postgraphile: await kept(startPostgraphile(database, everybody), stop),
    spared: await kept(startSpared(database, everybody), stop),
    limit: await kept(startLimit(database, everybody), stop),
  };
}

/** Node's options for a profile, where one is wanted. */
function profiling(wanted: boolean): string[] {
  return wanted ? ['--cpu-prof', `--cpu-prof-dir=${resultsDir}`] : [];
}

async function race(crowds: Crowds, field: Field, database: BenchDatabase, kept: Kept): Promise<void> {
  const watcher = new pg.Client({ connectionString: database.ownerUrl });
  await kept(watcher.connect(), () => watcher.end());
  say(`${explanation}\n\n${head}`);
  for (const [scenario, guests] of crowds) {
    const entries = entriesOf(scenario, guests, field);
    const bytes = await requireSameAnswers(scenario, entries);
    const showings = await compete(entries, watcher);
    for (const line of linesOf(scenario, showings, bytes)) say(line);
    figures.push(...figuresOf(scenario, showings));
  }
}

async function benchActs({ profile }: Wanted, { database, issuer }: Ground, kept: Kept): Promise<void> {
  const copy = await kept(database.copy(), (made) => made.drop());
  say(`\n${actsExplanation}\n\n${head}`);
  for (const showing of await raceActs(copy, issuer, profiling(profile), kept)) {
    for (const line of actLines(showing)) say(line);
    figures.push(actFigure(showing));
  }
}

async function benchGrowth({ database, issuer }: Ground, kept: Kept): Promise<void> {
  const grown = await database.grown(say);
  const shown = await raceGrowth(database, grown, issuer, scenarios, kept);
  for (const line of growthLines(shown)) say(line);
  figures.push(...growthFigures(shown));
}

async function benchStarts(): Promise<void> {
  const found = await measureStarts();
  for (const line of startLines(found)) say(line);
  figures.push(...startFigures(found));
}

async function benchMemory({ minutes }: Wanted, { database, issuer }: Ground, kept: Kept): Promise<void> {
  const copy = await kept(database.copy(), (made) => made.drop());
  const held = await watchMemory(database, copy, issuer, minutes, kept);
  for (const line of memoryLines(held)) say(line);
  figures.push(...memoryFigures(held));
}

async function benchFanout({ sockets }: Wanted, { database, issuer }: Ground, kept: Kept): Promise<void> {
  const refused = whyNotOpen(sockets);
  if (refused !== undefined) return say(`\nS9 left out: ${refused}`);
  const copy = await kept(database.copy(), (made) => made.drop());
  const lines = runFanout(copy, issuer, sockets, kept).then((found) => {
    figures.push(...fanoutFigures(found));
    return fanoutLines(found);
  });
  for (const line of await lines.catch(missedFor(`S9 one event to ${sockets} sockets`))) say(line);
}

async function benchSteady({ database, issuer }: Ground, kept: Kept): Promise<void> {
  const copy = await kept(database.copy(), (made) => made.drop());
  const lines = runSteady(copy, issuer, kept).then((found) => {
    figures.push(...steadyFigures(found));
    return steadyLines(found);
  });
  for (const line of await lines.catch(missedFor('S10 from commit to client'))) say(line);
}

/** A product that can't keep its sockets has missed the target; whatever else goes wrong is the benchmark's own fault. */
function missedFor(what: string): (error: unknown) => string[] {
  return (error) => {
    if (!(error instanceof SocketsEnded)) throw error;
    return [`\n${what}: MISSED, since sockets were ended: ${error.message}`];
  };
}
