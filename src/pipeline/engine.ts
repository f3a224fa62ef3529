import type { MikroORM } from '@mikro-orm/postgresql';
import {
  type ExecutionResult,
  execute,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
} from 'graphql';
import { getVariableValues } from 'graphql/execution/values.js';
import type { Pool } from 'pg';
import { permits } from '../../schema/access/index.js';
import type { OperationContext } from '../context.js';
import { Refusal } from '../errors/refusal.js';
import type { Claimant } from '../identity/claimant.js';
import type { Vault } from '../identity/vault.js';
import type { Viewer } from '../identity/viewer.js';
import type { Engine, Operation } from '../operation.js';
import { buildModel } from '../reading/model.js';
import { Planner } from '../reading/planner.js';
import { Reader } from '../reading/reader.js';
import { rootReads } from '../reading/roots.js';
import { Acts } from '../writing/acts.js';
import { actFor } from './act.js';
import { onePerField } from './errors.js';
import { Plans } from './plans.js';

export interface EngineParts {
  readonly orm: MikroORM;
  readonly schema: GraphQLSchema;
  readonly vault: Vault;
  /** Milliseconds after which an operation's SQL is cancelled. */
  readonly timeout: number;
}

/** The most statements that each connection keeps prepared. */
const NAMED_STATEMENTS = 500;

/** Puts the parts together that answer an operation: who asks, what it reads, what it does. */
export async function createEngine(parts: EngineParts): Promise<Engine> {
  const { orm, schema, vault, timeout } = parts;
  const pool = (await orm.em.getConnection().getNativeClient()) as unknown as Pool;
  const planner = new Planner(schema, buildModel(orm), rootReads());
  const reader = new Reader(pool, { vault, timeout, namedStatements: NAMED_STATEMENTS });
  const acts = new Acts(orm, { vault, timeout });
  const plans = new Plans(planner, (viewer) => (type, field) => permits(viewer.roles, type, field));
  const running = new Running(schema, reader, plans, acts, vault);
  return { schema, execute: (operation) => running.execute(operation) };
}

/** Runs operations, each from its claimant to its answer. */
class Running {
  readonly #acts: readonly string[];

  constructor(
    readonly schema: GraphQLSchema,
    readonly reader: Reader,
    readonly plans: Plans,
    readonly acts: Acts,
    readonly vault: Vault,
  ) {
    this.#acts = Object.keys(schema.getMutationType()?.getFields() ?? {});
  }

  /** @throws Refusal TOKEN_MISSING, NO_ACCESS, OPERATION_TOO_COSTLY and those of arguments. */
  async execute(operation: Operation): Promise<ExecutionResult> {
    const definition = getOperationAST(operation.document, operation.operationName);
    if (!definition) throw new Refusal('REQUEST_INVALID');
    const coerced = getVariableValues(this.schema, definition.variableDefinitions ?? [], operation.variables);
    if (coerced.errors) return { errors: coerced.errors };
    if (asksOnlyOfSchema(definition)) return this.#run(operation, undefined, {});
    if (!operation.claimant) throw new Refusal('TOKEN_MISSING');
    if (definition.operation === 'mutation') return this.#mutate(operation, operation.claimant);
    return this.#query(operation, operation.claimant, definition, coerced.coerced);
  }

  async #query(
    operation: Operation,
    claimant: Claimant,
    definition: OperationDefinitionNode,
    variables: Readonly<Record<string, unknown>>,
  ): Promise<ExecutionResult> {
    const { viewer, data } = await this.reader.within(claimant, lookOf(operation), async (reading) => {
      const plan = this.plans.of(operation.document, definition, reading.viewer, variables);
      return { viewer: reading.viewer, data: await reading.read(plan, { variables }) };
    });
    return this.#run(operation, viewer, data);
  }

  /** The viewer is asked for first, for the rules at the door; the act opens the scope again in its own transaction. */
  async #mutate(operation: Operation, claimant: Claimant): Promise<ExecutionResult> {
    const viewer = await this.reader.within(claimant, lookOf(operation), async (reading) => reading.viewer);
    return this.#run(operation, viewer, {}, claimant);
  }

  async #run(
    operation: Operation,
    viewer: Viewer | undefined,
    rootValue: Record<string, unknown>,
    claimant?: Claimant,
  ): Promise<ExecutionResult> {
    const permitted = (type: string, field: string) => permits(viewer?.roles ?? [], type, field);
    const contextValue: OperationContext = {
      viewer,
      language: operation.language,
      requestId: operation.requestId,
      vault: this.vault,
      acts: this.#acts,
      permits: permitted,
      act: actFor(this.plans.planner, this.acts, operation, claimant),
    };
    const result = await execute({
      schema: this.schema,
      document: operation.document,
      operationName: operation.operationName ?? null,
      variableValues: operation.variables,
      rootValue,
      contextValue,
    });
    return onePerField(result);
  }
}

const lookOf = (operation: Operation) => ({
  operationName: operation.operationName,
  requestId: operation.requestId,
});

/** Whether nothing but the schema itself is asked for, which needs no sign-in. */
function asksOnlyOfSchema(definition: OperationDefinitionNode): boolean {
  return definition.selectionSet.selections.every(
    (selection) => selection.kind === Kind.FIELD && selection.name.value.startsWith('__'),
  );
}
