import {
  type EntityData,
  type EntityName,
  type FindOptions,
  type ObjectQuery,
  PostgreSqlConnection,
  PostgreSqlDriver,
} from '@mikro-orm/postgresql';
import { bound } from './bound.js';
import { Carrier, type Row } from './carrier.js';
import { Selects } from './selects.js';

type Execution = Parameters<PostgreSqlConnection['execute']>;

/** MikroORM's driver, but that the statements of an act are carried out by the act's own transaction. */
export class ActDriver extends PostgreSqlDriver {
  protected override readonly connection = new ActConnection(this.config);
  readonly #selects = new Selects();

  override async find<T extends object, P extends string, F extends string, E extends string>(
    type: EntityName<T>,
    where: ObjectQuery<T>,
    options: FindOptions<T, P, F, E> = {},
  ): Promise<EntityData<T>[]> {
    const carrier: unknown = options.ctx;
    if (!(carrier instanceof Carrier) || !isBare(options)) return super.find(type, where, options);
    const meta = this.metadata.get(type);
    const write = (marked: object, listener: Carrier) =>
      super.find(type, marked as ObjectQuery<T>, { ...options, ctx: listener as never });
    const select = await this.#selects.of(keyOf(meta.className, options), where, write);
    if (!select) return super.find(type, where, options);
    const rows = await this.rethrow(carrier.read(select.text, select.values));
    return rows.map((row) => this.mapResult(row as EntityData<T>, meta) ?? {});
  }
}

const keyOf = (
  type: string,
  { orderBy, limit, lockMode }: Pick<FindOptions<object>, 'orderBy' | 'limit' | 'lockMode'>,
): string => JSON.stringify([type, orderBy, limit, lockMode]);

/** Options that no SELECT depends on where nothing is populated, or that are part of its key. */
const bare: ReadonlySet<string> = new Set([
  ...['ctx', 'em', 'populate', 'populateWhere', '_populateWhere', 'populateFilter', 'flags'],
  ...['orderBy', 'limit', 'lockMode', 'logging', 'loggerContext'],
]);

/** Whether options ask for rows of one table alone, as whole entities. */
function isBare(options: { readonly populate?: unknown }): boolean {
  const { populate } = options;
  if (populate !== undefined && !(Array.isArray(populate) && populate.length === 0)) return false;
  return Object.entries(options).every(([name, value]) => value === undefined || bare.has(name));
}

class ActConnection extends PostgreSqlConnection {
  override async execute<T>(...execution: Execution): Promise<T> {
    const [sql, params = [], method = 'all', context] = execution;
    const carrier: unknown = context;
    if (!(carrier instanceof Carrier)) return super.execute(...execution) as Promise<T>;
    if (typeof sql !== 'string' || !Array.isArray(params))
      throw new Error('an act sends text and a list of values');
    const { text, values } = bound(sql, params) ?? { text: this.platform.formatQuery(sql, params) };
    if (method === 'run' && !/\breturning\b/.test(text)) {
      carrier.write(text, values);
      return ran([]) as T;
    }
    const rows = await carrier.read(text, values);
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
