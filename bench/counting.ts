import { castNumbers } from '../src/database/seeds/people.js';
import { dataOf } from './compare.js';
import { type Guest, guestOf } from './crowd.js';
import type { BenchDatabase } from './database.js';
import { startOurs, startPostgraphile } from './field.js';
import type { BenchIssuer } from './issuer.js';
import { askOnce, post, type Wire } from './load.js';
import { type CountedWay, countedWay } from './messages.js';
import type { Scenario } from './scenario.js';

export interface Counted {
  readonly what: string;
  readonly ours: number;
  readonly postgraphile: number;
  /** What the target allows. */
  readonly most: number;
}

type Crowds = ReadonlyMap<Scenario, readonly Guest[]>;

/** Counts, on the wire, what one operation sends to the database once its statement is known. */
export async function countMessages(
  database: BenchDatabase,
  issuer: BenchIssuer,
  crowds: Crowds,
  home: Scenario,
): Promise<Counted[]> {
  const one = {
    what: `${home.key}, 1 child`,
    guest: await castGuest('mother-separated', home, issuer, crowds),
  };
  const many = {
    what: `${home.key}, 30 children`,
    guest: await castGuest('guardian-many', home, issuer, crowds),
  };
  const way = await countedWay(database.serverUrl);
  const guests = [...[...crowds.values()].flat(), one.guest, many.guest];
  const ours = await startOurs(database, issuer, way.databaseUrl);
  const postgraphile = await startPostgraphile(database, guests, way.databaseUrl);
  try {
    const asked = [
      ...[one, many].map((each) => ({ ...each, scenario: home })),
      ...[...crowds].flatMap(([scenario, [guest]]) =>
        guest && scenario !== home ? [{ what: scenario.key, guest, scenario }] : [],
      ),
    ];
    const counted: Counted[] = [];
    for (const { what, guest, scenario } of asked) {
      const wire = (query: string) => post('/graphql', guest.header, { query, variables: guest.variables });
      counted.push({
        what,
        ours: await messagesOf(way, ours.port, wire(scenario.ours)),
        postgraphile: await messagesOf(way, postgraphile.port, wire(scenario.postgraphile)),
        most: scenario.messages,
      });
    }
    return counted;
  } finally {
    await Promise.all([ours.stop(), postgraphile.stop()]);
    way.close();
  }
}

async function castGuest(who: string, home: Scenario, issuer: BenchIssuer, crowds: Crowds): Promise<Guest> {
  const pid = castNumbers.get(who);
  if (pid === undefined) throw new Error(`nobody is called ${who}`);
  return { ...(await guestOf(pid, issuer)), variables: crowds.get(home)?.[0]?.variables ?? {} };
}

const TIMES = 5;

/** Messages per operation over some repetitions; the first time, which also makes connections, is left out. */
async function messagesOf(way: CountedWay, port: number, wire: Wire): Promise<number> {
  for (let warm = 0; warm < 3; warm++) dataOf('counted', await askOnce(port, wire));
  const before = way.count();
  for (let time = 0; time < TIMES; time++) await askOnce(port, wire);
  // A reader's answer does not wait for its commit.
  await new Promise((soon) => setTimeout(soon, 100));
  return (way.count() - before) / TIMES;
}
