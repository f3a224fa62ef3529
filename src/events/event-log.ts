import type { Pool, PoolClient } from 'pg';

/** One event of the log: ids and no personal data. */
export interface LoggedEvent {
  readonly position: number;
  readonly id: string;
  readonly municipalityId: string;
  readonly topic: string;
  /** Names of types to ids. */
  readonly subjects: Readonly<Record<string, string>>;
  readonly at: string;
}

/** How many events are numbered or read at once. */
const BATCH = 1_000;

/** The log as the event log's own hat reads it. */
export class EventLog {
  constructor(readonly pool: Pool) {}

  /** Gives positions to what has been committed since, and reads what follows a position; at most a thousand. */
  advance(after: number): Promise<readonly LoggedEvent[]> {
    return this.#as((client) =>
      client.query(`select events.number_committed(${BATCH})`).then(() => this.#after(client, after)),
    );
  }

  /** Reads what follows a position, at most a thousand. */
  after(position: number): Promise<readonly LoggedEvent[]> {
    return this.#as((client) => this.#after(client, position));
  }

  /** The newest position that has been given. */
  top(): Promise<number> {
    return this.#as(async (client) => {
      await client.query(`select events.number_committed(${BATCH})`);
      return Number((await client.query('select events.top() as top')).rows[0]?.top ?? 0);
    });
  }

  /** Whether an event stands at a position: it does not where the log was restored to an earlier time, or pruned. */
  holds(position: number, id: string): Promise<boolean> {
    return this.#as(async (client) => {
      const { rows } = await client.query('select events.holds($1, $2) as held', [position, id]);
      return rows[0]?.held === true;
    });
  }

  async #after(client: PoolClient, position: number): Promise<readonly LoggedEvent[]> {
    const { rows } = await client.query(`select * from events.after($1, ${BATCH})`, [position]);
    return rows.map((row) => ({
      position: Number(row.position),
      id: row.id,
      municipalityId: row.municipality_id,
      topic: row.topic,
      subjects: JSON.parse(row.subjects),
      at: row.at,
    }));
  }

  async #as<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    try {
      await client.query('begin; set local role skolegraf_events');
      const result = await work(client);
      await client.query('commit');
      client.release();
      return result;
    } catch (error) {
      client.release(error as Error);
      throw error;
    }
  }
}
