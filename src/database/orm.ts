import { ReflectMetadataProvider } from '@mikro-orm/decorators/legacy';
import { Migrator } from '@mikro-orm/migrations';
import { defineConfig, MikroORM, type Options } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import { entities } from '../../entities/index.js';
import { ActDriver } from '../writing/driver/act-driver.js';
import { giveBackLost } from './lost-clients.js';
import { migrationsList } from './migrations/index.js';

/** Milliseconds that an operation waits for a connection, free or new, before it is answered UNAVAILABLE. */
const CONNECTING_MS = 3_000;

/** Milliseconds that the server's role has at least for a statement, however short operations are. */
const LEAST_MS = 5_000;

/** Milliseconds beyond a statement's limit after which a database that says nothing is taken for lost. */
const SILENCE_MS = 2_000;

/**
 * Milliseconds after which whatever the server's role does ends: before an operation has set its own limit, while it waits
 * for a lock, when a transaction is left alone, and when the database says nothing at all.
 */
function boundsFor(operationTimeout: number) {
  const statement = Math.max(operationTimeout, LEAST_MS);
  return {
    onPoolCreated: (pool: Pool) => giveBackLost(pool, statement + SILENCE_MS),
    statement_timeout: statement,
    lock_timeout: 5_000,
    idle_in_transaction_session_timeout: 30_000,
  } as const;
}

/** What the ORM is told, whichever role it connects as. */
export function ormOptions(url: string, pool: number): Options {
  return defineConfig({
    driver: ActDriver,
    clientUrl: url,
    entities: [...entities],
    metadataProvider: ReflectMetadataProvider,
    extensions: [Migrator],
    // A connection keeps its prepared statements: it stays for ten minutes without work.
    pool: { min: 0, max: pool, idleTimeoutMillis: 600_000 },
    driverOptions: {
      connectionTimeoutMillis: CONNECTING_MS,
      keepAlive: true,
      onPoolCreated: (pool: Pool) => giveBackLost(pool),
    },
    forceUtcTimezone: true,
    // There are no filters: row security decides what is seen.
    autoJoinRefsForFilters: false,
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
      ignoreSchema: ['scope', 'events', 'sessions'],
      ignoreTriggers: true,
    },
    debug: false,
  });
}

/**
 * The ORM as the server's role uses it; nothing is read or written until something is asked of it.
 * @param operationTimeout milliseconds after which an operation's SQL is cancelled. A database that has said nothing for
 *   two seconds longer, such as one that is frozen, is taken for lost.
 */
export async function connectOrm(url: string, pool: number, operationTimeout: number): Promise<MikroORM> {
  const options = ormOptions(url, pool);
  const driverOptions = { ...(options.driverOptions as object), ...boundsFor(operationTimeout) };
  return MikroORM.init({ ...options, driverOptions });
}
