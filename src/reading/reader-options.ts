import type { Vault } from '../identity/vault.js';
import type { NamedStatements } from './named-statements.js';
import type { Sights } from './sights.js';

/** How reading is to be done. */
export interface ReaderOptions {
  readonly vault: Vault;
  /** Milliseconds after which PostgreSQL cancels a statement. */
  readonly timeout: number;
  /** Which statements each connection keeps prepared. */
  readonly named: NamedStatements;
  readonly sights: Sights;
}
