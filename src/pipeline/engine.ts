import type { MikroORM } from '@mikro-orm/postgresql';
import {
  type ExecutionResult,
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
} from 'graphql';
import { collectFields } from 'graphql/execution/collectFields.js';
import { getArgumentValues, getVariableValues } from 'graphql/execution/values.js';
import type { Pool } from 'pg';
import { narrowed, permits } from '../../schema/access/index.js';
import type { BuiltSchema } from '../../schema/build.js';
import type { OperationContext } from '../context.js';
import { Refusal } from '../errors/refusal.js';
import type { Follower } from '../events/follower.js';
import { limitsWithin } from '../http/limits/reported.js';
import type { Claimant } from '../identity/claimant.js';
import type { Vault } from '../identity/vault.js';
import type { Viewer } from '../identity/viewer.js';
import type { Engine, Limits, Operation } from '../operation.js';
import type { PlanFor } from '../reading/answers.js';
import { DataText } from '../reading/data-text.js';
import { buildModel } from '../reading/model.js';
import { NamedStatements } from '../reading/named-statements.js';
import { fragmentsOf, Planner } from '../reading/planner.js';
import { Reader } from '../reading/reader.js';
import { rootReads } from '../reading/roots.js';
import { Sights } from '../reading/sights.js';
import { Acts } from '../writing/acts.js';
import { keyIn } from '../writing/idempotency.js';
import type { Turn } from '../writing/turn.js';
import { actFor } from './act.js';
import { onePerField } from './errors.js';
import { Executor } from './executor.js';
import { Kept } from './kept.js';
import { Plans, type Rules } from './plans.js';
import { Streaming } from './streaming/streaming.js';

export interface EngineParts {
  readonly orm: MikroORM;
  readonly schema: BuiltSchema;
  readonly vault: Vault;
  /** Whether the access table stands; a test takes it away to prove the row policies alone. */
  readonly rules?: 'on' | 'off';
  /** Milliseconds after which an operation's SQL is cancelled. */
  readonly timeout: number;
  /** What keeps plans and compiled forms; a store of the usual size by default. */
  readonly kept?: Kept;
}

/** An engine that can also stream, once there is somebody who follows the log. */
export interface StreamingEngine extends Engine {
  streamingFrom(follower: Follower): Streaming;
}

/** The most statements that each connection keeps prepared. */
const NAMED_STATEMENTS = 100;

/** Puts the parts together that answer an operation: who asks, what it reads, what it does. */
export async function createEngine(parts: EngineParts): Promise<StreamingEngine> {
  const { orm, schema, vault, timeout, rules = 'on', kept = new Kept() } = parts;
  const pool = (await orm.em.getConnection().getNativeClient()) as unknown as Pool;
  const table = rules === 'on' ? accessRules : noRules;
  const planner = new Planner(schema.open, buildModel(orm), rootReads());
  const options = { vault, timeout, named: new NamedStatements(NAMED_STATEMENTS), sights: new Sights() };
  const running = new Running({
    schema: schema.open,
    reader: new Reader(pool, options),
    plans: new Plans(planner, table, kept),
    acts: new Acts(orm, pool, options),
    executor: new Executor(schema, rules === 'on', table.may, kept),
    vault,
    rules: table,
    limits: limitsWithin(timeout),
  });
  return {
    schema: schema.open,
    execute: (operation) => running.execute(operation),
    streamingFrom: (follower) => running.streamingFrom(follower),
  };
}

const accessRules: Rules = {
  may: (viewer, type, field) => permits(viewer?.roles ?? [], type, field),
  narrowed: (viewer, type, field) => narrowed(viewer.employments, type, field),
};

const noRules: Rules = { may: () => true, narrowed: () => undefined };

interface RunningParts {
  readonly schema: GraphQLSchema;
  readonly reader: Reader;
  readonly plans: Plans;
  readonly acts: Acts;
  readonly executor: Executor;
  readonly vault: Vault;
  readonly rules: Rules;
  readonly limits: Limits;
}

/** Runs operations, each from its claimant to its answer. */
class Running {
  readonly #acts: readonly string[];

  constructor(readonly parts: RunningParts) {
    this.#acts = Object.keys(parts.schema.getMutationType()?.getFields() ?? {});
  }

