import { countMessages } from './counting.js';
import { crowdOf, type Guest } from './crowd.js';
import { openDatabase } from './database.js';
import { installPeers, startLimit, startOurs, startPostgraphile, startSpared } from './field.js';
import { createIssuer } from './issuer.js';
import { CONNECTIONS } from './load.js';
import { compete, entriesOf, requireSameAnswers } from './rounds.js';
import type { Scenario } from './scenario.js';
import { scenarios } from './scenarios/index.js';
import { head, linesOf } from './table.js';

const say = (line: string) => void process.stdout.write(`${line}\n`);

const closing: (() => unknown)[] = [];
try {
  await bench();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
} finally {
  for (const close of closing.reverse()) await close();
}

async function bench(): Promise<void> {
  say('Benchmark: 10 000 children, one PostgreSQL, the same row policies for everybody.');
  installPeers(say);
  const database = await openDatabase(say);
  closing.push(() => database.stop());
  const issuer = await createIssuer();
  closing.push(() => issuer.close());
  const crowds = new Map<Scenario, readonly Guest[]>();
  for (const scenario of scenarios) crowds.set(scenario, await crowdOf(scenario, database, issuer));
  const everybody = [...crowds.values()].flat();
  const field = {
    ours: await startOurs(database, issuer),
    postgraphile: await startPostgraphile(database, everybody),
    spared: await startSpared(database, everybody),
    limit: await startLimit(database, everybody, scenarios),
  };
  closing.push(() => Promise.all(Object.values(field).map((each) => each.stop())));
  say(
    `${CONNECTIONS} connections, medians of interleaved rounds. Skolegraf verifies the token and works out the scope for`,
  );
  say(
    'each request. PostGraphile and the limit are spared the token; PostGraphile takes part once more without the scope.\n',
  );
  say(head);
  for (const [scenario, guests] of crowds) {
    const entries = entriesOf(scenario, guests, field);
    const bytes = await requireSameAnswers(scenario, entries);
    for (const line of linesOf(scenario, await compete(entries), bytes)) say(line);
  }
  say('\nS8 messages to the database for one operation');
  for (const { what, ours, postgraphile, most } of await countMessages(
    database,
    issuer,
    crowds,
    scenarios[0] as Scenario,
  ))
    say(
      `  ${what.padEnd(26)}${String(ours).padStart(8)}   target ${most}: ${ours <= most ? 'holds' : 'MISSED'}   (PostGraphile ${postgraphile})`,
    );
}
