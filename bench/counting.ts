import { setTimeout as delay } from 'node:timers/promises';
import { castNumbers } from '../src/database/seeds/people.js';
import { dataOf } from './compare.js';
import { type Guest, guestOf } from './crowd.js';
import type { BenchDatabase } from './database.js';
import { startOurs, startPostgraphile } from './field.js';
import type { BenchIssuer } from './issuer.js';
import { askOnce, post, type Wire } from './load.js';
import { type CountedWay, countedWay } from './messages.js';
import type { Scenario } from './scenario.js';
import { guardianHome as home } from './scenarios/guardian-home.js';

export interface Counted {
  readonly what: string;
  readonly ours: number;
  readonly postgraphile: number;
  /** What the target allows. */
  readonly most: number;
}

type Crowds = ReadonlyMap<Scenario, readonly Guest[]>;

interface Question {
  readonly what: string;
  readonly scenario: Scenario;
  readonly guest: Guest;
}

/** Counts, on the wire, what one operation sends to the database once its statement is known. */
export async function countMessages(
  database: BenchDatabase,
  issuer: BenchIssuer,
  crowds: Crowds,
): Promise<Counted[]> {
  const questions = await questionsOf(crowds, issuer);
  const guests = questions.map(({ guest }) => guest);
  const way = await countedWay(database.serverUrl);
  const ours = await startOurs(database, issuer, way.databaseUrl);
  const postgraphile = await startPostgraphile(database, guests, way.databaseUrl);
  try {
    await requireChildren(ours.port, questions);
    const counted: Counted[] = [];
    for (const { what, guest, scenario } of questions)
      counted.push({
        what,
        ours: await messagesOf(way, ours.port, wireOf(scenario.ours, guest)),
        postgraphile: await messagesOf(way, postgraphile.port, wireOf(scenario.postgraphile, guest)),
        most: scenario.messages,
      });
    return counted;
  } finally {
    await Promise.all([ours.stop(), postgraphile.stop()]);
    way.close();
  }
}

const wireOf = (query: string, { header, variables }: Guest): Wire =>
  post('/graphql', header, { query, variables });

/** Two guardians from the cast, who differ in how many children they have, and one guest of each other scenario. */
async function questionsOf(crowds: Crowds, issuer: BenchIssuer): Promise<Question[]> {
  const variables = crowds.get(home)?.[0]?.variables ?? {};
  const ofHome = async (who: string, what: string): Promise<Question> => ({
    what: `${home.key}, ${what}`,
    scenario: home,
    guest: { ...(await guestOf(castNumbers.get(who) ?? '', issuer)), variables },
  });
  const others = [...crowds].flatMap(([scenario, [guest]]) =>
    guest && scenario !== home ? [{ what: scenario.key, scenario, guest }] : [],
  );
  return [
    await ofHome('mother-separated', '1 child'),
    await ofHome('guardian-many', '30 children'),
    ...others,
  ];
}

/** @throws Error when the two guardians don't have 1 and 30 children. */
async function requireChildren(port: number, questions: readonly Question[]): Promise<void> {
  for (const [index, expected] of [1, 30].entries()) {
    const { guest, what } = questions[index] as Question;
    const data = dataOf(what, await askOnce(port, wireOf(home.ours, guest)));
    const found = (data as { viewer: { children: readonly unknown[] } }).viewer.children.length;
    if (found !== expected) throw new Error(`${what}: the answer has ${found}`);
  }
}

const WARM = 3;
const TIMES = 5;

/** Messages per operation over some repetitions, once connections are made and the statement is known. */
async function messagesOf(way: CountedWay, port: number, wire: Wire): Promise<number> {
  for (let time = 0; time < WARM; time++) dataOf('counted', await askOnce(port, wire));
  await delay(SETTLED);
  const before = way.count();
  for (let time = 0; time < TIMES; time++) await askOnce(port, wire);
  await delay(SETTLED);
  return (way.count() - before) / TIMES;
}

/** Milliseconds until a commit is through that the answer did not wait for. */
const SETTLED = 100;
