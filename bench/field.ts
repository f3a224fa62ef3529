import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { shippedFlags } from '../tests/harness/shipped-flags.js';
import { type Contestant, start } from './contestants/contestant.js';
import type { BareSetup, LimitSetup, NodeSetup, OursSetup, PostgraphileSetup } from './contestants/setup.js';
import { type Guest, openingsOf, scopesOf } from './crowd.js';
import { type BenchDatabase, benchKey } from './database.js';
import type { BenchIssuer } from './issuer.js';
import { beside, peersDir } from './places.js';
import type { Scenario } from './scenario.js';
import { scenarios } from './scenarios/index.js';

/** The product's default, and the same for each. */
const POOL = 10;

/** Path of the limit's statement that also writes the access log. */
export const loggedPath = (scenario: Scenario): string => `/${scenario.key}/logged`;

/** Name of PostGraphile's operation that also writes the access log. */
const loggedName = (key: string): string => `${key}Logged`;

/** PostGraphile's question under the name by which it also writes the access log. */
export const loggedQuestion = ({ key, postgraphile: query }: Scenario): string =>
  query.replace(/query \w+/, `query ${loggedName(key)}`);

/** Installs the peers' packages from their own lock file, where they are missing. */
export function installPeers(say: (line: string) => void): void {
  if (existsSync(join(peersDir, 'node_modules', 'postgraphile'))) return;
  say('  installing the peers’ packages');
  const args = ['ci', '--prefix', peersDir, '--no-audit', '--no-fund', '--loglevel=error'];
  const { status } = spawnSync('npm', args, { stdio: 'inherit', cwd: peersDir });
  if (status !== 0) throw new Error('npm ci --prefix bench/peers failed');
}

/** @param databaseUrl a way to the database other than the direct one. */
export function startOurs(
  database: Pick<BenchDatabase, 'serverUrl'>,
  issuer: BenchIssuer,
  databaseUrl = database.serverUrl,
  execArgv: string[] = [],
): Promise<Contestant> {
  const setup: OursSetup = { databaseUrl, pool: POOL, key: benchKey, trusted: issuer.trusted };
  return start('Skolegraf', beside('./contestants/ours.js'), setup, [...shippedFlags, ...execArgv]);
}

/** The statements of acts in a bare transaction. */
export function startBare(database: Pick<BenchDatabase, 'serverUrl'>): Promise<Contestant> {
  const setup: BareSetup = { databaseUrl: database.serverUrl, pool: POOL, key: benchKey };
  return start('the bare transaction', beside('./contestants/bare.js'), setup);
}

/** A whole node, with its sockets and its own connection for wake-ups. */
export function startNode(
  database: Pick<BenchDatabase, 'serverUrl' | 'ownerUrl'>,
  issuer: BenchIssuer,
  execArgv: string[] = [],
): Promise<Contestant> {
  const { serverUrl: databaseUrl, ownerUrl } = database;
  const setup: NodeSetup = { databaseUrl, ownerUrl, pool: POOL, key: benchKey, trusted: issuer.trusted };
  return start('Skolegraf', beside('./contestants/node.js'), setup, [...shippedFlags, ...execArgv]);
}

/** PostGraphile, which works out scopes as the product does. */
export function startPostgraphile(
  database: BenchDatabase,
  guests: readonly Guest[],
  databaseUrl = database.serverUrl,
): Promise<Contestant> {
  const looks = Object.fromEntries(
    scenarios.flatMap(({ key, looks, parameters }) =>
      looks === undefined
        ? []
        : [[loggedName(key), { name: loggedName(key), text: looksWritten(looks), parameters }]],
    ),
  );
  return postgraphile({ databaseUrl, pool: POOL, openings: openingsOf(guests, database.vault), looks });
}

/** PostGraphile, which gets the scopes ready made. */
export async function startSpared(database: BenchDatabase, guests: readonly Guest[]): Promise<Contestant> {
  const scopes = await scopesOf(guests, database);
  return postgraphile({ databaseUrl: database.serverUrl, pool: POOL, scopes });
}

function postgraphile(setup: PostgraphileSetup): Promise<Contestant> {
  return start('PostGraphile', join(peersDir, 'postgraphile.js'), setup);
}

export function startLimit(database: BenchDatabase, guests: readonly Guest[]): Promise<Contestant> {
  const statements = scenarios.flatMap((scenario) => [
    [`/${scenario.key}`, scenario.statement],
    ...(scenario.looks === undefined
      ? []
      : [[loggedPath(scenario), logged(scenario.statement, scenario.looks)]]),
  ]);
  const setup: LimitSetup = {
    databaseUrl: database.serverUrl,
    pool: POOL,
    key: benchKey,
    logins: Object.fromEntries(guests.map(({ header, login }) => [header, login])),
    statements: Object.fromEntries(statements),
  };
  return start('the limit', beside('./contestants/limit.js'), setup);
}

/** The same statement, which also writes who looked at whom, as the law wants it of the product. */
function logged(statement: string, looks: string): string {
  return `with looked as (${looksWritten(looks)}) ${statement}`;
}

function looksWritten(looks: string): string {
  return `insert into access_log_entry (id, municipality_id, viewer_id, child_id, what, operation, request_id, at)
    select gen_random_uuid(), (select (scope.municipality_ids())[1]), (select (scope.person_ids())[1]),
      l.child_id, 'bench', 'bench', 'bench', now() from (${looks}) l`;
}
