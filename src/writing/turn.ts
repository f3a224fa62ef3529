import type { EntityManager } from '@mikro-orm/postgresql';
import { CompiledQuery, type Transaction } from 'kysely';
import { append } from '../events/append.js';
import type { Viewer } from '../identity/viewer.js';
import type { Send } from '../reading/access-log.js';
import { type ActRequest, earlier, type OutcomeIds, remember } from './idempotency.js';
import type { Outcome } from './outcome.js';
import { Work } from './work.js';

const norwegianDay = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Oslo' });

/** A transaction that is open for one act: its viewer is known before it is, for the rules at the door. */
export class Turn {
  /** Whether the act was refused or failed: then nothing of the transaction may stay. */
  hasFailed = false;

  constructor(
    readonly em: EntityManager,
    readonly viewer: Viewer,
    readonly send: Send,
  ) {}

  /**
   * Runs the act, and `show` after it. Sendings of one key wait for each other, so that the second finds the first's
   * answer and not what the first has changed.
   * @throws Refusal IDEMPOTENCY_KEY_REUSED when the key was used for another act or input.
   */
  async run<T>(
    request: ActRequest,
    act: (work: Work) => Promise<Outcome>,
    show: (outcome: OutcomeIds, viewer: Viewer, send: Send) => Promise<T>,
  ): Promise<T> {
    try {
      const now = new Date();
      const work = new Work(this.em, this.viewer, now, norwegianDay.format(now));
      const outcome = (await earlier(work, request, this.send)) ?? (await this.#done(work, request, act));
      return await show(outcome, this.viewer, this.send);
    } catch (error) {
      this.hasFailed = true;
      throw error;
    }
  }

  async #done(work: Work, request: ActRequest, act: (work: Work) => Promise<Outcome>): Promise<OutcomeIds> {
    const outcome = idsOf(await act(work));
    await work.flush();
    await remember(work, request, outcome, this.send);
    await append(this.send, work.announced);
    return outcome;
  }
}

/** Sends statements in the transaction of an entity manager. */
export function senderIn(em: EntityManager): Send {
  return async (sql, values) => {
    const transaction = em.getTransactionContext<Transaction<unknown>>();
    if (!transaction) throw new Error('an act needs a transaction');
    return (await transaction.executeQuery(CompiledQuery.raw(sql, [...values]))).rows;
  };
}

function idsOf(outcome: Outcome): OutcomeIds {
  return Object.fromEntries(
    Object.entries(outcome).flatMap(([field, entity]) => (entity ? [[field, entity.id]] : [])),
  );
}
