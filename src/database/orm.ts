import { ReflectMetadataProvider } from '@mikro-orm/decorators/legacy';
import { Migrator } from '@mikro-orm/migrations';
import { defineConfig, MikroORM, type Options } from '@mikro-orm/postgresql';
import { entities } from '../../entities/index.js';
import { giveBackLost } from './lost-clients.js';
import { migrationsList } from './migrations/index.js';

/** Milliseconds that an operation waits for a connection, free or new, before it is answered UNAVAILABLE. */
const CONNECTING_MS = 3_000;

/**
 * Milliseconds after which whatever the server's role does ends: before an operation has set its own limit, while it waits
 * for a lock, when a transaction is left alone, and when the database says nothing at all.
 */
const bounds = {
  statement_timeout: 60_000,
  lock_timeout: 5_000,
  idle_in_transaction_session_timeout: 30_000,
  query_timeout: 65_000,
} as const;

/** What the ORM is told, whichever role it connects as. */
export function ormOptions(url: string, pool: number): Options {
  return defineConfig({
    clientUrl: url,
    entities: [...entities],
    metadataProvider: ReflectMetadataProvider,
    extensions: [Migrator],
    // A connection keeps its prepared statements: it stays for ten minutes without work.
    pool: { min: 0, max: pool, idleTimeoutMillis: 600_000 },
    driverOptions: { connectionTimeoutMillis: CONNECTING_MS, keepAlive: true, onPoolCreated: giveBackLost },
    forceUtcTimezone: true,
    discovery: { warnWhenNoEntities: false },
    migrations: {
      migrationsList,
      tableName: 'migration',
      snapshot: false,
      transactional: true,
      silent: true,
    },
    // Triggers are made beside the tables, with the functions of the scope; see `scope/fits.ts`.
    schemaGenerator: {
      createForeignKeyConstraints: true,
      ignoreSchema: ['scope', 'events'],
      ignoreTriggers: true,
    },
    debug: false,
  });
}

/** The ORM as the server's role uses it; nothing is read or written until something is asked of it. */
export async function connectOrm(url: string, pool: number): Promise<MikroORM> {
  const options = ormOptions(url, pool);
  return MikroORM.init({ ...options, driverOptions: { ...(options.driverOptions as object), ...bounds } });
}
