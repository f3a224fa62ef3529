import type { Pool, PoolClient } from 'pg';
import { Refusal } from '../errors/refusal.js';
import type { Claimant } from '../identity/claimant.js';
import { loginKey, scopeOpening, viewerOf } from '../identity/opening.js';
import type { Sighted, Viewer } from '../identity/viewer.js';
import { type AccessLook, looksIn, looksInsert } from './access-log.js';
import type { NamedStatements } from './named-statements.js';
import { type Statement, sendTogether, type TextRow } from './one-message.js';
import type { Bindings, Plan } from './plan.js';
import { statementOf } from './prepared.js';
import type { ReaderOptions } from './reader-options.js';
import { isSameSight, Sights } from './sights.js';

/** What somebody reads, planned for the hat, roles and jobs that decide what is shown. */
export type PlanFor = (sight: Sighted) => { readonly plan: Plan; readonly bindings: Bindings };

/** Who was answered, and the value that the plan's statement gave. */
export interface Answer {
  readonly viewer: Viewer;
  readonly data: Record<string, unknown>;
}

/** One answering: a connection, whoever asks, and what is asked. */
interface Asking {
  readonly client: PoolClient;
  readonly claimant: Claimant;
  readonly key: string;
  readonly look: AccessLook;
  readonly planFor: PlanFor;
}

/** A plan's statement, and whether looks at what it gives are owed to the access log. */
interface Read {
  readonly statement: Statement | undefined;
  readonly plan: Plan;
}

const COMMIT = plain('commit');
const ROLLBACK = plain('rollback');

/**
 * Answers queries, each in a snapshot of its own: begin, scope and hat, one statement, commit. All of it is one message
 * where the login was seen before and nothing is owed to the access log; rows that are owed go with the commit, in a
 * second message that the answer waits for.
 */
export class Answers {
  readonly #sights = new Sights();

  constructor(
    readonly pool: Pool,
    readonly options: ReaderOptions,
    readonly named: NamedStatements,
  ) {}

  /** @throws Refusal NO_ACCESS for somebody without any scope, OPERATION_TOO_COSTLY, and those of arguments. */
  async answer(claimant: Claimant, look: AccessLook, planFor: PlanFor): Promise<Answer> {
    const key = loginKey(claimant, this.options.vault);
    const client = await this.pool.connect();
    const asking = { client, claimant, key, look, planFor };
    try {
      const answer = (await this.#onGuess(asking)) ?? (await this.#stepwise(asking));
      this.#giveBack(client);
      return answer;
    } catch (error) {
      await this.#abandon(client);
      throw error;
    }
  }

  /** Everything at once, on the guess that the login is who it was; undefined where that was wrong. */
  async #onGuess(asking: Asking): Promise<Answer | undefined> {
    const { client, claimant, key } = asking;
    const guess = this.#sights.guess(claimant, key);
    const read = guess && this.#readOn(asking, guess);
    if (!guess || !read?.statement) return undefined;
    const owes = read.plan.sensitive.length > 0;
    const told = await this.#told(client, [
      ...this.#opening(asking),
      read.statement,
      ...(owes ? [] : [COMMIT]),
    ]);
    const viewer = viewerIn(told.rows[1]);
    const right = viewer !== undefined && isSameSight(guess, viewer);
    if (right && told.failure) throw told.failure;
    if (right) return this.#finished(asking, viewer, read, told.rows[2], !owes);
    if (told.rows[1] === undefined && told.failure) throw told.failure;
    if (owes || told.failure) await this.#send(client, [ROLLBACK]);
    return undefined;
  }

  /** What to read on a guess; what can't be planned on it is planned again, and refused, once the viewer is known. */
  #readOn(asking: Asking, guess: Sighted): Read | undefined {
    try {
      return this.#read(asking, guess);
    } catch {
      return undefined;
    }
  }

  /** First who it is, and then what that viewer reads. */
  async #stepwise(asking: Asking): Promise<Answer> {
    const { client, claimant, key } = asking;
    const opened = await this.#send(client, this.#opening(asking));
    const viewer = viewerIn(opened[1]);
    this.#sights.note(claimant, key, viewer);
    if (!viewer) throw new Refusal('NO_ACCESS');
    const read = this.#read(asking, viewer);
    const ends = read.plan.sensitive.length === 0;
    const rows = await this.#send(client, [
      ...(read.statement ? [read.statement] : []),
      ...(ends ? [COMMIT] : []),
    ]);
    return this.#finished(asking, viewer, read, read.statement && rows[0], ends);
  }

  /** The answer, once the looks that it owes are in the access log. */
  async #finished(
    { client, look }: Asking,
    viewer: Viewer,
    { plan }: Read,
    row: TextRow | undefined,
    ended: boolean,
  ): Promise<Answer> {
    const data = JSON.parse(row?.[0] ?? '{}') as Record<string, unknown>;
    if (ended) return { viewer, data };
    const looks = looksIn(plan.sensitive, data);
    const owed = looks.length === 0 ? [] : [looksInsert(viewer, look, looks)];
    await this.#send(client, [...owed, COMMIT]);
    return { viewer, data };
  }

  #opening({ claimant: { issuer }, key }: Asking): Statement[] {
    // Guardians' looks at their own children owe no row to the access log.
    const begin = `begin isolation level repeatable read${issuer === 'idporten' ? ' read only' : ''}`;
    const text = scopeOpening(issuer, this.options.timeout);
    return [plain(begin), { name: `open ${issuer}`, text, values: [key] }];
  }

  #read({ client, planFor }: Asking, sight: Sighted): Read {
    const { plan, bindings } = planFor(sight);
    return { plan, statement: statementOf(client, this.named, sight, plan, bindings) };
  }

  /** @throws what the database says. */
  async #send(client: PoolClient, statements: readonly Statement[]) {
    const { rows, failure } = await this.#told(client, statements);
    if (failure) throw failure;
    return rows;
  }

  async #told(client: PoolClient, statements: readonly Statement[]) {
    const told = await sendTogether(client, statements);
    if (told.failure) this.named.doubt(client, told.prepared);
    return told;
  }

  async #abandon(client: PoolClient): Promise<void> {
    const { failure } = await sendTogether(client, [ROLLBACK]);
    if (failure) client.release(failure);
    else this.#giveBack(client);
  }

  #giveBack(client: PoolClient): void {
    this.named.forget(client).then(
      () => client.release(),
      (error) => client.release(error),
    );
  }
}

function plain(text: string): Statement {
  return { name: text, text, values: [] };
}

/** The viewer that an opening gave; undefined for somebody without any scope. */
function viewerIn(row: TextRow | undefined): Viewer | undefined {
  return row?.[0] == null ? undefined : viewerOf({ viewer: JSON.parse(row[0]) });
}
