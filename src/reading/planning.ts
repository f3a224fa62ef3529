import { createHash } from 'node:crypto';
import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getArgumentValues,
  type OperationDefinitionNode,
} from 'graphql';
import { collectSubfields } from 'graphql/execution/collectFields.js';
import type { Hat } from '../../entities/declare/policies.js';
import type { Relation, RowRef } from '../../entities/declare/registry.js';
import { Refusal } from '../errors/refusal.js';
import { KeptKey } from './kept-key.js';
import type { Model, RowType } from './model.js';
import { type Bindings, type Form, type Narrowed, type Permits, type Plan, wholeRow } from './plan.js';
import type { RootRead } from './roots.js';

/**
 * The most fields that are planned, counted with fragments written out and once for each type that an interface may
 * turn out to be: some 15 ms, in which nobody else is answered.
 */
const PLANNED_FIELDS = 2_000;
/** The same of an operation that is tried to be planned as its answer: where it can't be, the time was lost. */
const SHOWN_FIELDS = 500;

/** What planning one operation needs to know. */
export interface PlanRequest {
  readonly operation: OperationDefinitionNode;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  /** The variables that give the plan its shape: booleans, what is null, and types of ids. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly permits: Permits;
  readonly narrowed: Narrowed;
  /** Whether looks at sensitive rows must be found again in the answer. */
  readonly watched: boolean;
  /** The database role that reads. */
  readonly hat: Hat;
  /** Whether the answer itself is wanted, where the database can write it. */
  readonly takesText?: boolean;
}

/** Something is selected that the database can't write as the answer shows it. */
export class NeedsExecution extends Error {
  override readonly name = 'NeedsExecution';
}

export type Bind = (bindings: Bindings) => unknown;
export type Cost = (bindings: Bindings) => number;
/** Selected fields by their response keys; under one key everything that is merged there. */
export type Fields = ReadonlyMap<string, readonly FieldNode[]>;

/** A piece of SQL that gives one value, and what it can cost. */
export interface Piece {
  readonly sql: string;
  readonly cost: Cost;
}

/** One relation as one place of the operation asks for it. */
export interface Ask {
  readonly relation: Relation;
  /** The type and the field that ask. */
  readonly owner: string;
  readonly field: string;
  readonly type: GraphQLOutputType;
  readonly nodes: readonly FieldNode[];
  /** The arguments of the variables that give the plan its shape. */
  readonly args: Readonly<Record<string, unknown>>;
  /** An argument of the variables of each execution. */
  argument(name: string): Bind;
  readonly parent: RowRef;
  readonly root: RootRead | undefined;
}

/** What a selected field asks of the database; undefined where that is nothing. */
export type AskFor = (keyed: readonly [string, readonly FieldNode[]], field: string) => Ask | undefined;

/** Writes the SQL of a relation: handed in, since relations hold objects and objects hold relations. */
export type SelectRelation = (planning: Planning, ask: Ask) => Piece | undefined;

/** The planning of one operation: hands out parameters and aliases, and collects what the plan must know. */
export class Planning {
  readonly #binds: Bind[] = [];
  readonly #sensitive = new Set<string>();
  readonly #key: KeptKey;
  readonly request: PlanRequest;
  #aliases = 0;
  #fields = 0;

  constructor(
    readonly schema: GraphQLSchema,
    readonly model: Model,
    request: PlanRequest,
    readonly select: SelectRelation,
    readonly form: Form = 'rows',
  ) {
    const key = new KeptKey(request.hat);
    this.#key = key;
    this.request = { ...request, narrowed: (type, field) => losing(key, request.narrowed(type, field)) };
  }

  /** Rows of a type that hang on what asks. */
  follow({ relation, parent }: Ask, target: RowType, row: RowRef): void {
    if (relation.from) this.#key.lose();
    // What hangs on an event or on nothing binds its key, once.
    const join = parent.alias === '' ? '' : relation.join(parent, row);
    this.#key.follow(parent.alias, join, target, row.alias);
  }

  /** A field that is computed from more than its row. */
  compute(): void {
    this.#key.lose();
  }