  /** @throws Refusal TOKEN_MISSING, NO_ACCESS, OPERATION_TOO_COSTLY and those of arguments. */
  async execute(operation: Operation): Promise<ExecutionResult> {
    const { schema, executor } = this.parts;
    const definition = getOperationAST(operation.document, operation.operationName);
    if (!definition) throw new Refusal('REQUEST_INVALID');
    const coerced = getVariableValues(schema, definition.variableDefinitions ?? [], operation.variables);
    if (coerced.errors) return { errors: coerced.errors };
    if (asksOnlyOfSchema(definition)) return executor.other(operation, this.#context(operation, undefined));
    if (!operation.claimant) throw new Refusal('TOKEN_MISSING');
    const result =
      definition.operation === 'mutation'
        ? await this.#mutate(operation, operation.claimant, definition, coerced.coerced)
        : await this.#query(operation, operation.claimant, definition, coerced.coerced);
    return onePerField(result);
  }

  streamingFrom(follower: Follower): Streaming {
    const { schema, reader, plans, executor, vault } = this.parts;
    const { model } = plans.planner;
    const context = (operation: Operation, viewer: Viewer) => this.#context(operation, viewer);
    const { report } = follower.options;
    return new Streaming({ schema, model, reader, plans, executor, vault, follower, context, report });
  }

  async #query(
    operation: Operation,
    claimant: Claimant,
    definition: OperationDefinitionNode,
    variables: Readonly<Record<string, unknown>>,
  ): Promise<ExecutionResult> {
    const { reader, plans, executor } = this.parts;
    const planFor: PlanFor = (sight) => {
      const takesText = operation.takesText === true && executor.grants(operation.document, sight);
      return {
        plan: plans.of(operation, definition, sight, variables, takesText),
        bindings: { variables, employments: sight.employments },
      };
    };
    const { viewer, data = {} } = await reader.answer({ claimant, look: lookOf(operation), planFor });
    if (data instanceof DataText && !data.isNothing) {
      if (data.isWhole) return { data: data as object as Record<string, unknown> };
      return this.#query({ ...operation, takesText: false }, claimant, definition, variables);
    }
    const rows = data instanceof DataText ? {} : (data as object);
    return executor.over(rows, operation, viewer, this.#context(operation, viewer));
  }

  /**
   * The rules at the door ask about the viewer before the act is begun: where there is one act, in its own transaction;
   * where there are several, each opens its own after it.
   */
  async #mutate(
    operation: Operation,
    claimant: Claimant,
    definition: OperationDefinitionNode,
    variables: Readonly<Record<string, unknown>>,
  ): Promise<ExecutionResult> {
    const { schema, reader, executor, acts } = this.parts;
    const type = schema.getMutationType();
    const fragments = fragmentsOf(operation.document);
    const fields = type && collectFields(schema, fragments, variables, type, definition.selectionSet);
    const [only, another] = fields?.values() ?? [];
    if (type && only && !another)
      return acts.within(claimant, keyOf(type, only, variables), (turn) =>
        executor.mutation(operation, turn.viewer, this.#context(operation, turn.viewer, claimant, turn)),
      );
    const viewer = await reader.within(claimant, async (reading) => reading.viewer);
    return executor.mutation(operation, viewer, this.#context(operation, viewer, claimant));
  }

  #context(
    operation: Operation,
    viewer: Viewer | undefined,
    claimant?: Claimant,
    turn?: Turn,
  ): OperationContext {
    const { vault, rules, plans, acts, limits } = this.parts;
    return {
      viewer,
      language: operation.language,
      requestId: operation.requestId,
      vault,
      limits,
      acts: this.#acts,
      permits: (type, field) => rules.may(viewer, type, field),
      act: actFor({ plans, acts, operation, claimant, turn }),
    };
  }
}

const lookOf = (operation: Operation) => ({
  operationName: getOperationAST(operation.document, operation.operationName)?.name?.value,
  requestId: operation.requestId,
});

/** Whether nothing but the schema itself is asked for, which needs no sign-in. */
function asksOnlyOfSchema(definition: OperationDefinitionNode): boolean {
  return definition.selectionSet.selections.every(
    (selection) => selection.kind === Kind.FIELD && selection.name.value.startsWith('__'),
  );
}

/** The idempotency key of one act; undefined where there is none, or where executing it will say what is wrong. */
function keyOf(
  type: GraphQLObjectType,
  [node]: readonly FieldNode[],
  variables: Readonly<Record<string, unknown>>,
): string | undefined {
  const field = node && type.getFields()[node.name.value];
  try {
    return field && keyIn(getArgumentValues(field, node, variables)['input']);
  } catch {
    return undefined;
  }
}
