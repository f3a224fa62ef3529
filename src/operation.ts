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
  /** Whether the answer is sent as text: its data may then be a `DataText`. */
  readonly takesText?: boolean;
  /** Is told the most nodes that the operation can return, once that is known; also of one that is refused for it. */
  costs?(nodes: number): void;
}

/** What one client may ask for; each is checked before anything is read. */
export interface Limits {
  readonly operationCost: number;
  readonly operationMilliseconds: number;
  readonly depth: number;
  readonly fields: number;
  readonly rootFields: number;
  readonly aliases: number;
  readonly directives: number;
  readonly fragments: number;
  readonly tokens: number;
  readonly variableDepth: number;
  readonly pageSize: number;
  readonly bodyBytes: number;
  readonly frameBytes: number;
  readonly subscriptionsPerSocket: number;
  readonly socketsPerPerson: number;
  readonly initMilliseconds: number;
}

/** What both transports talk to: the schema, and the one way to run an operation against it. */
export interface Engine {
  readonly schema: GraphQLSchema;
  execute(operation: Operation): Promise<ExecutionResult>;
}
