import type { Pool, PoolClient, QueryResult } from 'pg';
import { Refusal } from '../errors/refusal.js';
import type { Claimant } from '../identity/claimant.js';
import { openScope, viewerOf } from '../identity/opening.js';
import type { Vault } from '../identity/vault.js';
import type { Viewer } from '../identity/viewer.js';
import { type AccessLook, type Look, looksIn, looksStatement } from './access-log.js';
import { NamedStatements } from './named-statements.js';
import type { Bindings, Plan } from './plan.js';

/** The most nodes that one operation may return. */
export const NODES_MOST = 10_000;

/** A statement that is longer than this, in characters, is not kept by connections: its plan would fill their memory. */
const NAMED_SQL_MOST = 20_000;

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

export interface ReaderOptions {
  readonly vault: Vault;
  /** Milliseconds after which PostgreSQL cancels a statement. */
  readonly timeout: number;
  /** How many statements each connection keeps prepared: those that were used last. */
  readonly namedStatements: number;
}

/** Reads in transactions of three messages: begin with scope and hat, one statement, commit. */
export class Reader {
  readonly #named: NamedStatements;

  constructor(
    readonly pool: Pool,
    readonly options: ReaderOptions,
  ) {
    this.#named = new NamedStatements(options.namedStatements);
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
    this.#named.forget(client).then(
      () => client.release(),
      (error) => client.release(error),
    );
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
    if (plan.cost(bindings) > NODES_MOST) throw new Refusal('OPERATION_TOO_COSTLY');
    const values = plan.bind(bindings);
    if (!plan.sql) return [];
    const name = this.#nameOf(client, plan, viewer);
    const result = await client.query<{ data: Record<string, unknown> }>({
      text: plan.sql,
      values,
      ...(name ? { name } : {}),
    });
    return result.rows.map(({ data }) => data);
  }

  /** Named from the second use, with the hat: PostgreSQL plans a statement anew when the role changes. */
  #nameOf(client: PoolClient, plan: Plan, viewer: Viewer): string | undefined {
    if (plan.uses++ === 0 || (plan.sql?.length ?? 0) > NAMED_SQL_MOST) return undefined;
    const name = `${viewer.hat[0]}${plan.name}`;
    this.#named.use(client, name);
    return name;
  }
}
