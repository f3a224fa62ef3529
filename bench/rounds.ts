import { dataOf, plain, requireSame } from './compare.js';
import type { Contestant } from './contestants/contestant.js';
import type { Guest } from './crowd.js';
import { loggedPath } from './field.js';
import { askOnce, load, post, type Round, type Wire } from './load.js';
import type { Scenario } from './scenario.js';

/** One contestant in one scenario: where to ask, and what. */
export interface Entry {
  readonly name: 'ours' | 'postgraphile' | 'spared' | 'limit' | 'logged';
  readonly port: number;
  readonly wires: readonly Wire[];
}

/** What one contestant showed in one scenario, round by round. */
export interface Showing {
  readonly name: Entry['name'];
  readonly rounds: readonly Round[];
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

/** Everybody who answers in this scenario; where looks are logged, the limit also takes part with that done. */
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
  const logged: Entry = { name: 'logged', port: field.limit.port, wires: sql(loggedPath(scenario)) };
  return [
    { name: 'ours', port: field.ours.port, wires: graphql(scenario.ours) },
    { name: 'postgraphile', port: field.postgraphile.port, wires: graphql(scenario.postgraphile) },
    { name: 'spared', port: field.spared.port, wires: graphql(scenario.postgraphile) },
    { name: 'limit', port: field.limit.port, wires: sql(`/${scenario.key}`) },
    ...(scenario.looks === undefined ? [] : [logged]),
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
    const text = await askOnce(ours?.port ?? 0, wire);
    largest = Math.max(largest, text.length);
    const expected = plain(dataOf(`${scenario.key} ours`, text));
    if (text.length < 200) throw new Error(`${scenario.key}: an answer without anything in it: ${text}`);
    for (const { name, port, wires } of others) {
      const what = `${scenario.key}, guest ${index}, ${name}`;
      const data = dataOf(what, await askOnce(port, wires[index] as Wire));
      const shaped =
        (name === 'postgraphile' || name === 'spared') && scenario.reshape ? scenario.reshape(data) : data;
      requireSame(what, expected, plain(shaped));
    }
  }
  return largest;
}

/** Warms everybody up, then lets them take turns, so that what drifts on this machine hits all alike. */
export async function compete(entries: readonly Entry[]): Promise<Showing[]> {
  for (const { port, wires } of entries) await load(port, wires, WARM_UP);
  const rounds = entries.map((): Round[] => []);
  for (let round = 0; round < ROUNDS; round++)
    for (const [index, { port, wires }] of entries.entries())
      rounds[index]?.push(await load(port, wires, ROUND));
  return entries.map(({ name }, index) => ({ name, rounds: rounds[index] ?? [] }));
}
