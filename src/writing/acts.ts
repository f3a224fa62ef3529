import { FlushMode, type MikroORM } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import { Refusal } from '../errors/refusal.js';
import type { Claimant } from '../identity/claimant.js';
import { loginKey } from '../identity/opening.js';
import { openedIn, opening } from '../reading/opened.js';
import type { ReaderOptions } from '../reading/reader-options.js';
import { ActTransaction } from './act-transaction.js';
import { lookups } from './idempotency.js';
import { Turn } from './turn.js';

/** Runs acts: each one transaction that holds the change, its event, its access-log rows and its idempotency key. */
export class Acts {
  constructor(
    readonly orm: MikroORM,
    readonly pool: Pool,
    readonly options: ReaderOptions,
  ) {}

  /**
   * Opens a transaction for one act of a claimant; unless the act commits it, nothing stays of it.
   * @param key the act's idempotency key, which is looked up in the same message.
   * @throws Refusal NO_ACCESS for somebody without any scope.
   */
  async within<T>(claimant: Claimant, key: string | undefined, work: (turn: Turn) => Promise<T>): Promise<T> {
    const { vault, timeout, named, sights } = this.options;
    const login = loginKey(claimant, vault);
    const hat = sights.guess(claimant, login)?.as.hat;
    const transaction = new ActTransaction(await this.pool.connect(), named);
    try {
      const opens = opening(claimant.issuer, login, timeout);
      const [row, , earlier] = await transaction.open([opens, ...lookups(key, hat)]);
      if (!row) transaction.requireSound();
      const opened = openedIn(row);
      sights.note(claimant, login, opened);
      if (!opened) throw new Refusal('NO_ACCESS');
      transaction.wear(opened.as.hat);
      // Acts flush themselves where the order matters.
      const em = this.orm.em.fork({ flushMode: FlushMode.COMMIT });
      em.setTransactionContext(transaction as never);
      return await work(new Turn(transaction, em, opened, earlier));
    } finally {
      await transaction.close();
    }
  }
}
