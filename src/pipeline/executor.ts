import { BREAK, type DocumentNode, type ExecutionResult, execute, type GraphQLSchema, visit } from 'graphql';
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit';
import type { BuiltSchema } from '../../schema/build.js';
import type { OperationContext } from '../context.js';
import type { Sighted, Viewer } from '../identity/viewer.js';
import type { Operation } from '../operation.js';
import { isWhollyGranted } from './door.js';
import type { May } from './plans.js';

type Compiled = CompiledQuery;

/** What is known of one document: for each set of roles whether all of it is granted, and its compiled form. */
interface Known {
  readonly granted: Map<string, boolean>;
  readonly compiled: Map<string, Compiled | undefined>;
  uses: number;
}

/** Values pass as PostgreSQL wrote them: it is the database that made dates of them. */
const asWritten = (value: unknown): unknown => value;

/**
 * Runs documents over data that has been read. A query that is granted as a whole is compiled at its second use;
 * everything else, and every mutation, runs by graphql-js under the access rules.
 */
export class Executor {
  readonly #known = new WeakMap<DocumentNode, Known>();

  constructor(
    readonly schema: BuiltSchema,
    /** Whether the access rules stand; a test takes them away to prove the policies alone. */
    readonly guarded: boolean,
    readonly may: May,
  ) {}

  /** Runs a query over its data. */
  async query(
    operation: Operation,
    viewer: Viewer,
    rootValue: object,
    context: OperationContext,
  ): Promise<ExecutionResult> {
    const known = this.#of(operation.document);
    if (this.guarded && !this.#isGranted(known, operation.document, viewer))
      return this.#interpret(this.schema.guarded, operation, rootValue, context);
    if (known.uses++ === 0) return this.#interpret(this.schema.open, operation, rootValue, context);
    const compiled = this.#compiled(known, operation);
    if (!compiled) return this.#interpret(this.schema.open, operation, rootValue, context);
    return compiled.query(rootValue, context, operation.variables) as Promise<ExecutionResult>;
  }

  /** Runs a subscription over what was read of an event. */
  event(
    operation: Operation,
    viewer: Viewer,
    rootValue: object,
    context: OperationContext,
  ): Promise<ExecutionResult> {
    const schema = this.grants(operation.document, viewer) ? this.schema.open : this.schema.guarded;
    return this.#interpret(schema, operation, rootValue, context);
  }

  /** Whether all of a document is granted to a viewer. */
  grants(document: DocumentNode, viewer: Sighted): boolean {
    return !this.guarded || this.#isGranted(this.#of(document), document, viewer);
  }

  /** Runs a mutation, or what asks only of the schema. */
  async other(operation: Operation, context: OperationContext): Promise<ExecutionResult> {
    return this.#interpret(this.guarded ? this.schema.guarded : this.schema.open, operation, {}, context);
  }

  async #interpret(
    schema: GraphQLSchema,
    { document, operationName, variables }: Operation,
    rootValue: object,
    contextValue: OperationContext,
  ): Promise<ExecutionResult> {
    return execute({
      schema,
      document,
      operationName: operationName ?? null,
      variableValues: variables,
      rootValue,
      contextValue,
    });
  }

  #isGranted(known: Known, document: DocumentNode, viewer: Sighted): boolean {
    const key = viewer.roles.join();
    const found = known.granted.get(key);
    if (found !== undefined) return found;
    const granted = isWhollyGranted(this.schema.open, document, (type, field) =>
      this.may(viewer, type, field),
    );
    known.granted.set(key, granted);
    return granted;
  }

  #compiled(known: Known, { document, operationName }: Operation): Compiled | undefined {
    const key = operationName ?? '';
    if (known.compiled.has(key)) return known.compiled.get(key);
    if (mustBeInterpreted(document)) {
      known.compiled.set(key, undefined);
      return undefined;
    }
    const compiled = compileQuery(this.schema.open, document, operationName, {
      customSerializers: { LocalDate: asWritten },
    });
    const usable = isCompiledQuery(compiled) ? (compiled as Compiled) : undefined;
    known.compiled.set(key, usable);
    return usable;
  }

  #of(document: DocumentNode): Known {
    const found = this.#known.get(document);
    if (found) return found;
    const known: Known = { granted: new Map(), compiled: new Map(), uses: 0 };
    this.#known.set(document, known);
    return known;
  }
}

/** How many fragment spreads a compiled document may have: they multiply, and what is compiled is written out. */
const SPREADS_MOST = 20;

/**
 * Whether graphql-js must run a document. Of one field that is asked for twice, once under a condition, graphql-jit 0.8
 * shows what stands below the one that was left out; it does not know the default of a variable that may not be null.
 */
function mustBeInterpreted(document: DocumentNode): boolean {
  let found = false;
  let spreads = 0;
  visit(document, {
    FragmentSpread() {
      spreads += 1;
      if (spreads <= SPREADS_MOST) return;
      found = true;
      return BREAK;
    },
    VariableDefinition(node) {
      if (node.defaultValue === undefined) return;
      found = true;
      return BREAK;
    },
    Directive() {
      found = true;
      return BREAK;
    },
  });
  return found;
}
