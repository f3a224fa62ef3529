import { MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';
import { migrate } from '../../src/database/migrate.js';
import { ormOptions } from '../../src/database/orm.js';
import { identifier, rolesSql } from '../../src/database/roles.js';
import { scopeAfterTables, scopeBeforeTables } from '../../src/database/scope/install.js';
import { startCluster, type TestCluster } from '../harness/cluster.js';

/** The URLs of one database, by who logs in. */
export interface Database {
  readonly superuserUrl: string;
  readonly ownerUrl: string;
  readonly serverUrl: string;
}

/** The databases that checks look at, each made when it is first asked for. */
export class Databases {
  #cluster: Promise<TestCluster> | undefined;
  #migrated: Promise<Database> | undefined;
  #generated: Promise<Database> | undefined;
  readonly #made: string[] = [];
  readonly #start: () => Promise<TestCluster>;

  constructor(start: () => Promise<TestCluster> = startCluster) {
    this.#start = start;
  }

  /** An empty database that every migration was run on. */
  migrated(): Promise<Database> {
    this.#migrated ??= this.#make('migrated', async ({ ownerUrl }) => void (await migrate(ownerUrl)));
    return this.#migrated;
  }

  /** An empty database that was made from the entities at once, without migrations. */
  generated(): Promise<Database> {
    this.#generated ??= this.#make('generated', async ({ ownerUrl }) => {
      for (const statement of scopeBeforeTables) await query(ownerUrl, statement);
      await withOrm(ownerUrl, (orm) => orm.schema.create());
      for (const statement of scopeAfterTables) await query(ownerUrl, statement);
    });
    return this.#generated;
  }

  /** A database with the roles and nothing in it. */
  empty(): Promise<Database> {
    return this.#make('empty', async () => {});
  }

  async close(): Promise<void> {
    const cluster = await this.#cluster?.catch(() => undefined);
    if (!cluster) return;
    for (const name of this.#made)
      await query(
        cluster.superuserUrl('postgres'),
        `drop database if exists ${identifier(name)} with (force)`,
      );
    await cluster.stop();
  }

  async #make(kind: string, fill: (database: Database) => Promise<void>): Promise<Database> {
    this.#cluster ??= this.#start();
    const cluster = await this.#cluster;
    const name = `skolegraf_check_${kind}_${process.pid}_${this.#made.length}`;
    await query(
      cluster.superuserUrl('postgres'),
      `create database ${identifier(name)} template template0 encoding 'UTF8'`,
    );
    this.#made.push(name);
    const database = {
      superuserUrl: cluster.superuserUrl(name),
      ownerUrl: cluster.ownerUrl(name),
      serverUrl: cluster.serverUrl(name),
    };
    await query(database.superuserUrl, rolesSql(name));
    await fill(database);
    return database;
  }
}

/** Asks one statement over a connection of its own. */
export async function query<Row extends object>(url: string, statement: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(statement)).rows;
  } finally {
    await client.end();
  }
}

/** Lends out the ORM as the program configures it, for as long as the work takes. */
export async function withOrm<T>(url: string, work: (orm: MikroORM) => Promise<T>): Promise<T> {
  const orm = await MikroORM.init(ormOptions(url, 2));
  try {
    return await work(orm);
  } finally {
    await orm.close(true);
  }
}
