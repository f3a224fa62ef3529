import { BREAK, type DocumentNode, type ExecutionResult, execute, type GraphQLSchema, visit } from 'graphql';
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit';
import type { BuiltSchema } from '../../schema/build.js';
import type { OperationContext } from '../context.js';
import type { Sighted, Viewer } from '../identity/viewer.js';
import type { Operation } from '../operation.js';
import { isWhollyGranted } from './door.js';
import { expanseOf } from './expanse.js';
import type { Kept } from './kept.js';
import type { May } from './plans.js';

/** What is known of one document. */
interface Known {
  /** For each set of roles whether all of it is granted. */
  readonly granted: Map<string, boolean>;
  /** Names of operations that graphql-js must run. */
  readonly interpreted: Set<string>;
  /** How often it was run since something of it was compiled. */
  uses: number;
}

/** The most fields of an operation that is compiled: some 20 ms, in which nobody else is answered. */
const COMPILED_FIELDS = 250;

/** Values pass as PostgreSQL wrote them: it is the database that made dates of them. */
const asWritten = (value: unknown): unknown => value;

/** An instant in UTC to the millisecond; checking its form once more took as long as all else of a field. */
const inUtc = (value: unknown): string => new Date(value as string).toISOString();

/**
 * Runs documents over data that has been read. What is granted as a whole is compiled at its second use, unless it is a
 * mutation; everything else runs by graphql-js, under the access rules where one of them could say no.
 */
export class Executor {
  readonly #known = new WeakMap<DocumentNode, Known>();

  constructor(
    readonly schema: BuiltSchema,
    /** Whether the access rules stand; a test takes them away to prove the policies alone. */
    readonly guarded: boolean,
    readonly may: May,
    readonly kept: Kept,
  ) {}

  /** Runs a query over its data, or a subscription over what was read of an event. */
  async over(
    data: object,
    operation: Operation,
    viewer: Viewer,
    context: OperationContext,
  ): Promise<ExecutionResult> {
    const known = this.#of(operation.document);
    if (this.guarded && !this.#isGranted(known, operation.document, viewer))
      return this.#interpret(this.schema.guarded, operation, data, context);
    const compiled = this.#compiled(known, operation);
    if (!compiled) return this.#interpret(this.schema.open, operation, data, context);
    return compiled.query(data, context, operation.variables) as Promise<ExecutionResult>;
  }

  /** Whether all of a document is granted to a viewer. */
  grants(document: DocumentNode, viewer: Sighted): boolean {
    return !this.guarded || this.#isGranted(this.#of(document), document, viewer);
  }

  /** Runs a mutation. */
  mutation(operation: Operation, viewer: Viewer, context: OperationContext): Promise<ExecutionResult> {
    const schema = this.grants(operation.document, viewer) ? this.schema.open : this.schema.guarded;
    return this.#interpret(schema, operation, {}, context);
  }

  /** Runs what asks only of the schema. */
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

  /** The compiled form, from the second use on; a form that was forgotten is made anew at the second use after that. */
  #compiled(known: Known, { document, operationName }: Operation): CompiledQuery | undefined {
    const name = operationName ?? '';
    const kept = this.kept.compiled(document, name);
    if (kept) return kept;
    if (known.interpreted.has(name) || known.uses++ === 0) return undefined;
    known.uses = 0;
    const made = this.#compile(document, operationName);
    if (!made) known.interpreted.add(name);
    else this.kept.keepCompiled(document, name, made.compiled, made.fields);
    return made?.compiled;
  }

  #compile(
    document: DocumentNode,
    operationName: string | undefined,
  ): { readonly compiled: CompiledQuery; readonly fields: number } | undefined {
    if (mustBeInterpreted(document)) return undefined;
    const fields = expanseOf(this.schema.open, document, operationName, COMPILED_FIELDS);
    if (fields > COMPILED_FIELDS) return undefined;
    const compiled = compileQuery(this.schema.open, document, operationName, {
      customSerializers: { LocalDate: asWritten, DateTimeISO: inUtc },
    });
    return isCompiledQuery(compiled) ? { compiled: compiled as CompiledQuery, fields } : undefined;
  }

  #of(document: DocumentNode): Known {
    const found = this.#known.get(document);
    if (found) return found;
    const known: Known = { granted: new Map(), interpreted: new Set(), uses: 0 };
    this.#known.set(document, known);
    return known;
  }
}

/**
 * Whether graphql-js must run a document. Of one field that is asked for twice, once under a condition, graphql-jit 0.8
 * shows what stands below the one that was left out; it does not know the default of a variable that may not be null.
 */
function mustBeInterpreted(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
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