  /** The SQL of a relation; undefined where its rows are refused. */
  relation(ask: Ask): Piece | undefined {
    return this.select(this, ask);
  }

  /** The placeholder of a value that each execution binds. */
  param(bind: Bind): string {
    this.#binds.push(bind);
    return `$${this.#binds.length}`;
  }

  /** A row of a type under an alias of its own. */
  row(target: RowType): RowRef {
    const alias = `t${++this.#aliases}`;
    return { alias, type: target.name, column: (property) => target.column(alias, property) };
  }

  /** Remembers a type of whose rows the reading is logged. */
  watch(type: string): void {
    this.#sensitive.add(type);
  }

  /**
   * What is selected below some fields of a type.
   * @throws Refusal OPERATION_TOO_COSTLY once there are too many of them in all; NeedsExecution of an answer long before.
   */
  subfields(type: GraphQLObjectType, nodes: readonly FieldNode[]): Fields {
    const { fragments, variables } = this.request;
    const fields = collectSubfields(this.schema, fragments, variables, type, nodes);
    this.#fields += fields.size;
    if (this.form === 'answer' && this.#fields > SHOWN_FIELDS) throw new NeedsExecution();
    if (this.#fields > PLANNED_FIELDS) throw new Refusal('OPERATION_TOO_COSTLY');
    return fields;
  }

  /** The types of a relation's rows, without those that are refused to the viewer. */
  targets(relation: Relation): RowType[] {
    return relation
      .targets()
      .map((type) => this.model.get(type.name))
      .filter((row) => row !== undefined)
      .filter((row) => this.request.permits(row.name, '*'));
  }

  /** What a selected field asks of a relation; undefined where the type has no such field. */
  ask(
    owner: GraphQLObjectType,
    relation: Relation,
    [, nodes]: readonly [string, readonly FieldNode[]],
    parent: RowRef,
    root?: RootRead,
  ): Ask | undefined {
    const node = nodes[0];
    const definition = node && owner.getFields()[node.name.value];
    if (!definition) return undefined;
    const values = once((variables) => getArgumentValues(definition, node, variables));
    return {
      relation,
      owner: owner.name,
      field: definition.name,
      type: definition.type,
      nodes,
      args: values(this.request.variables),
      argument: (name) => (bindings) => values(bindings.variables)[name],
      parent,
      root,
    };
  }

  /**
   * The plan whose value has these columns.
   * @param each rows to give a value for, in a list in their order; one value where they are left out.
   */
  finish(
    columns: readonly string[],
    cost: Cost,
    each?: { readonly from: string; readonly order: string },
  ): Plan {
    // Not json_build_object, which ends at 100 arguments.
    const value = `(select ${columns.join(', ')}) ${wholeRow}`;
    const one = `select to_json(${wholeRow}) as data from ${value}`;
    const all = each
      ? `select json_agg(to_json(${wholeRow}) order by ${each.order}) as data from ${each.from} cross join lateral ${value}`
      : one;
    const sql = columns.length === 0 ? undefined : all;
    return {
      form: this.form,
      sql,
      name: sql ? createHash('sha256').update(sql).digest('base64url').slice(0, 24) : '',
      bind: (bindings) => this.#binds.map((bind) => bind(bindings)),
      cost,
      // Whoever is asked by a function of the scope is the viewer; whoever is watched is written down alone.
      shared: this.#key.kept && !sql?.includes('scope.') && this.#sensitive.size === 0,
      sensitive: [...this.#sensitive],
      uses: 0,
    };
  }
}

type Values = Readonly<Record<string, unknown>>;

/** What follows from the variables of one execution: each argument is bound by itself, and some more than once. */
function once(work: (variables: Values) => Values): (variables: Values) => Values {
  const done = new WeakMap<Values, Values>();
  return (variables) => {
    const values = done.get(variables) ?? work(variables);
    done.set(variables, values);
    return values;
  };
}

function losing<T>(key: KeptKey, narrowing: T): T {
  if (narrowing !== undefined) key.lose();
  return narrowing;
}

/** What several pieces cost together. */
export const sumOf =
  (costs: readonly Cost[]): Cost =>
  (bindings) =>
    costs.reduce((sum, cost) => sum + cost(bindings), 0);
