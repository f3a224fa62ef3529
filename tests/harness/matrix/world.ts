import { declaredClasses } from '../../../entities/declare/registry.js';
import '../../../entities/index.js';

/** A row as the owner reads it: columns by name, days as `YYYY-MM-DD`. */
export type Row = Readonly<Record<string, unknown>> & { readonly id: string };

/** Everything that the database holds, read beside all policies. */
export interface World {
  /** The day in Norway. */
  readonly today: string;
  readonly tables: readonly string[];
  rows(table: string): readonly Row[];
}

type Sql = <R extends object>(text: string, values?: readonly unknown[]) => Promise<R[]>;

/** Reads every table of the product as the owner does. */
export async function theWorld(sql: Sql): Promise<World> {
  const tables = await sql<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
       and relname <> 'migration' order by relname`,
  );
  const held = new Map<string, readonly Row[]>();
  for (const { name } of tables) {
    const rows = await sql<{ row: Row }>(`select to_jsonb(t) as row from "${name}" t order by id`);
    held.set(
      name,
      rows.map((each) => each.row),
    );
  }
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Oslo' }).format(new Date());
  return { today, tables: [...held.keys()], rows: (table) => held.get(table) ?? [] };
}

/** The table of a type: `SchoolClass` stands in `school_class`. */
export function tableOf(type: string): string {
  return type.replace(/(?!^)[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
}

/** The types whose ids carry a tag, and so can be named to `node(id:)`. */
export function taggedTypes(): string[] {
  return [...declaredClasses()].flatMap(([type, { tag }]) => (tag === undefined ? [] : [type.name]));
}
