import type { Client } from 'pg';
import { dataOf, plain, requireSame } from './compare.js';
import type { Contestant } from './contestants/contestant.js';
import type { Guest } from './crowd.js';
import { loggedPath, loggedQuestion } from './field.js';
import { askOnce, load, post, type Round, type Wire } from './load.js';
import { processorTimes, servingProcesses, usedSince } from './processor.js';
import type { Scenario } from './scenario.js';

/** One contestant in one scenario: where to ask, and what. */
export interface Entry {
  readonly name: 'ours' | 'postgraphile' | 'postgraphileLogged' | 'spared' | 'limit' | 'logged';
  readonly at: Contestant;
  readonly wires: readonly Wire[];
}

/** A round of load, and the processor time of one request in microseconds. */
export interface CostedRound extends Round {
  readonly program: number;
  readonly database: number;
}

/** What one contestant showed in one scenario, round by round. */
export interface Showing {
  readonly name: Entry['name'];
  readonly rounds: readonly CostedRound[];
}

export interface Field {
  readonly ours: Contestant;
  readonly postgraphile: Contestant;
  readonly spared: Contestant;
  readonly limit: Contestant;
}

const ROUNDS = 5;
const WARM_UP = 1_000;
const ROUND = 1_000;

/** Everybody who answers in this scenario; where looks are logged, PostGraphile and the limit also take part with that done. */
export function entriesOf(scenario: Scenario, guests: readonly Guest[], field: Field): Entry[] {
  const graphql = (query: string) =>
    guests.map(({ header, variables }) => post('/graphql', header, { query, variables }));
  const sql = (path: string) =>
    guests.map(({ header, variables }) =>
      post(
        path,
        header,
        scenario.parameters.map((name) => variables[name]),
      ),
    );
  const owed = scenario.looks !== undefined;
  const logged: Entry = { name: 'logged', at: field.limit, wires: sql(loggedPath(scenario)) };
  const postgraphileLogged: Entry = {
    name: 'postgraphileLogged',
    at: field.postgraphile,
    wires: graphql(loggedQuestion(scenario)),
  };
  return [
    { name: 'ours', at: field.ours, wires: graphql(scenario.ours) },
    { name: 'postgraphile', at: field.postgraphile, wires: graphql(scenario.postgraphile) },
    ...(owed ? [postgraphileLogged] : []),
    { name: 'spared', at: field.spared, wires: graphql(scenario.postgraphile) },
    { name: 'limit', at: field.limit, wires: sql(`/${scenario.key}`) },
    ...(owed ? [logged] : []),
  ];
}

/**
 * Asks everybody on behalf of every guest, and returns how many bytes the product's largest answer has.
 * @throws Error when the answers don't hold the same data, or hold none.
 */
export async function requireSameAnswers(scenario: Scenario, entries: readonly Entry[]): Promise<number> {
  let largest = 0;
  const [ours, ...others] = entries;
  for (const [index, wire] of (ours?.wires ?? []).entries()) {
    const text = await askOnce(ours?.at.port ?? 0, wire);
    largest = Math.max(largest, text.length);
    const expected = plain(dataOf(`${scenario.key} ours`, text));
    if (text.length < 200) throw new Error(`${scenario.key}: an answer without anything in it: ${text}`);
    for (const { name, at, wires } of others) {
      const what = `${scenario.key}, guest ${index}, ${name}`;
      const data = dataOf(what, await askOnce(at.port, wires[index] as Wire));
      const shaped =
        name !== 'limit' && name !== 'logged' && scenario.reshape ? scenario.reshape(data) : data;
      requireSame(what, expected, plain(shaped));
    }
  }
  return largest;
}

/**
 * Warms everybody up, then lets them take turns, so that what drifts on this machine hits all alike.
 * @param watcher the owner's connection, which finds the processes of the database.
 */
export async function compete(entries: readonly Entry[], watcher: Client): Promise<Showing[]> {
  for (const { at, wires } of entries) await load(at.port, wires, WARM_UP);
  const rounds = entries.map((): CostedRound[] => []);
  for (let round = 0; round < ROUNDS; round++)
    for (const [index, { at, wires }] of entries.entries())
      rounds[index]?.push(await costed(at, watcher, () => load(at.port, wires, ROUND)));
  return entries.map(({ name }, index) => ({ name, rounds: rounds[index] ?? [] }));
}

/** Reckons what a round of load costs in processor time. */
export async function costed(
  at: Contestant,
  watcher: Client,
  loaded: () => Promise<Round>,
): Promise<CostedRound> {
  const program = processorTimes([at.pid]);
  const database = processorTimes(await servingProcesses(watcher));
  const round = await loaded();
  const requests = round.latencies.length;
  return { ...round, program: usedSince(program) / requests, database: usedSince(database) / requests };
}
