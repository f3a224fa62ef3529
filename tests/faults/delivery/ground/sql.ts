import pg from 'pg';

/** Runs SQL as one role, beside all policies where that is the owner; each time on a connection that is alive. */
export interface Sql {
  <Row extends object = Record<string, unknown>>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** A connection of one's own, to hold a transaction open on. */
  connection(): Promise<pg.Client>;
  /** Lets go of the connections that are idle; new ones are made when they are needed. */
  disconnect(): Promise<void>;
  end(): Promise<void>;
}

export function sqlOn(url: string, max = 4): Sql {
  let pool = poolOn(url, max);
  const run = async (text: string, values: readonly unknown[] = []) =>
    (await pool.query(text, [...values])).rows;
  return Object.assign(run as Sql, {
    async connection() {
      const client = new pg.Client({ connectionString: url });
      client.on('error', () => undefined);
      await client.connect();
      return client;
    },
    async disconnect() {
      const old = pool;
      pool = poolOn(url, max);
      await old.end();
    },
    end: () => pool.end(),
  });
}

function poolOn(url: string, max: number): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max });
  // The database may be killed under an idle connection.
  pool.on('error', () => undefined);
  return pool;
}
