import type { Connection, PoolClient, Submittable } from 'pg';

/** One statement of a message, known by its name where it has one. */
export interface Statement {
  /** A connection prepares a statement once for each name; without a name (`''`) it is prepared anew. */
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
  /** Whether all its rows are wanted, with the names and types of their columns. */
  readonly wholly?: boolean;
}

/** The first row of a statement's answer: texts, as PostgreSQL writes them. */
export type TextRow = readonly (string | null)[];

/** All rows of a statement's answer. */
export interface Table {
  readonly columns: readonly { readonly name: string; readonly dataTypeID: number }[];
  readonly rows: readonly TextRow[];
}

/** What the database answered to a message. */
export interface Told {
  /** A row for each statement that was carried out; undefined for one that gives none. */
  readonly rows: readonly (TextRow | undefined)[];
  /** The same of all rows, where a statement wants them and gives any. */
  readonly tables: readonly (Table | undefined)[];
  /** Why the statement after those was not carried out, and none of the following. */
  readonly failure?: Error;
}

/**
 * Sends statements as one message and waits once for all their answers: one write and one wake-up on either side, where
 * each of them alone would take its own. The first that fails ends the message.
 */
export function sendTogether(client: PoolClient, statements: readonly Statement[]): Promise<Told> {
  return new Promise((resolve) => {
    client.query(new OneMessage(statements, resolve));
  });
}

/** The client's own list of the names that its connection knows. */
type Listed = Connection & { readonly parsedStatements: Record<string, string> };

class OneMessage implements Submittable {
  readonly #rows: (TextRow | undefined)[] = [];
  readonly #prepared: string[] = [];
  readonly #tables: (Table | undefined)[] = [];
  #row: TextRow | undefined;
  #columns: Table['columns'] | undefined;
  #all: TextRow[] = [];

  constructor(
    readonly statements: readonly Statement[],
    readonly told: (told: Told) => void,
  ) {}

  submit(connection: Connection): void {
    connection.stream.cork();
    for (const { name, text, values, wholly } of this.statements) {
      this.#prepare(connection as Listed, name, text);
      connection.bind({ portal: '', statement: name, values: values.map(asText) } as never, true);
      if (wholly) connection.describe({ type: 'P', name: '' } as never, true);
      connection.execute({ portal: '' } as never, true);
    }
    connection.sync();
    connection.stream.uncork();
  }

  /** After a failure the server may know a name that is not listed: it is told to forget it first, which it never minds. */
  #prepare(connection: Listed, name: string, text: string): void {
    if (name !== '' && connection.parsedStatements[name] !== undefined) return;
    if (name !== '') connection.close({ type: 'S', name }, true);
    connection.parse({ name, text, types: [] } as never, true);
    if (name === '') return;
    connection.parsedStatements[name] = text;
    this.#prepared.push(name);
  }

  handleRowDescription({ fields }: { readonly fields: Table['columns'] }): void {
    this.#columns = fields;
  }

  handleDataRow({ fields }: { readonly fields: TextRow }): void {
    this.#row ??= fields;
    if (this.#columns) this.#all.push(fields);
  }

  handleCommandComplete(): void {
    this.#rows.push(this.#row);
    this.#tables.push(this.#columns && { columns: this.#columns, rows: this.#all });
    this.#row = undefined;
    this.#columns = undefined;
    this.#all = [];
  }

  handleReadyForQuery(): void {
    this.told({ rows: this.#rows, tables: this.#tables });
  }

  /** What the message was to prepare may stand behind the failure: the next that needs it prepares it anew. */
  handleError(failure: Error, connection: Connection): void {
    for (const name of this.#prepared) delete (connection as Listed).parsedStatements[name];
    this.told({ rows: this.#rows, tables: this.#tables, failure });
  }
}

/** A parameter in PostgreSQL's text form, whatever its type. */
function asText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return value.toISOString();
  return Array.isArray(value) ? `{${value.map(element).join(',')}}` : String(value);
}

function element(value: unknown): string {
  const text = asText(value);
  return text === null ? 'NULL' : `"${text.replace(/["\\]/g, '\\$&')}"`;
}
