import type { Pool, PoolClient } from 'pg';
import { Refusal } from '../errors/refusal.js';
import type { Claimant } from '../identity/claimant.js';
import { loginKey } from '../identity/opening.js';
import type { Sighted, Viewer } from '../identity/viewer.js';
import type { AccessLook } from './access-log.js';
import { lookedAt } from './looking.js';
import { type Statement, sendTogether, type Told } from './one-message.js';
import { COMMIT, dataIn, openedIn, opening, plain, ROLLBACK } from './opened.js';
import type { Bindings, Plan } from './plan.js';
import { statementOf } from './prepared.js';
import type { ReaderOptions } from './reader-options.js';
import { isSameSight, type Sight } from './sights.js';

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

/**
 * Answers queries, each in a snapshot of its own: begin, scope and hat, one statement, which also writes the looks that
 * are owed to the access log, and commit. All of it is one message where the login was seen before; nothing is answered
 * before the commit is through.
 */
export class Answers {
  constructor(
    readonly pool: Pool,
    readonly options: ReaderOptions,
  ) {}

  /** @throws Refusal NO_ACCESS for somebody without any scope, OPERATION_TOO_COSTLY, and those of arguments. */
  async answer(claimant: Claimant, look: AccessLook, planFor: PlanFor): Promise<Answer> {
    const key = loginKey(claimant, this.options.vault);
    const client = await this.pool.connect();
    const asking = { client, claimant, key, look, planFor };
    try {
      const answer = (await this.#onGuess(asking)) ?? (await this.#stepwise(asking));
      this.options.named.giveBack(client);
      return answer;
    } catch (error) {
      await this.#abandon(client);
      throw error;
    }
  }

  /** Everything at once, on the guess that the login is who it was; undefined where that was wrong. */
  async #onGuess(asking: Asking): Promise<Answer | undefined> {
    const guess = this.options.sights.guess(asking.claimant, asking.key);
    const read = guess && this.#readOn(asking, guess);
    if (!guess || !read) return undefined;
    const { rows, failure } = await this.#tell(asking, [...this.#opening(asking), read, COMMIT]);
    const [, opened, row] = rows;
    if (opened === undefined && failure) throw failure;
    const sight = openedIn(opened);
    if (sight && isSameSight(guess.as, sight.as)) {
      if (failure) throw failure;
      return { viewer: sight.as, data: dataIn(row) };
    }
    if (failure) await this.#send(asking, [ROLLBACK]);
    return undefined;
  }

  /** What to read on a guess; what can't be planned on it is planned again, and refused, once the viewer is known. */
  #readOn(asking: Asking, guess: Sight): Statement | undefined {
    try {
      return this.#read(asking, guess);
    } catch {
      return undefined;
    }
  }

  /** First who it is, and then what that viewer reads. */
  async #stepwise(asking: Asking): Promise<Answer> {
    const [, opened] = await this.#send(asking, this.#opening(asking));
    const sight = openedIn(opened);
    this.options.sights.note(asking.claimant, asking.key, sight);
    if (!sight) throw new Refusal('NO_ACCESS');
    const read = this.#read(asking, sight);
    const rows = await this.#send(asking, read ? [read, COMMIT] : [COMMIT]);
    return { viewer: sight.as, data: read ? dataIn(rows[0]) : {} };
  }

  #opening({ claimant: { issuer }, key }: Asking): Statement[] {
    // Guardians' looks at their own children owe no row to the access log.
    const begin = `begin isolation level repeatable read${issuer === 'idporten' ? ' read only' : ''}`;
    return [plain(begin), opening(issuer, key, this.options.timeout)];
  }

  /** Undefined where nothing of it comes from the database. */
  #read({ client, look, planFor }: Asking, { as, word }: Sight): Statement | undefined {
    const { plan, bindings } = planFor(as);
    const owes = plan.sensitive.length > 0;
    const statement = statementOf(client, this.options.named, as.hat, plan, bindings, owes ? ' log' : '');
    if (!statement || !owes) return statement;
    return lookedAt(statement, plan.sensitive, look, word);
  }

  /** @throws what the database says. */
  async #send(asking: Asking, statements: readonly Statement[]): Promise<Told['rows']> {
    const { rows, failure } = await this.#tell(asking, statements);
    if (failure) throw failure;
    return rows;
  }

  async #tell({ client }: Asking, statements: readonly Statement[]): Promise<Told> {
    const told = await sendTogether(client, statements);
    if (told.failure) this.options.named.doubt(client, told.prepared);
    return told;
  }

  async #abandon(client: PoolClient): Promise<void> {
    const { failure } = await sendTogether(client, [ROLLBACK]);
    if (failure) client.release(failure);
    else this.options.named.giveBack(client);
  }
}
