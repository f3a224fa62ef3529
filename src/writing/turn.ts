import type { EntityManager } from '@mikro-orm/postgresql';
import { Refusal } from '../errors/refusal.js';
import { append } from '../events/append.js';
import type { Viewer } from '../identity/viewer.js';
import type { Statement, TextRow } from '../reading/one-message.js';
import { dataIn, type Opened } from '../reading/opened.js';
import type { ActTransaction } from './act-transaction.js';
import { type ActRequest, earlier, type OutcomeIds, remember } from './idempotency.js';
import type { Outcome } from './outcome.js';
import { Work } from './work.js';

const norwegianDay = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Oslo' });

/** A transaction that is open for one act: its viewer is known before it is, for the rules at the door. */
export class Turn {
  readonly viewer: Viewer;

  constructor(
    readonly transaction: ActTransaction,
    readonly em: EntityManager,
    readonly opened: Opened,
    /** What an act that was sent before under the same key gave, where there was one. */
    readonly earlier: TextRow | undefined,
  ) {
    this.viewer = opened.as;
  }

  /**
   * Runs the act, and commits it together with the statement that shows what it did, whose value is given. Sendings of
   * one key wait for each other, so that the second finds the first's answer and not what the first has changed.
   * @throws Refusal IDEMPOTENCY_KEY_REUSED when the key was used for another act or input.
   */
  async run(
    request: ActRequest,
    act: (work: Work) => Promise<Outcome>,
    show: (outcome: OutcomeIds, turn: Turn) => Statement | undefined,
  ): Promise<Record<string, unknown>> {
    this.transaction.requireSound();
    try {
      const outcome = earlier(request, this.earlier) ?? (await this.#done(request, act));
      const shown = dataIn(await this.transaction.commit(show(outcome, this)));
      return (shown ?? {}) as Record<string, unknown>;
    } catch (error) {
      // What failed first may have been written long before, and is told in other words by what came after.
      if (!(error instanceof Refusal)) this.transaction.requireSound();
      throw error;
    }
  }

  async #done(request: ActRequest, act: (work: Work) => Promise<Outcome>): Promise<OutcomeIds> {
    const { transaction, em, viewer } = this;
    const now = new Date();
    const work = new Work(transaction, em, viewer, now, norwegianDay.format(now));
    const outcome = idsOf(await act(work));
    await work.flush();
    remember(work, request, outcome);
    await append(async (sql, values) => {
      transaction.write(sql, values);
      return [];
    }, work.announced);
    return outcome;
  }
}

function idsOf(outcome: Outcome): OutcomeIds {
  return Object.fromEntries(
    Object.entries(outcome).flatMap(([field, entity]) => (entity ? [[field, entity.id]] : [])),
  );
}
