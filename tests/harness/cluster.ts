import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { startEmbedded } from '../../src/database/embedded/index.js';
import { literal, prepareRoles, type RunSql, roles } from '../../src/database/roles.js';
import { markAsOurs, PREFIX, removeLeftBehind } from './left-behind.js';

/** A PostgreSQL server for one run of the tests, with the program's roles and no database of theirs yet. */
export interface TestCluster {
  superuserUrl(database: string): string;
  ownerUrl(database: string): string;
  serverUrl(database: string): string;
  stop(): Promise<void>;
}

/** The server that TEST_DATABASE_URL names with a superuser's URL, or else a throw-away one of our own. */
export async function startCluster(named = process.env.TEST_DATABASE_URL): Promise<TestCluster> {
  return named === undefined || named === '' ? throwAway() : existing(named);
}

async function throwAway(): Promise<TestCluster> {
  await removeLeftBehind(tmpdir());
  const dataDir = await mkdtemp(join(tmpdir(), PREFIX));
  await markAsOurs(dataDir);
  const server = await startEmbedded({
    dataDir,
    settings: { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', max_connections: '200' },
  });
  const stop = async () => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  return { ...server, stop };
}

async function existing(named: string): Promise<TestCluster> {
  const { password } = new URL(named);
  await withSuperuser(named, async (run) => {
    await prepareRoles(run);
    if (password === '') return;
    for (const role of Object.values(roles))
      await run(`alter role ${role} password ${literal(decodeURIComponent(password))}`);
  });
  const url = (role: string | undefined) => (database: string) => {
    const changed = new URL(named);
    if (role !== undefined) changed.username = role;
    changed.pathname = `/${encodeURIComponent(database)}`;
    return changed.href;
  };
  return {
    superuserUrl: url(undefined),
    ownerUrl: url(roles.owner),
    serverUrl: url(roles.server),
    stop: async () => {},
  };
}

async function withSuperuser(url: string, work: (run: RunSql) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await work((sql) => client.query(sql));
  } finally {
    await client.end();
  }
}
