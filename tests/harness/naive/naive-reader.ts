import { execute, type GraphQLSchema, parse } from 'graphql';
import pg from 'pg';
import { buildSchema } from '../../../schema/build.js';
import { Refusal } from '../../../src/errors/refusal.js';
import type { Claimant } from '../../../src/identity/claimant.js';
import { openScope, viewerOf } from '../../../src/identity/opening.js';
import type { StandInPerson } from '../../../src/identity/stand-in/person.js';
import type { Vault } from '../../../src/identity/vault.js';
import type { Viewer } from '../../../src/identity/viewer.js';
import { Looking, type Refused } from './looking.js';
import { resolveNaively } from './resolvers.js';
import { readTables, type Tables } from './rows.js';

/** An answer that was found the slow way. */
export interface NaiveAnswer {
  readonly data: unknown;
  /** Every field that was refused, also where another refusal had already taken the object that holds it. */
  readonly refused: readonly Refused[];
}

/** Answers queries as a plain server would: one question to the database for each field of each row. */
export class NaiveReader {
  readonly #schema: GraphQLSchema;
  readonly #pool: pg.Pool;
  #tables: Tables | undefined;

  constructor(
    serverUrl: string,
    readonly ownerUrl: string,
    readonly vault: Vault,
  ) {
    this.#schema = resolveNaively(buildSchema().open);
    this.#pool = new pg.Pool({ connectionString: serverUrl, max: 1 });
  }

  /** @throws Error for anything that is no refusal of the catalogue. */
  async answer(
    claimant: Claimant,
    query: string,
    variableValues: Readonly<Record<string, unknown>>,
  ): Promise<NaiveAnswer> {
    const client = await this.#pool.connect();
    try {
      await client.query('begin isolation level repeatable read read only');
      const opened = await client.query(openScope(claimant, this.vault, 30_000));
      return await this.#look(client, viewerOf(opened.rows[0]), query, variableValues);
    } catch (error) {
      if (error instanceof Refusal) return { data: null, refused: [{ path: [], code: error.code }] };
      throw error;
    } finally {
      await client.query('rollback');
      client.release();
    }
  }

  async #look(
    client: pg.ClientBase,
    viewer: Viewer,
    query: string,
    variableValues: Readonly<Record<string, unknown>>,
  ): Promise<NaiveAnswer> {
    const acts = Object.keys(this.#schema.getMutationType()?.getFields() ?? {});
    this.#tables ??= await this.#readTables();
    const looking = new Looking(client, viewer, this.#tables, this.vault, acts);
    const [schema, document] = [this.#schema, parse(query)];
    const result = await execute({ schema, document, variableValues, contextValue: looking, rootValue: {} });
    await looking.settled();
    for (const { originalError } of result.errors ?? [])
      if (!(originalError instanceof Refusal)) throw originalError;
    return { data: JSON.parse(JSON.stringify(result.data ?? null)), refused: looking.refused };
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }

  async #readTables(): Promise<Tables> {
    const client = new pg.Client({ connectionString: this.ownerUrl });
    await client.connect();
    return readTables(client).finally(() => client.end());
  }
}

/** What somebody's token says. */
export function claimantOf({ account }: StandInPerson): Claimant {
  const expires = Math.floor(Date.now() / 1000) + 3_600;
  return account.issuer === 'feide'
    ? { issuer: 'feide', subject: account.subject, principalName: account.principalName, expires }
    : { issuer: 'idporten', pid: account.pid, level: account.level, expires };
}
