import type { Pool, PoolClient } from 'pg';

/**
 * Gives a connection that dies in use back to its pool at once, whoever holds it; the holder's own release then does
 * nothing. Kysely 0.29 keeps one for ever on which `begin` failed: each death of the database would shrink the pool,
 * and at last nothing could be answered, nor the pool be closed.
 */
export function giveBackLost(pool: Pool): void {
  const inUse = new WeakSet<PoolClient>();
  pool.on('acquire', (client) => inUse.add(client));
  pool.on('release', (_error, client) => inUse.delete(client));
  pool.on('connect', (client) => {
    client.once('end', () => {
      if (!inUse.has(client)) return;
      client.release(true);
      client.release = () => undefined;
    });
  });
}
