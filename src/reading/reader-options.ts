import type { Vault } from '../identity/vault.js';

/** How reading is to be done. */
export interface ReaderOptions {
  readonly vault: Vault;
  /** Milliseconds after which PostgreSQL cancels a statement. */
  readonly timeout: number;
  /** How many statements each connection keeps prepared: those that were used last. */
  readonly namedStatements: number;
}
