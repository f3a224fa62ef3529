import 'reflect-metadata';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migrate } from '../../src/database/migrate.js';
import { rolesSql } from '../../src/database/roles.js';
import { seed } from '../../src/database/seeds/index.js';
import { createVault } from '../../src/identity/vault.js';
import { startCluster } from './cluster.js';
import { testKey } from './town-key.js';

declare module 'vitest' {
  export interface ProvidedContext {
    superuserUrl: string;
    ownerUrl: string;
    serverUrl: string;
    template: string;
  }
}

const DATABASE = 'DATABASE';

/** Starts the test cluster and makes the template that every test's own database is copied from. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cluster = await startCluster();
  const template = `skolegraf_template_${process.pid}`;
  const run = async (database: string, statement: string) => {
    const client = new pg.Client({ connectionString: cluster.superuserUrl(database) });
    await client.connect();
    await client.query(statement).finally(() => client.end());
  };
  await run('postgres', `create database ${template} template template0 encoding 'UTF8'`);
  await run(template, rolesSql(template));
  await migrate(cluster.ownerUrl(template));
  await seed(cluster.ownerUrl(template), { size: 'test', vault: createVault(testKey) });
  project.provide('superuserUrl', cluster.superuserUrl(DATABASE));
  project.provide('ownerUrl', cluster.ownerUrl(DATABASE));
  project.provide('serverUrl', cluster.serverUrl(DATABASE));
  project.provide('template', template);
  return async () => {
    await run('postgres', `drop database if exists ${template} with (force)`);
    await cluster.stop();
  };
}
