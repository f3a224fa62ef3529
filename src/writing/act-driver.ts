import { PostgreSqlConnection, PostgreSqlDriver } from '@mikro-orm/postgresql';
import { ActTransaction, type Row } from './act-transaction.js';
import { bound } from './bound.js';

type Execution = Parameters<PostgreSqlConnection['execute']>;

/** MikroORM's driver, but that the statements of an act are carried out by the act's own transaction. */
export class ActDriver extends PostgreSqlDriver {
  protected override readonly connection = new ActConnection(this.config);
}

class ActConnection extends PostgreSqlConnection {
  override async execute<T>(...execution: Execution): Promise<T> {
    const [sql, params = [], method = 'all', context] = execution;
    const transaction: unknown = context;
    if (!(transaction instanceof ActTransaction)) return super.execute(...execution) as Promise<T>;
    if (typeof sql !== 'string' || !Array.isArray(params))
      throw new Error('an act sends text and a list of values');
    const { text, values } = bound(sql, params) ?? { text: this.platform.formatQuery(sql, params) };
    if (method === 'run' && !/\breturning\b/.test(text)) {
      transaction.write(text, values);
      return ran([]) as T;
    }
    const rows = await transaction.read(text, values);
    return (method === 'run' ? ran(rows) : method === 'get' ? rows[0] : rows) as T;
  }
}

/** How many rows were written is not known yet; MikroORM asks of entities with versions alone, which there are none of. */
const ran = (rows: readonly Row[]) => ({
  affectedRows: rows.length,
  insertId: undefined,
  row: rows[0],
  rows,
});
