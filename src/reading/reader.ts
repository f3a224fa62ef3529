import type { Pool, PoolClient, QueryResult } from 'pg';
import type { Claimant } from '../identity/claimant.js';
import { openScope, viewerOf } from '../identity/opening.js';
import type { Viewer } from '../identity/viewer.js';
import { type Answer, Answers, type Ask } from './answers.js';
import type { ReaderOptions } from './reader-options.js';

/** A read transaction that is open for a viewer. */
export interface Reading {
  readonly viewer: Viewer;
  /** Whether the viewer sees a row of a table. */
  sees(table: string, id: string): Promise<boolean>;
}

/** Reads in transactions of their own, under the scope and the hat that the first statement of each works out. */
export class Reader {
  readonly #answers: Answers;

  constructor(
    readonly pool: Pool,
    readonly options: ReaderOptions,
  ) {
    this.#answers = new Answers(pool, options);
  }

  /**
   * Reads one plan, in as few messages to the database as can be.
   * @throws Refusal NO_ACCESS for somebody without any scope, OPERATION_TOO_COSTLY, and those of arguments.
   */
  answer(ask: Ask): Promise<Answer> {
    return this.#answers.answer(ask);
  }

  /** Reads for several, each under its own scope, as one message where it can be; they fail one by one. */
  answerEach(asks: readonly Ask[]): Promise<readonly PromiseSettledResult<Answer>[]> {
    return this.#answers.answerEach(asks);
  }

  /**
   * Opens a snapshot for a claimant and runs `work` in it.
   * @throws Refusal NO_ACCESS for somebody without any scope.
   */
  async within<T>(claimant: Claimant, work: (reading: Reading) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    let result: T;
    try {
      const viewer = await this.#open(client, claimant);
      result = await work({
        viewer,
        sees: async (table, id) => {
          const { rows } = await client.query(
            `select exists (select from "${table}" r where r.id = $1::uuid) as seen`,
            [id],
          );
          return rows[0]?.seen === true;
        },
      });
    } catch (error) {
      await this.#end(client, 'rollback').catch(() => undefined);
      throw error;
    }
    // A snapshot that wrote nothing has nothing to lose: the answer does not wait for its end.
    this.#end(client, 'commit').catch(() => undefined);
    return result;
  }

  /** Sends the last message of a transaction and gives the connection back, broken where the message failed. */
  async #end(client: PoolClient, message: string): Promise<void> {
    try {
      await client.query(message);
    } catch (error) {
      client.release(error as Error);
      throw error;
    }
    client.release();
  }

  async #open(client: PoolClient, claimant: Claimant): Promise<Viewer> {
    const opening = openScope(claimant, this.options.vault, this.options.timeout);
    // Two statements in one message give two results.
    const results = (await client.query(
      `begin isolation level repeatable read read only; ${opening}`,
    )) as unknown as QueryResult[];
    return viewerOf(results[1]?.rows[0]);
  }
}
