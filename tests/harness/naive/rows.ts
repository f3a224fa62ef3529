import type pg from 'pg';
import {
  type Class,
  type Declaration,
  declarationOf,
  type RowRef,
} from '../../../entities/declare/registry.js';

/** One row by property name; a reference holds the id it refers to. */
export type Row = Readonly<Record<string, unknown>> & { readonly __typename: string };

/** A column as the catalogue of the database describes it. */
interface Column {
  readonly column: string;
  readonly type: string;
}

/** The columns of every table, by table and property. */
export type Tables = ReadonlyMap<string, ReadonlyMap<string, Column>>;

const camel = (column: string) => column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
const underscored = (name: string) =>
  name.replace(/[A-Z]/g, (letter, at) => `${at > 0 ? '_' : ''}${letter.toLowerCase()}`);

/** Reads from the database's own catalogue which columns there are: nothing is asked of the ORM. */
export async function readTables(client: pg.ClientBase): Promise<Tables> {
  const { rows } = await client.query<{ table: string; column: string; type: string }>(
    `select table_name as table, column_name as column, udt_name as type
       from information_schema.columns where table_schema = 'public'`,
  );
  const tables = new Map<string, Map<string, Column>>();
  for (const { table, column, type } of rows) {
    const columns = tables.get(table) ?? new Map<string, Column>();
    tables.set(table, columns.set(propertyOf(column, type), { column, type }));
  }
  return tables;
}

/** A reference is a uuid whose column ends in `_id`; its property has the name without. */
function propertyOf(column: string, type: string): string {
  return camel(type === 'uuid' ? column.replace(/_id$/, '') : column);
}

/** What is known of one class's rows. */
export class Kind {
  readonly table: string;
  readonly declaration: Declaration;
  readonly columns: ReadonlyMap<string, Column> | undefined;

  constructor(
    readonly type: Class,
    tables: Tables,
  ) {
    this.table = underscored(type.name);
    this.declaration = declarationOf(type);
    this.columns = tables.get(this.table);
  }

  has(property: string): boolean {
    return this.columns === undefined ? property !== 'id' : this.columns.has(property);
  }

  /** SQL of a property of the listed row. */
  column(alias: string, property: string): string {
    const expression = this.declaration.expressions.get(property);
    if (expression) return expression(alias);
    return `${alias}."${this.columns?.get(property)?.column ?? underscored(property)}"`;
  }

  /** The listed row in conditions. */
  listed(alias: string): RowRef {
    return { alias, type: this.type.name, column: (property) => this.column(alias, property) };
  }

  /** A parent's row in conditions, its values written out as literals. */
  written(row: Row): RowRef {
    const literal = (property: string) => {
      const value = row[property] as string | null;
      const type = this.columns?.get(property)?.type ?? 'text';
      return value === null ? `null::${type}` : `'${String(value).replaceAll("'", "''")}'::${type}`;
    };
    return { alias: 'nothing', type: this.type.name, column: literal };
  }

  /** A raw row by property names. */
  named(raw: Readonly<Record<string, unknown>>): Row {
    const types = new Map([...(this.columns ?? [])].map(([property, { column }]) => [column, property]));
    const entries = Object.entries(raw).map(([name, value]) => [types.get(name) ?? camel(name), value]);
    return { ...Object.fromEntries(entries), __typename: this.type.name };
  }
}

const oid = { bool: 16, int8: 20, int2: 21, int4: 23, timestamptz: 1184 } as const;

/** Values as a client would read them from the text that PostgreSQL sends; days stay text. */
export const plainTypes = {
  getTypeParser(type: number) {
    return (text: string): unknown => {
      if (type === oid.bool) return text === 't';
      if (type === oid.int8 || type === oid.int2 || type === oid.int4) return Number(text);
      if (type === oid.timestamptz) return new Date(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'));
      return text;
    };
  },
};
