import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { Claimant } from '../identity/claimant.js';
import { openScope, viewerOf } from '../identity/opening.js';
import type { Vault } from '../identity/vault.js';
import { senderIn, Turn } from './turn.js';

export interface ActsOptions {
  readonly vault: Vault;
  /** Milliseconds after which PostgreSQL cancels a statement. */
  readonly timeout: number;
}

/** Runs acts: each one transaction that holds the change, its event, its access-log rows and its idempotency key. */
export class Acts {
  constructor(
    readonly orm: MikroORM,
    readonly options: ActsOptions,
  ) {}

  /**
   * Opens a transaction for one act of a claimant. What `work` gives is given also where the act failed, and then
   * nothing stays of the transaction.
   * @throws Refusal NO_ACCESS for somebody without any scope.
   */
  async within<T>(claimant: Claimant, work: (turn: Turn) => Promise<T>): Promise<T> {
    const { vault, timeout } = this.options;
    const transaction = this.orm.em.fork().transactional(async (tx) => {
      const em = tx as EntityManager;
      const send = senderIn(em);
      const viewer = viewerOf((await send(openScope(claimant, vault, timeout), []))[0]);
      const turn = new Turn(em, viewer, send);
      const given = await work(turn);
      if (turn.hasFailed) throw new TakenBack(given);
      return given;
    });
    return transaction.catch((error: unknown) => {
      if (error instanceof TakenBack) return error.given as T;
      throw error;
    });
  }
}

/** Thrown to end a transaction without its changes, though there is an answer. */
class TakenBack extends Error {
  constructor(readonly given: unknown) {
    super('the act was taken back');
  }
}
