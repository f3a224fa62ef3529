import type { Pool, PoolClient, QueryResult } from 'pg';
import type { StoredEmployments } from '../identity/opening.js';

/** One event of the log: ids and no personal data. */
export interface LoggedEvent {
  readonly position: number;
  readonly id: string;
  readonly municipalityId: string;
  readonly topic: string;
  /** Names of types to ids. */
  readonly subjects: Readonly<Record<string, string>>;
  /** Milliseconds since 1970, by the database's clock. */
  readonly at: number;
}

/** The end of the log. */
export interface LogTop {
  readonly position: number;
  /** Undefined where the log is empty. */
  readonly eventId: string | undefined;
  /** Which log it is: another one after a restore, where no cursor of before holds. */
  readonly epoch: string;
}

/** The function that says who may see rows of a table today, made from the table's policies. */
export const audienceOf = (table: string): string => `events.audience_of_${table}`;

/** A login that may see a row now, and as whom; no employments of who is no employee. */
export type Seer = readonly [key: string, hat: string, employments: StoredEmployments | null];

/** Rows that the same people see. */
export interface Sight {
  readonly ids: readonly string[];
  readonly seers: readonly Seer[];
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** How many events are numbered or read at once. */
const BATCH = 1_000;

const NUMBER = `select events.number_committed(${BATCH})`;
const afterStatement = (position: number): string =>
  `select * from events.after(${Math.trunc(position)}, ${BATCH})`;

/** The log as the event log's own hat reads it. */
export class EventLog {
  /** Topics and municipalities: each read event would keep a copy of its own. */
  readonly #words = new Map<string, string>();

  constructor(readonly pool: Pool) {}

  /** Gives positions to what has been committed since, and reads what follows a position; at most a thousand. */
  async advance(after: number): Promise<readonly LoggedEvent[]> {
    return (await this.#inOneMessage(NUMBER, afterStatement(after))).map(this.#eventOf);
  }

  /** Reads what follows a position, at most a thousand. */
  async after(position: number): Promise<readonly LoggedEvent[]> {
    return (await this.#inOneMessage(afterStatement(position))).map(this.#eventOf);
  }

  /** The newest position that has been given, and which log this is. */
  async top(): Promise<LogTop> {
    const [top] = await this.#inOneMessage(
      NUMBER,
      'select t.position, t.id, events.epoch() as epoch from events.top() t',
    );
    return { position: Number(top?.position ?? 0), eventId: top?.id ?? undefined, epoch: top?.epoch };
  }

  /** Says that this log is another one than it was known as; once, however many nodes say so. */
  async renew(epoch: string): Promise<void> {
    await this.#as((client) => client.query('select events.renew($1)', [epoch]));
  }

  /**
   * Forgets events that are older than this, but for the newest.
   * @param days how long events are kept.
   * @returns how many; at most a thousand.
   */
  prune(days: number): Promise<number> {
    return this.#as(async (client) => {
      const { rows } = await client.query('select events.prune(make_interval(days => $1), $2) as pruned', [
        days,
        BATCH,
      ]);
      return rows[0]?.pruned ?? 0;
    });
  }

  /** Whether an event stands at a position: it does not where the log was restored to an earlier time, or pruned. */
  holds(position: number, id: string): Promise<boolean> {
    return this.#as(async (client) => {
      const { rows } = await client.query('select events.holds($1, $2) as held', [position, id]);
      return rows[0]?.held === true;
    });
  }

  /** Who may see these rows of a table now; of what is no id nobody. */
  async sights(table: string, ids: readonly string[]): Promise<readonly Sight[]> {
    const known = ids.filter((id) => uuid.test(id));
    const rows = await this.#inOneMessage(`select * from ${audienceOf(table)}('{${known.join()}}')`);
    return rows.map(({ shown, seers }) => ({ ids: shown.split(','), seers }));
  }

  #eventOf = (row: QueryResult['rows'][number]): LoggedEvent => ({
    position: Number(row.position),
    id: row.id,
    municipalityId: this.#once(row.municipality_id),
    topic: this.#once(row.topic),
    subjects: JSON.parse(row.subjects),
    at: Date.parse(row.at),
  });

  #once(word: string): string {
    const known = this.#words.get(word);
    if (known === undefined) this.#words.set(word, word);
    return known ?? word;
  }

  /**
   * Runs statements that bind nothing as one transaction in one message: a node that stands still after it was sent holds
   * no lock, since the database goes on without it. @returns the rows of the last.
   */
  async #inOneMessage(...statements: readonly string[]): Promise<QueryResult['rows']> {
    const message = ['begin', 'set local role skolegraf_events', ...statements, 'commit'].join('; ');
    // Several statements in one message give several results.
    const results = (await this.pool.query(message)) as unknown as QueryResult[];
    return results.at(-2)?.rows ?? [];
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
