import type { Client } from 'pg';
import { arrayLiteral, type Value } from './array-literal.js';
import type { Tables } from './tables.js';

const ROWS_AT_A_TIME = 5_000;

interface Column {
  readonly name: string;
  readonly type: string;
}

/** Writes collected rows, many at a time: one statement carries each column as one array. */
export class Inserter {
  private constructor(
    private readonly client: Client,
    private readonly columns: ReadonlyMap<string, Column>,
  ) {}

  /** Learns the columns and their types from the database. */
  static async open(client: Client): Promise<Inserter> {
    const found = await client.query<{ table: string; name: string; type: string }>(
      `select table_name as "table", column_name as name, udt_name as type
         from information_schema.columns where table_schema = 'public'`,
    );
    return new Inserter(client, new Map(found.rows.map((row) => [`${row.table}.${row.name}`, row])));
  }

  /** Writes what waits in all tables, those first that others refer to. */
  async write(tables: Tables): Promise<void> {
    for (const table of Object.values(tables)) {
      const name = snake(table.type.name);
      const columns = table.properties.map((property) => this.column(name, property));
      await this.insert(name, columns, table.take());
    }
  }

  /** Lets the planner know what the tables hold now; only the owner's own, or PostgreSQL warns of each of its own. */
  async analyze(tables: Tables): Promise<void> {
    const names = Object.values(tables).map((table) => `"${snake(table.type.name)}"`);
    await this.client.query(`analyze ${names.join(', ')}`);
  }

  private column(table: string, property: string): Column {
    const name = snake(property);
    const column = this.columns.get(`${table}.${name}`) ?? this.columns.get(`${table}.${name}_id`);
    if (!column) throw new Error(`the table ${table} has no column for ${property}`);
    return column;
  }

  private async insert(table: string, columns: readonly Column[], values: readonly Value[][]): Promise<void> {
    const names = columns.map((column) => `"${column.name}"`).join(', ');
    const arrays = columns.map((column, index) => `$${index + 1}::${column.type}[]`).join(', ');
    const rows = values[0]?.length ?? 0;
    for (let start = 0; start < rows; start += ROWS_AT_A_TIME) {
      const batch = values.map((column) => arrayLiteral(column.slice(start, start + ROWS_AT_A_TIME)));
      await this.client.query(`insert into "${table}" (${names}) select * from unnest(${arrays})`, batch);
    }
  }
}

function snake(name: string): string {
  return name.replace(/(?<=[a-z])[A-Z]/g, '_$&').toLowerCase();
}
