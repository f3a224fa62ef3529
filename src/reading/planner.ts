import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  Kind,
} from 'graphql';
import { collectFields } from 'graphql/execution/collectFields.js';
import type { RowRef } from '../../entities/declare/registry.js';
import type { Model } from './model.js';
import { type Form, type Plan, relationKey } from './plan.js';
import {
  type AskFor,
  type Cost,
  type Fields,
  NeedsExecution,
  Planning,
  type PlanRequest,
  sumOf,
} from './planning.js';
import type { RootRead } from './roots.js';
import { relationOf } from './select-relation.js';
import { shownRoots } from './shown-roots.js';
import { streamReads } from './streams.js';

/** Turns selections into SQL over one schema. */
export class Planner {
  constructor(
    readonly schema: GraphQLSchema,
    readonly model: Model,
    readonly roots: ReadonlyMap<string, RootRead>,
  ) {}

  /** Plans a whole query: in the form of its answer where that is wanted and can be, else as rows. */
  query(request: PlanRequest): Plan {
    try {
      return this.#query(request, request.takesText ? 'answer' : 'rows');
    } catch (error) {
      if (!(error instanceof NeedsExecution)) throw error;
      return this.#query(request, 'rows');
    }
  }

  #query(request: PlanRequest, form: Form): Plan {
    const type = this.schema.getQueryType();
    if (!type) throw new Error('the schema has no queries');
    const planning = new Planning(this.schema, this.model, request, relationOf, form);
    const { operation, fragments, variables } = request;
    const fields = collectFields(this.schema, fragments, variables, type, operation.selectionSet);
    const ask: AskFor = (keyed, field) => {
      const read = this.roots.get(field);
      if (!read || !request.permits('Query', field)) return undefined;
      return planning.ask(type, read.relation, keyed, nothing, read);
    };
    return form === 'answer' ? shownRoots(planning, type, fields, ask) : planned(planning, fields, ask);
  }

  /** Plans what a subscription shows of events, whose subjects are bound: a value for each, by one statement. */
  event(request: PlanRequest): Plan {
    const type = this.schema.getSubscriptionType();
    if (!type) throw new Error('the schema has no subscriptions');
    const planning = new Planning(this.schema, this.model, request, relationOf);
    const { operation, fragments, variables } = request;
    const fields = collectFields(this.schema, fragments, variables, type, operation.selectionSet);
    const events = new EventRows(planning, type.name);
    const ask: AskFor = (keyed, field) => {
      const stream = streamReads().get(field);
      return stream && planning.ask(type, stream.relation, keyed, events);
    };
    return planned(planning, fields, ask, events);
  }

  /** Plans what a mutation's payload shows of its outcome. */
  payload(request: PlanRequest, type: GraphQLObjectType, nodes: readonly FieldNode[]): Plan {
    const planning = new Planning(this.schema, this.model, request, relationOf);
    const parent = outcomeOf(planning, type.name);
    return planned(planning, planning.subfields(type, nodes), (keyed, field) => {
      const relation = this.model.get(type.name)?.relation(field);
      if (!relation || !request.permits(type.name, field)) return undefined;
      return planning.ask(type, relation, keyed, parent);
    });
  }
}

/** One column for each field that something is asked of; the others have nothing to do with the database. */
function planned(planning: Planning, fields: Fields, askFor: AskFor, events?: EventRows): Plan {
  const columns: string[] = [];
  const costs: Cost[] = [];
  for (const keyed of fields) {
    const [key, nodes] = keyed;
    const ask = askFor(keyed, nodes[0]?.name.value ?? '');
    const piece = ask && planning.relation(ask);
    if (!piece) continue;
    columns.push(`${piece.sql} as "${relationKey(key)}"`);
    costs.push(piece.cost);
  }
  return planning.finish(columns, sumOf(costs), events);
}

/** The subjects of events as rows, with a column for each that is asked for. */
class EventRows implements RowRef {
  readonly alias = '';
  readonly order = 'e."#"';
  readonly #columns = new Map<string, string>();

  constructor(
    readonly planning: Planning,
    readonly type: string,
  ) {}

  /** A column, and no JSON to take it from: under row security an index is used only for what can't leak. */
  column(property: string): string {
    if (!this.#columns.has(property)) {
      const ids = this.planning.param(({ events = [] }) => events.map((event) => event[property] ?? null));
      this.#columns.set(property, `${ids}::uuid[]`);
    }
    return `e."${property}"`;
  }

  get from(): string {
    const names = [...this.#columns.keys()].map((name) => `"${name}"`);
    return `unnest(${[...this.#columns.values()].join(', ')}) with ordinality as e(${names.join(', ')}, "#")`;
  }
}

/** The ids of an act's outcome as a row. */
function outcomeOf(planning: Planning, type: string): RowRef {
  return {
    alias: '',
    type,
    column: (property) => `${planning.param(({ outcome }) => outcome?.[property] ?? null)}::uuid`,
  };
}

/** The root hangs on no row. */
const nothing: RowRef = {
  alias: '',
  type: 'Query',
  column: (property) => {
    throw new Error(`the root has no row to read ${property} from`);
  },
};

/** The named fragments of a document. */
export function fragmentsOf(document: {
  readonly definitions: readonly { readonly kind: string }[];
}): Record<string, FragmentDefinitionNode> {
  const fragments = document.definitions.filter(
    (definition): definition is FragmentDefinitionNode => definition.kind === Kind.FRAGMENT_DEFINITION,
  );
  return Object.fromEntries(fragments.map((fragment) => [fragment.name.value, fragment]));
}
