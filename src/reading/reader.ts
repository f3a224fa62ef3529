import type { Pool, PoolClient, QueryResult } from 'pg';
import type { Claimant } from '../identity/claimant.js';
import { openScope, viewerOf } from '../identity/opening.js';
import type { Viewer } from '../identity/viewer.js';
import { type AccessLook, type Look, looksIn, looksStatement } from './access-log.js';
import { type Answer, Answers, type PlanFor } from './answers.js';
import type { Bindings, Plan } from './plan.js';
import { NODES_MOST, statementOf } from './prepared.js';
import type { ReaderOptions } from './reader-options.js';

/** A read transaction that is open: its viewer, and the one statement it is there for. */
export interface Reading {
  readonly viewer: Viewer;
  read(plan: Plan, bindings: Bindings): Promise<Record<string, unknown>>;
  /** Reads what a plan shows of each of some events, many by one statement. */
  readEvents(
    plan: Plan,
    bindings: Bindings,
    events: NonNullable<Bindings['events']>,
  ): Promise<readonly Record<string, unknown>[]>;
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
  answer(claimant: Claimant, look: AccessLook, planFor: PlanFor): Promise<Answer> {
    return this.#answers.answer(claimant, look, planFor);
  }

  /**
   * Opens a snapshot for a claimant and runs `work` in it.
   * @throws Refusal NO_ACCESS for somebody without any scope.
   */
  async within<T>(claimant: Claimant, look: AccessLook, work: (reading: Reading) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    const looks: Look[] = [];
    let viewer: Viewer;
    let result: T;
    try {
      const opened = await this.#open(client, claimant);
      viewer = opened;
      result = await work({
        viewer: opened,
        read: async (plan, bindings) => {
          const [data = {}] = await this.#read(client, opened, plan, bindings);
          looks.push(...looksIn(plan.sensitive, data));
          return data;
        },
        readEvents: async (plan, bindings, events) => {
          const read: Record<string, unknown>[] = [];
          const most = Math.max(1, Math.floor(NODES_MOST / Math.max(1, plan.cost(bindings))));
          for (let from = 0; from < events.length; from += most) {
            const some = events.slice(from, from + most);
            read.push(...(await this.#read(client, opened, plan, { ...bindings, events: some })));
          }
          looks.push(...read.flatMap((data) => looksIn(plan.sensitive, data)));
          return read;
        },
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
    if (looks.length === 0) this.#end(client, 'commit').catch(() => undefined);
    else await this.#end(client, `${looksStatement(viewer, look, looks)}; commit`);
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
    this.options.named.giveBack(client);
  }

  async #open(client: PoolClient, claimant: Claimant): Promise<Viewer> {
    // Guardians' looks at their own children owe no row to the access log.
    const mode = claimant.issuer === 'idporten' ? ' read only' : '';
    const opening = openScope(claimant, this.options.vault, this.options.timeout);
    // Two statements in one message give two results.
    const results = (await client.query(
      `begin isolation level repeatable read${mode}; ${opening}`,
    )) as unknown as QueryResult[];
    return viewerOf(results[1]?.rows[0]);
  }

  async #read(
    client: PoolClient,
    viewer: Viewer,
    plan: Plan,
    bindings: Bindings,
  ): Promise<readonly Record<string, unknown>[]> {
    const statement = statementOf(client, this.options.named, viewer.hat, plan, bindings);
    if (!statement) return [];
    const { rows } = await client.query<{ data: Record<string, unknown> }>({
      text: statement.text,
      values: [...statement.values],
      ...(statement.name === '' ? {} : { name: statement.name }),
    });
    return rows.map(({ data }) => data);
  }
}
