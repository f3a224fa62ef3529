import { MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';
import { StartFailure } from '../errors/start-failure.js';
import { ormOptions } from './orm.js';
import { grantsFromPolicies, scopeAfterTables, scopeBeforeTables } from './scope/install.js';

/** One key for all nodes that start at once: the first migrates, the others wait and find nothing to do. */
export const MIGRATION_LOCK = 7_034_117_201;

/**
 * Brings a database to the newest version as its owner: scope functions, migrations, privileges.
 * @throws StartFailure DATABASE_AHEAD when the database has a migration that this program does not know.
 * @returns the names of the migrations that were run.
 */
export async function migrate(ownerUrl: string): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query(`select pg_advisory_lock(${MIGRATION_LOCK})`);
    for (const statement of scopeBeforeTables) await client.query(statement);
    const done = await migrateTables(ownerUrl);
    for (const statement of scopeAfterTables) await client.query(statement);
    await client.query(grantsFromPolicies);
    return done;
  } finally {
    await client.end();
  }
}

async function migrateTables(ownerUrl: string): Promise<readonly string[]> {
  const orm = await MikroORM.init(ormOptions(ownerUrl, 2));
  try {
    await refuseIfAhead(orm);
    const done = await orm.migrator.up();
    return done.map((migration) => migration.name);
  } finally {
    await orm.close(true);
  }
}

async function refuseIfAhead(orm: MikroORM): Promise<void> {
  await orm.migrator.getPending();
  const known = new Set(orm.config.get('migrations').migrationsList?.map((migration) => nameOf(migration)));
  const ahead = (await orm.migrator.getExecuted()).filter((migration) => !known.has(migration.name));
  if (ahead.length > 0)
    throw new StartFailure(
      'DATABASE_AHEAD',
      `the database has migrations that this version does not know (${ahead.map((each) => each.name).join(', ')}); start the version that made them, or a newer one`,
    );
}

function nameOf(migration: unknown): string {
  return (migration as { name: string }).name;
}
