import type { Socket } from 'node:net';
import type { Connection, Pool, PoolClient } from 'pg';

/**
 * Gives a connection that dies in use back to its pool at once, whoever holds it; the holder's own release then does
 * nothing. Kysely 0.29 keeps one for ever on which `begin` failed: each death of the database would shrink the pool,
 * and at last nothing could be answered, nor the pool be closed.
 * @param silence milliseconds after which a connection in use on which the database says nothing is dead as well; pg's
 *   own `query_timeout` would let a rollback wait for as long again. Undefined: it is waited for without end.
 */
export function giveBackLost(pool: Pool, silence?: number): void {
  const inUse = new WeakSet<PoolClient>();
  pool.on('acquire', (client) => inUse.add(client));
  pool.on('release', (_error, client) => inUse.delete(client));
  pool.on('connect', (client) => {
    client.once('end', () => {
      if (!inUse.has(client)) return;
      client.release(true);
      client.release = () => undefined;
    });
    const { stream } = (client as Connected).connection;
    if (silence !== undefined) stream.setTimeout(silence, () => inUse.has(client) && stream.destroy());
  });
}

/** A client as it is, with the connection that its type does not tell of. */
type Connected = PoolClient & { readonly connection: Connection & { readonly stream: Socket } };
