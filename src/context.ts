import type { GraphQLResolveInfo } from 'graphql';
import type { Language } from './errors/catalogue.js';
import type { Vault } from './identity/vault.js';
import type { Viewer } from './identity/viewer.js';
import type { Limits } from './operation.js';
import type { ActRequest } from './writing/idempotency.js';
import type { Outcome } from './writing/outcome.js';
import type { Work } from './writing/work.js';

/** What every resolver of one operation is given. */
export interface OperationContext {
  /** Undefined while nobody has signed in: introspection alone is answered then. */
  readonly viewer: Viewer | undefined;
  readonly language: Language;
  readonly requestId: string;
  readonly vault: Vault;
  readonly limits: Limits;
  /** The names of all mutations. */
  readonly acts: readonly string[];
  /** Whether the viewer may ask for a field of a type; `*` asks for the type at all. */
  permits(type: string, field: string): boolean;
  /**
   * Runs an act in its own transaction and gives its payload: what the selection shows of the outcome, or the
   * errors that the user can mend, and then nothing was written.
   */
  act<Payload>(
    info: GraphQLResolveInfo,
    input: ActRequest['input'],
    act: (work: Work) => Promise<Outcome>,
  ): Promise<Payload>;
}
