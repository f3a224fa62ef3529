import pg from 'pg';
import { countMessages } from './counting.js';
import { crowdOf, type Guest } from './crowd.js';
import { type BenchDatabase, openDatabase } from './database.js';
import { installPeers, startLimit, startOurs, startPostgraphile, startSpared } from './field.js';
import { type BenchIssuer, createIssuer } from './issuer.js';
import { resultsDir } from './places.js';
import { compete, entriesOf, type Field, requireSameAnswers } from './rounds.js';
import type { Scenario } from './scenario.js';
import { scenarios } from './scenarios/index.js';
import { countedLine, explanation, head, linesOf } from './table.js';

type Crowds = ReadonlyMap<Scenario, readonly Guest[]>;

const say = (line: string) => void process.stdout.write(`${line}\n`);
const closing: (() => unknown)[] = [];

/** Has something closed at the end, whatever happens on the way. */
async function kept<T>(opening: Promise<T>, close: (opened: T) => unknown): Promise<T> {
  const opened = await opening;
  closing.push(() => close(opened));
  return opened;
}

try {
  await bench();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
} finally {
  for (const close of closing.reverse()) await close();
}

async function bench(): Promise<void> {
  say('Benchmark: 10 000 children in one PostgreSQL, the same row policies for everybody.');
  installPeers(say);
  const database = await kept(openDatabase(say), (opened) => opened.stop());
  const issuer = await kept(createIssuer(), (opened) => opened.close());
  const crowds = new Map<Scenario, readonly Guest[]>();
  for (const scenario of scenarios) crowds.set(scenario, await crowdOf(scenario, database, issuer));
  const field = await openField(database, issuer, [...crowds.values()].flat());
  await race(crowds, field, database);
  say('\nS8 messages to the database for one operation');
  for (const counted of await countMessages(database, issuer, crowds)) say(countedLine(counted));
}

async function openField(
  database: BenchDatabase,
  issuer: BenchIssuer,
  everybody: readonly Guest[],
): Promise<Field> {
  const stop = (contestant: { stop(): Promise<void> }) => contestant.stop();
  return {
    ours: await kept(startOurs(database, issuer, database.serverUrl, profiling()), stop),
    postgraphile: await kept(startPostgraphile(database, everybody), stop),
    spared: await kept(startSpared(database, everybody), stop),
    limit: await kept(startLimit(database, everybody, scenarios), stop),
  };
}

/** With `--profile` the product writes a CPU profile when it ends. */
function profiling(): string[] {
  return process.argv.includes('--profile') ? ['--cpu-prof', `--cpu-prof-dir=${resultsDir}`] : [];
}

async function race(crowds: Crowds, field: Field, database: BenchDatabase): Promise<void> {
  const watcher = new pg.Client({ connectionString: database.ownerUrl });
  await watcher.connect();
  closing.push(() => watcher.end());
  say(`${explanation}\n\n${head}`);
  for (const [scenario, guests] of crowds) {
    const entries = entriesOf(scenario, guests, field);
    const bytes = await requireSameAnswers(scenario, entries);
    for (const line of linesOf(scenario, await compete(entries, watcher), bytes)) say(line);
  }
}
