import { MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';
import { StartFailure } from '../errors/start-failure.js';
import { audienceFunctions } from './events/audiences.js';
import { ormOptions } from './orm.js';
import { grantsFromPolicies, scopeAfterTables, scopeBeforeTables } from './scope/install.js';

/** One key for all nodes that start at once: the first migrates, the others wait and find nothing to do. */
export const MIGRATION_LOCK = 7_034_117_201;

/**
 * Brings a database to the newest version as its owner: scope functions, migrations, privileges. What a running program
 * uses changes in one transaction, so that it never meets half of it.
 * @throws StartFailure DATABASE_AHEAD when the database has a migration that this program does not know; then nothing
 * was changed.
 * @returns the names of the migrations that were run.
 */
export async function migrate(ownerUrl: string): Promise<readonly string[]> {
  const orm = await MikroORM.init(ormOptions(ownerUrl, 2));
  const client = new pg.Client({ connectionString: ownerUrl });
  // The statement under way tells of a lost connection; an event that nobody hears would end the program.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query(`select pg_advisory_lock(${MIGRATION_LOCK})`);
    await refuseIfAhead(orm);
    await together(client, scopeBeforeTables);
    const done = await orm.migrator.up();
    await together(client, [...scopeAfterTables, ...audienceFunctions(orm), grantsFromPolicies]);
    return done.map((migration) => migration.name);
  } finally {
    await client.end().catch(() => undefined);
    await orm.close(true);
  }
}

async function together(client: pg.Client, statements: readonly string[]): Promise<void> {
  await client.query('begin');
  for (const statement of statements) await client.query(statement);
  await client.query('commit');
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
