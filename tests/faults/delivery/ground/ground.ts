import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { migrate } from '../../../../src/database/migrate.js';
import { rolesSql } from '../../../../src/database/roles.js';
import { seed } from '../../../../src/database/seeds/index.js';
import { createVault } from '../../../../src/identity/vault.js';
import { testKey } from '../../../harness/town-key.js';

/** A PostgreSQL with a migrated, seeded database to copy. */
export interface Ground {
  superuserUrl(database: string): string;
  ownerUrl(database: string): string;
  serverUrl(database: string): string;
  /** The database that each scenario copies. */
  readonly template: string;
  /** Kills the server; undefined where it is not the run's own. */
  readonly kill?: () => Promise<void>;
}

type Server = Omit<Ground, 'template'>;

/** Makes the template on a server of the run's own. */
export async function groundOn(server: Server): Promise<Ground> {
  const template = 'skolegraf_faults_template';
  await asSuperuser(server, 'postgres', `create database ${template} template template0 encoding 'UTF8'`);
  await asSuperuser(server, template, rolesSql(template));
  await migrate(server.ownerUrl(template));
  await seed(server.ownerUrl(template), { size: 'test', vault: createVault(testKey) });
  return { ...server, template };
}

/** Copies the template. PostgreSQL refuses while somebody else copies it at this moment. @returns the copy's name. */
export async function copied(ground: Ground, tries = 5): Promise<string> {
  const name = `skolegraf_faults_${randomUUID().replaceAll('-', '')}`;
  try {
    await asSuperuser(ground, 'postgres', `create database ${name} template ${ground.template}`);
  } catch (error) {
    if (tries === 1 || (error as { code?: string }).code !== '55006') throw error;
    return copied(ground, tries - 1);
  }
  await asSuperuser(ground, 'postgres', `alter database ${name} owner to skolegraf_owner`);
  return name;
}

export async function dropped(ground: Server, name: string): Promise<void> {
  await asSuperuser(ground, 'postgres', `drop database if exists ${name} with (force)`);
}

/** Runs one statement beside all policies, on a connection of its own. */
export async function asSuperuser(server: Server, database: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server.superuserUrl(database) });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}
