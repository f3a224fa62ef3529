import type { Pool, PoolClient } from 'pg';
import { Refusal } from '../errors/refusal.js';
import type { Claimant } from '../identity/claimant.js';
import { loginKey } from '../identity/opening.js';
import type { Sighted, Viewer } from '../identity/viewer.js';
import type { AccessLook } from './access-log.js';
import { lookedAt } from './looking.js';
import { type Statement, sendTogether, type Told } from './one-message.js';
import { answerIn, COMMIT, openedIn, opening, plain, ROLLBACK } from './opened.js';
import type { Bindings, Plan } from './plan.js';
import { statementOf } from './prepared.js';
import type { ReaderOptions } from './reader-options.js';
import { isSameSight, type Sight } from './sights.js';

/** What somebody reads, planned for the hat, roles and jobs that decide what is shown. */
export type PlanFor = (sight: Sighted) => { readonly plan: Plan; readonly bindings: Bindings };

/** Whoever asks, for what, and how a look at it is written down. */
export interface Ask {
  readonly claimant: Claimant;
  readonly look: AccessLook;
  readonly planFor: PlanFor;
}

/**
 * Who was answered, and the value that the plan's statement gave: a `DataText` where it is the answer itself, undefined
 * where nothing came from the database.
 */
export interface Answer {
  readonly viewer: Viewer;
  readonly data: unknown;
}

interface Asking extends Ask {
  /** How the database knows the login. */
  readonly key: string;
}

/** The statement that reads for one who asks, and the plan that says what it gives. */
interface Read {
  readonly plan: Plan;
  readonly statement: Statement;
}

/** What is sent on a guess for one who asks. */
interface Guessed {
  readonly guess: Sight;
  readonly plan: Plan;
  readonly statements: readonly Statement[];
}

/** Of one who asked on a guess: undefined where that was wrong, or nothing came of it. */
type Found = PromiseSettledResult<Answer> | undefined;

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
  answer(ask: Ask): Promise<Answer> {
    const asking = this.#asking(ask);
    return this.#connected(async (client) => {
      const [found] = await this.#onGuess(client, [asking]);
      if (found?.status === 'rejected') throw found.reason;
      return found?.value ?? (await this.#stepwise(client, asking));
    });
  }

  /**
   * Answers several, each in a snapshot of its own under its own scope: in one message where their logins were seen
   * before. What one of them is refused, or fails of, is no matter of the others.
   */
  async answerEach(asks: readonly Ask[]): Promise<readonly PromiseSettledResult<Answer>[]> {
    const all = (client: PoolClient) =>
      this.#onGuess(
        client,
        asks.map((ask) => this.#asking(ask)),
      );
    // Whoever is not answered with the others is answered alone, and meets there what they met.
    const found = await this.#connected(all).catch((): Found[] => []);
    const alone = async (ask: Ask, index: number): Promise<PromiseSettledResult<Answer>> => {
      const [settled] = found[index] ? [found[index]] : await Promise.allSettled([this.answer(ask)]);
      return settled;
    };
    return Promise.all(asks.map(alone));
  }

  async #connected<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    try {
      const result = await work(client);
      this.options.named.giveBack(client);
      return result;
    } catch (error) {
      await this.#abandon(client);
      throw error;
    }
  }

  #asking(ask: Ask): Asking {
    return { ...ask, key: loginKey(ask.claimant, this.options.vault) };
  }

  /** Everything at once, on the guess that the logins are who they were. */
  async #onGuess(client: PoolClient, askings: readonly Asking[]): Promise<readonly Found[]> {
    const guesses = askings.map((asking) => this.#guessed(client, asking));
    const sent = guesses.flatMap((guessed) => guessed?.statements ?? []);
    if (sent.length === 0) return [];
    const { rows, failure } = await sendTogether(client, sent);
    if (failure) await this.#send(client, [ROLLBACK]);
    let next = 0;
    return guesses.map((guessed) => {
      if (!guessed) return undefined;
      const from = next;
      next += guessed.statements.length;
      // What stands behind a failure was not carried out, and says nothing.
      if (rows.length < from) return undefined;
      return foundIn(guessed, rows.slice(from, next), rows.length < next ? failure : undefined);
    });
  }

  /** What to send on a guess; what can't be planned on it is planned again, and refused, once the viewer is known. */
  #guessed(client: PoolClient, asking: Asking): Guessed | undefined {
    const guess = this.options.sights.guess(asking.claimant, asking.key);
    if (!guess) return undefined;
    try {
      const read = this.#read(client, asking, guess);
      return (
        read && { guess, plan: read.plan, statements: [...this.#opening(asking), read.statement, COMMIT] }
      );
    } catch {
      return undefined;
    }
  }

  /** First who it is, and then what that viewer reads. */
  async #stepwise(client: PoolClient, asking: Asking): Promise<Answer> {
    const [, opened] = await this.#send(client, this.#opening(asking));
    const sight = openedIn(opened);
    this.options.sights.note(asking.claimant, asking.key, sight);
    if (!sight) throw new Refusal('NO_ACCESS');
    const read = this.#read(client, asking, sight);
    const rows = await this.#send(client, read ? [read.statement, COMMIT] : [COMMIT]);
    return { viewer: sight.as, data: read ? answerIn(rows[0], read.plan) : undefined };
  }

  #opening({ claimant: { issuer }, key }: Asking): Statement[] {
    // Guardians' looks at their own children owe no row to the access log.
    const begin = `begin isolation level repeatable read${issuer === 'idporten' ? ' read only' : ''}`;
    return [plain(begin), opening(issuer, key, this.options.timeout)];
  }

  /** Undefined where nothing of it comes from the database. */
  #read(client: PoolClient, { look, planFor }: Asking, { as, word }: Sight): Read | undefined {
    const { plan, bindings } = planFor(as);
    const owes = plan.sensitive.length > 0;
    const statement = statementOf(client, this.options.named, as.hat, plan, bindings, owes ? ' log' : '');
    if (!statement) return undefined;
    return { plan, statement: owes ? lookedAt(statement, plan.sensitive, look, word) : statement };
  }

  /** @throws what the database says. */
  async #send(client: PoolClient, statements: readonly Statement[]): Promise<Told['rows']> {
    const { rows, failure } = await sendTogether(client, statements);
    if (failure) throw failure;
    return rows;
  }

  async #abandon(client: PoolClient): Promise<void> {
    const { failure } = await sendTogether(client, [ROLLBACK]);
    if (failure) client.release(failure);
    else this.options.named.giveBack(client);
  }
}

/**
 * What came of a guess, by what begin, opening and reading gave.
 * @param failure why they, or the commit, were not carried out.
 */
function foundIn({ guess, plan }: Guessed, [, opened, row]: Told['rows'], failure: Error | undefined): Found {
  const sight = openedIn(opened);
  if (failure && opened === undefined) return { status: 'rejected', reason: failure };
  if (!sight || !isSameSight(guess.as, sight.as)) return undefined;
  if (failure) return { status: 'rejected', reason: failure };
  return { status: 'fulfilled', value: { viewer: sight.as, data: answerIn(row, plan) } };
}
