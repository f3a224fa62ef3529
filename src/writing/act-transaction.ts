import { LRUCache } from 'lru-cache';
import type { PoolClient } from 'pg';
import type { NamedStatements } from '../reading/named-statements.js';
import { type Statement, sendTogether, type Table, type TextRow } from '../reading/one-message.js';
import { COMMIT, plain, ROLLBACK } from '../reading/opened.js';
import { Carrier, type Row } from './driver/carrier.js';

/** What an error of the database means. */
export type Explain = (failure: Error) => Error;

/** What a statement gave: its first row as it stands, and all of them where they are wanted. */
interface Given {
  readonly row: TextRow | undefined;
  readonly table: Table | undefined;
}

/** A statement on its way, and who is told of its outcome. */
interface Waiting {
  readonly statement: Statement;
  done(given: Given): void;
  failed(failure: Error): void;
  readonly explain: Explain;
}

const asItIs: Explain = (failure) => failure;
const nobody = { done: () => undefined, failed: () => undefined };

/** How many statements have a name. */
const NAMED = 500;

/** The names of statements by their texts, the same on every connection. */
const names = new LRUCache<string, string>({ max: NAMED });
let named = 0;

/**
 * The transaction of one act, on a connection of its own. What is asked for at once travels in one message, and what is
 * only written waits for the next one: the last of it for the commit. PostgreSQL passes over the rest of a message in
 * which something failed, so that a commit is never carried out after a failure.
 */
export class ActTransaction extends Carrier {
  /** Why nothing is carried out any more. */
  #broken: Error | undefined;
  #waiting: Waiting[] = [];
  /** The message that is under way, if any. */
  #underWay: Promise<void> | undefined;
  #isAsked = false;
  #explain: Explain = asItIs;
  #hat = '';
  #isCommitted = false;

  constructor(
    readonly client: PoolClient,
    readonly known: NamedStatements,
  ) {
    super();
  }

  /** Sends the first message. What fails in it fails everything after it. @returns what each statement gave. */
  async open(statements: readonly Statement[]): Promise<readonly (TextRow | undefined)[]> {
    const { rows, failure } = await sendTogether(this.client, [plain('begin'), ...statements]);
    if (failure) this.#broken = failure;
    return rows.slice(1);
  }

  /** The database role that the transaction has from here on: PostgreSQL plans a statement anew when it changes. */
  wear(hat: string): void {
    this.#hat = hat;
  }

  /** @throws what the first failure means, where there was one. */
  requireSound(): void {
    if (this.#broken) throw this.#broken;
  }

  override async read(text: string, values: readonly unknown[] | undefined): Promise<readonly Row[]> {
    const statement = { ...this.#statement(text, values), wholly: true };
    return rowsOf(this.client, (await this.#ask(statement)).table);
  }

  /** Carries it out with the next message. */
  override write(text: string, values: readonly unknown[] | undefined): void {
    this.#waiting.push({ ...nobody, statement: this.#statement(text, values), explain: this.#explain });
  }

  /** Explains failures of what `work` writes, also where it is carried out later. */
  async explaining(explain: Explain, work: () => Promise<void>): Promise<void> {
    this.#explain = explain;
    try {
      await work();
    } catch (failure) {
      throw failure instanceof Error ? explain(failure) : failure;
    } finally {
      this.#explain = asItIs;
    }
  }

  /** Commits, and gives the first row of the last statement before. @throws what the first failure means. */
  async commit(last: Statement | undefined): Promise<TextRow | undefined> {
    this.requireSound();
    const [given] = await Promise.all([last && this.#ask(last), this.#ask(COMMIT)]);
    this.#isCommitted = true;
    this.#broken = new Error('the act is over');
    return given?.row;
  }

  /** Gives the connection back; what was not committed is taken back. */
  async close(): Promise<void> {
    this.#broken ??= new Error('the act is over');
    await this.#underWay;
    const { failure } = this.#isCommitted ? {} : await sendTogether(this.client, [ROLLBACK]);
    if (failure) this.client.release(failure);
    else this.known.giveBack(this.client);
  }

  #statement(text: string, values: readonly unknown[] | undefined): Statement {
    if (values === undefined) return { name: '', text, values: [] };
    const name = `${this.#hat} ${nameOf(text)}`;
    this.known.use(this.client, name);
    return { name, text, values };
  }

  #ask(statement: Statement): Promise<Given> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ statement, done: resolve, failed: reject, explain: asItIs });
      this.#isAsked = true;
      this.#underWay ??= this.#send();
    });
  }

  /** Sends what waits, message by message, each once nobody has more to ask for before it is answered. */
  async #send(): Promise<void> {
    while (this.#isAsked) {
      await new Promise<void>((asked) => process.nextTick(asked));
      this.#isAsked = false;
      await this.#deliver(this.#waiting.splice(0));
    }
    this.#underWay = undefined;
  }

  async #deliver(sent: readonly Waiting[]): Promise<void> {
    if (!this.#broken) {
      const statements = sent.map(({ statement }) => statement);
      const { rows, tables, failure } = await sendTogether(this.client, statements);
      for (const [index, row] of rows.entries()) sent[index]?.done({ row, table: tables[index] });
      if (failure) this.#broken = sent[rows.length]?.explain(failure) ?? failure;
    }
    // Who was told of an answer is told of nothing more.
    if (this.#broken) for (const { failed } of sent) failed(this.#broken);
  }
}

function nameOf(text: string): string {
  const name = names.get(text) ?? `act ${++named}`;
  names.set(text, name);
  return name;
}

function rowsOf(client: PoolClient, table: Table | undefined): readonly Row[] {
  if (!table) return [];
  const readers = table.columns.map(({ dataTypeID }) => client.getTypeParser(dataTypeID, 'text'));
  const value = (text: string | null, index: number) => (text === null ? null : readers[index]?.(text));
  return table.rows.map((row) =>
    Object.fromEntries(table.columns.map(({ name }, index) => [name, value(row[index] ?? null, index)])),
  );
}
