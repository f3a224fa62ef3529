import type { DocumentNode, ExecutionResult, GraphQLSchema } from 'graphql';
import type { Language } from './errors/catalogue.js';
import type { Claimant } from './identity/claimant.js';

/** One parsed and validated operation, as a transport hands it on. */
export interface Operation {
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Undefined when no token was sent; introspection alone is answered then. */
  readonly claimant: Claimant | undefined;
  readonly requestId: string;
  readonly language: Language;
}

/** What both transports talk to: the schema, and the one way to run an operation against it. */
export interface Engine {
  readonly schema: GraphQLSchema;
  execute(operation: Operation): Promise<ExecutionResult>;
}
