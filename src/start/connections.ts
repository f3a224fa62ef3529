import type { MikroORM } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import type { Logger } from '../http/logging.js';

/** The connections of the server's role. */
export async function poolOf(orm: MikroORM): Promise<Pool> {
  return (await orm.em.getConnection().getNativeClient()) as unknown as Pool;
}

/**
 * Writes down each idle connection that the database ends. The ORM listens too, so that none of them ends the program,
 * but in silence; and the pool opens new ones by itself. Of one in use the operation that used it tells.
 */
export function logLosses(pool: Pool, log: Logger): void {
  pool.on('error', (err) => log.warn({ err }, 'a connection to the database was lost'));
}

/** Whether the database answers. */
export async function answers(pool: Pool): Promise<boolean> {
  return pool.query('select 1').then(
    () => true,
    () => false,
  );
}
