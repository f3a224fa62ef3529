import pg from 'pg';

/** Runs SQL as the owner, beside all policies; each time on a connection that is alive. */
export interface Sql {
  <Row extends object = Record<string, unknown>>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** A connection of one's own, to hold a transaction open on. */
  connection(): Promise<pg.Client>;
  end(): Promise<void>;
}

export function sqlOn(url: string, max = 4): Sql {
  const pool = new pg.Pool({ connectionString: url, max });
  // The database may be killed under an idle connection.
  pool.on('error', () => undefined);
  const run = async (text: string, values: readonly unknown[] = []) =>
    (await pool.query(text, [...values])).rows;
  return Object.assign(run as Sql, {
    async connection() {
      const client = new pg.Client({ connectionString: url });
      client.on('error', () => undefined);
      await client.connect();
      return client;
    },
    end: () => pool.end(),
  });
}
