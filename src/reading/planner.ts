import { createHash } from 'node:crypto';
import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getArgumentValues,
  getNamedType,
  isAbstractType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
} from 'graphql';
import { collectFields, collectSubfields } from 'graphql/execution/collectFields.js';
import type { Relation, RowRef } from '../../entities/declare/registry.js';
import { Refusal } from '../errors/refusal.js';
import { decodeCursor, listMark } from './cursor.js';
import { isIdOf, typeOfId } from './identifier.js';
import type { Model, RowType } from './model.js';
import {
  type Bindings,
  cursorKey,
  type Permits,
  type Plan,
  placeKey,
  relationKey,
  rowsKey,
  type SensitivePath,
  subjectKey,
  totalKey,
} from './plan.js';
import type { RootRead } from './roots.js';

/** What planning one operation needs to know. */
export interface PlanRequest {
  readonly operation: OperationDefinitionNode;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  /** The variables that give the plan its shape: booleans, what is null, and types of ids. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly permits: Permits;
  /** Whether looks at sensitive rows must be found again in the answer. */
  readonly watched: boolean;
}

type Bind = (bindings: Bindings) => unknown;
type Cost = (bindings: Bindings) => number;
type Fields = ReadonlyMap<string, readonly FieldNode[]>;

const PAGE_DEFAULT = 20;
const PAGE_MOST = 100;

/** Turns selections into SQL over one schema. */
export class Planner {
  constructor(
    readonly schema: GraphQLSchema,
    readonly model: Model,
    readonly roots: ReadonlyMap<string, RootRead>,
  ) {}

  /** Plans a whole query. */
  query(request: PlanRequest): Plan {
    const type = this.schema.getQueryType();
    if (!type) throw new Error('the schema has no queries');
    return new Planning(this, request).root(type);
  }

  /** Plans what a mutation's payload shows of its outcome. */
  payload(request: PlanRequest, type: GraphQLObjectType, nodes: readonly FieldNode[]): Plan {
    return new Planning(this, request).payload(type, nodes);
  }
}

/** The planning of one operation: collects parameters, costs and sensitive paths while it writes SQL. */
class Planning {
  readonly #binds: Bind[] = [];
  readonly #sensitive: SensitivePath[] = [];
  #aliases = 0;

  constructor(
    readonly planner: Planner,
    readonly request: PlanRequest,
  ) {}

  root(type: GraphQLObjectType): Plan {
    const { operation, fragments, variables } = this.request;
    const fields = collectFields(this.planner.schema, fragments, variables, type, operation.selectionSet);
    const parts: string[] = [];
    const costs: Cost[] = [];
    for (const [key, nodes] of fields) {
      const read = this.planner.roots.get(nodes[0]?.name.value ?? '');
      if (!read || !this.request.permits('Query', read.field)) continue;
      const planned = this.#relation(
        type,
        read.relation,
        nodes,
        this.#nothing('Query'),
        [relationKey(key)],
        read,
      );
      if (!planned) continue;
      parts.push(`${planned.sql} as "${relationKey(key)}"`);
      costs.push(planned.cost);
    }
    return this.#finish(parts, costs);
  }

  payload(type: GraphQLObjectType, nodes: readonly FieldNode[]): Plan {
    const rows = this.#rowType(type.name);
    const fields = this.#subfields(type, nodes);
    const parent: RowRef = {
      alias: '',
      type: type.name,
      column: (property) => `${this.#param((bindings) => bindings.outcome?.[property] ?? null)}::uuid`,
    };
    const parts: string[] = [];
    const costs: Cost[] = [];
    for (const [key, keyed] of fields) {
      const field = keyed[0]?.name.value ?? '';
      const relation = rows?.relation(field);
      if (!relation || !this.request.permits(type.name, field)) continue;
      const planned = this.#relation(type, relation, keyed, parent, [relationKey(key)]);
      if (!planned) continue;
      parts.push(`${planned.sql} as "${relationKey(key)}"`);
      costs.push(planned.cost);
    }
    return this.#finish(parts, costs);
  }

  #finish(parts: readonly string[], costs: readonly Cost[]): Plan {
    // Not json_build_object, which ends at 100 arguments.
    const sql =
      parts.length === 0 ? undefined : `select to_json(o) as data from (select ${parts.join(', ')}) o`;
    const binds = this.#binds;
    return {
      sql,
      name: sql ? createHash('sha256').update(sql).digest('base64url').slice(0, 24) : '',
      bind: (bindings) => binds.map((bind) => bind(bindings)),
      cost: (bindings) => costs.reduce((sum, cost) => sum + cost(bindings), 0),
      sensitive: this.#sensitive,
      uses: 0,
    };
  }

  #relation(
    parentType: GraphQLObjectType,
    relation: Relation,
    nodes: readonly FieldNode[],
    parent: RowRef,
    path: readonly string[],
    read?: RootRead,
  ): { sql: string; cost: Cost } | undefined {
    const node = nodes[0];
    const definition = node && parentType.getFields()[node.name.value];
    if (!node || !definition) return undefined;
    const args = getArgumentValues(definition, node, this.request.variables);
    const argument =
      (name: string): Bind =>
      (bindings) =>
        getArgumentValues(definition, node, bindings.variables)[name];
    if (relation.kind === 'connection')
      return this.#connection(
        parentType.name,
        definition.type,
        relation,
        nodes,
        parent,
        path,
        args,
        argument,
      );
    const targets = read?.anyType ? this.#targetOfId(definition.type, args['id']) : this.#targets(relation);
    if (targets.length === 0) return { sql: 'null::json', cost: () => 0 };
    const selects = targets.map((target) =>
      this.#rows(target, relation, nodes, parent, path, args, argument, read),
    );
    const inner = selects.map((each) => each.sql).join(' union all ');
    const cost: Cost = (bindings) => Math.max(...selects.map((each) => each.cost(bindings)));
    if (relation.kind === 'one')
      return { sql: `(select to_json(o) from (${inner}) o)`, cost: (bindings) => 1 + cost(bindings) };
    const sql =
      relation.targets().length > 1
        ? this.#merged(relation, selects)
        : `(select coalesce(json_agg(o), '[]'::json) from (${inner}) o)`;
    return { sql, cost: (bindings) => relation.about * (1 + cost(bindings)) };
  }

  /** Rows of several types in one order: each as JSON beside the value that orders it. */
  #merged(relation: Relation, selects: readonly { sql: string }[]): string {
    const parts = selects.map(
      (each) => `select to_json(o) as j, o.">order" as k, o.">id" as i from (${each.sql}) o`,
    );
    const direction = relation.order?.descending ? ' desc' : '';
    const order = `k collate "nb-x-icu"${direction}, i${direction}`;
    return `(select coalesce(json_agg(j order by ${order}), '[]'::json) from (${parts.join(' union all ')}) u)`;
  }

  #rows(
    target: RowType,
    relation: Relation,
    nodes: readonly FieldNode[],
    parent: RowRef,
    path: readonly string[],
    args: Readonly<Record<string, unknown>>,
    argument: (name: string) => Bind,
    read?: RootRead,
  ): { sql: string; cost: Cost } {
    const row = this.#row(target);
    const where = [
      relation.join(parent, row),
      ...this.#filters(relation, row, args, argument),
      ...(read?.byId
        ? [`${row.column('id')} = ${this.#param(idArgument(target, argument('id')))}::uuid`]
        : []),
    ];
    const { columns, cost } = this.#columns(
      target,
      row,
      nodes,
      path,
      Boolean(relation.abstract) || Boolean(read?.anyType),
    );
    const several = relation.targets().length > 1;
    if (several)
      columns.push(
        `${row.column(relation.order?.by[0] ?? 'id')} as ">order"`,
        `${row.column('id')} as ">id"`,
      );
    const order = relation.order ? ` order by ${this.#orderBy(relation, row)}` : '';
    const from = this.#from(target, relation, row, parent);
    const sql = `select ${columns.join(', ')}${from} where ${where.join(' and ')}${several ? '' : order}`;
    return { sql, cost };
  }

  #connection(
    parentName: string,
    fieldType: unknown,
    relation: Relation,
    nodes: readonly FieldNode[],
    parent: RowRef,
    path: readonly string[],
    args: Readonly<Record<string, unknown>>,
    argument: (name: string) => Bind,
  ): { sql: string; cost: Cost } | undefined {
    const target = this.#targets(relation)[0];
    if (!target) return undefined;
    if (!relation.order) throw new Error('a connection needs an order');
    const page = this.#subfields(getNamedType(fieldType as GraphQLObjectType) as GraphQLObjectType, nodes);
    const wanted = wantedOf(this.planner.schema, this.request, page, fieldType);
    const first: Bind = (bindings) => pageSize(argument('first')(bindings));
    // A value that is bound and stands nowhere has no type.
    if (!wanted.rows && !wanted.total) return { sql: `'{}'::json`, cost: first as Cost };
    const parts: string[] = [];
    const row = this.#row(target);
    const where = [relation.join(parent, row), ...this.#filters(relation, row, args, argument)];
    const from = this.#from(target, relation, row, parent);
    let inner: Cost = () => 1;
    if (wanted.rows) {
      const { columns, cost } = this.#placed(target, row, wanted.places, [...path, rowsKey]);
      inner = cost;
      const values = relation.order.by.map((property) => `${row.column(property)}::text`);
      columns.push(`array[${values.join(', ')}] as "${cursorKey}"`);
      const keyset =
        args['after'] == null ? [] : [this.#after(parentName, nodes, relation, row, target, argument)];
      const limit = this.#param((bindings) => (first(bindings) as number) + 1);
      parts.push(
        `'${rowsKey}', (select coalesce(json_agg(o), '[]'::json) from (select ${columns.join(', ')}${from} where ${[...where, ...keyset].join(' and ')} order by ${this.#orderBy(relation, row)} limit ${limit}) o)`,
      );
    }
    if (wanted.total) parts.push(`'${totalKey}', (select count(*)${from} where ${where.join(' and ')})`);
    return {
      sql: `json_build_object(${parts.join(', ')})`,
      cost: (bindings) => (first(bindings) as number) * inner(bindings),
    };
  }

  /**
   * The columns of a page's rows. Where the answer shows them in several places, such as `nodes` under two aliases,
   * each place has an object of its own: one response key may mean another field there.
   */
  #placed(
    target: RowType,
    row: RowRef,
    places: Wanted['places'],
    path: readonly string[],
  ): { columns: string[]; cost: Cost } {
    if (places.size < 2) {
      const { columns, cost } = this.#columns(target, row, [...places.values()].flat(), path, false);
      return { columns, cost: (bindings) => 1 + cost(bindings) };
    }
    const planned = [...places].map(([key, nodes]) => {
      const { columns, cost } = this.#columns(target, row, nodes, [...path, key], false);
      return { column: `(select to_json(p) from (select ${columns.join(', ')}) p) as "${key}"`, cost };
    });
    const cost: Cost = (bindings) => planned.reduce((sum, each) => sum + 1 + each.cost(bindings), 0);
    return { columns: planned.map((each) => each.column), cost };
  }

  #after(
    parentName: string,
    nodes: readonly FieldNode[],
    relation: Relation,
    row: RowRef,
    target: RowType,
    argument: (name: string) => Bind,
  ): string {
    const by = relation.order?.by ?? [];
    const types = by.map((property) => target.castOf(property));
    const mark = listMark(parentName, nodes[0]?.name.value ?? '', by);
    const bounds = by.map((property, index) => {
      const value = this.#param((bindings) => decodeCursor(mark, argument('after')(bindings), types)[index]);
      return `${value}::${target.castOf(property)}`;
    });
    const columns = by.map((property) => row.column(property));
    return `(${columns.join(', ')}) ${relation.order?.descending ? '<' : '>'} (${bounds.join(', ')})`;
  }

  #filters(
    relation: Relation,
    row: RowRef,
    args: Readonly<Record<string, unknown>>,
    argument: (name: string) => Bind,
  ): string[] {
    return Object.entries(relation.filters)
      .filter(([name]) => args[name] != null)
      .map(([name, filter]) => {
        const value = argument(name);
        return filter.where(
          row.alias,
          this.#param((bindings) => (filter.bind ?? same)(value(bindings))),
        );
      });
  }

  /** The columns of one object, its nested objects included; always at least one. */
  #columns(
    target: RowType,
    row: RowRef,
    nodes: readonly FieldNode[],
    path: readonly string[],
    named: boolean,
  ): { columns: string[]; cost: Cost } {
    const type = this.planner.schema.getType(target.name);
    if (!isObjectType(type)) throw new Error(`${target.name} is no object type`);
    const properties = new Set<string>();
    const nested: string[] = [];
    const costs: Cost[] = [];
    for (const [key, keyed] of this.#subfields(type, nodes)) {
      const field = keyed[0]?.name.value ?? '';
      if (!this.request.permits(target.name, field)) continue;
      const relation = target.relation(field);
      if (relation) {
        const planned = this.#relation(type, relation, keyed, row, [...path, relationKey(key)]);
        if (planned) {
          nested.push(`${planned.sql} as "${relationKey(key)}"`);
          costs.push(planned.cost);
        }
      } else if (target.hasColumn(field)) properties.add(field);
      else for (const need of target.declaration.needs.get(field) ?? []) properties.add(need);
    }
    const columns = [...properties].map((property) => `${row.column(property)} as "${property}"`);
    if (named) columns.push(`'${target.name}' as "__typename"`);
    this.#watch(target, row, path, columns);
    columns.push(...nested);
    if (columns.length === 0) columns.push(`1 as ">"`);
    return { columns, cost: (bindings) => costs.reduce((sum, cost) => sum + cost(bindings), 0) };
  }

  #watch(target: RowType, row: RowRef, path: readonly string[], columns: string[]): void {
    const { privacy, subject } = target.declaration;
    if (!this.request.watched || !subject || privacy === undefined || privacy === 'impersonal') return;
    if (!privacy.sensitive) return;
    columns.push(`${row.column(subject)} as "${subjectKey}"`);
    this.#sensitive.push({ type: target.name, path });
  }

  #subfields(type: GraphQLObjectType, nodes: readonly FieldNode[]): Fields {
    const { fragments, variables } = this.request;
    return collectSubfields(this.planner.schema, fragments, variables, type, nodes);
  }

  #orderBy(relation: Relation, row: RowRef): string {
    const direction = relation.order?.descending ? ' desc' : '';
    return (relation.order?.by ?? [])
      .filter((property) => property !== 'id' || this.#rowType(row.type)?.hasColumn('id'))
      .map((property) => `${row.column(property)}${direction}`)
      .join(', ');
  }

  #from(target: RowType, relation: Relation, row: RowRef, parent: RowRef): string {
    if (relation.from) return ` from ${relation.from(parent)} ${row.alias}`;
    return target.table ? ` from "${target.table}" ${row.alias}` : '';
  }

  #row(target: RowType): RowRef {
    const alias = `t${++this.#aliases}`;
    return { alias, type: target.name, column: (property) => target.column(alias, property) };
  }

  #nothing(type: string): RowRef {
    return {
      alias: '',
      type,
      column: (property) => {
        throw new Error(`${type} has no row to read ${property} from`);
      },
    };
  }

  #targets(relation: Relation): RowType[] {
    return relation
      .targets()
      .map((type) => this.#rowType(type.name))
      .filter((row) => row !== undefined)
      .filter((row) => this.request.permits(row.name, '*'));
  }

  /** Nothing for the id of a type that the field can't give: it is answered as one that is not there. */
  #targetOfId(fieldType: GraphQLOutputType, id: unknown): RowType[] {
    const type = typeOfId(id);
    const row = type && this.#rowType(type.name);
    const [given, object] = [getNamedType(fieldType), row && this.planner.schema.getType(row.name)];
    if (!row || !isAbstractType(given) || !isObjectType(object)) return [];
    return this.planner.schema.isSubType(given, object) && this.request.permits(object.name, '*')
      ? [row]
      : [];
  }

  #rowType(name: string): RowType | undefined {
    return this.planner.model.get(name);
  }

  #param(bind: Bind): string {
    this.#binds.push(bind);
    return `$${this.#binds.length}`;
  }
}

const same = (value: unknown): unknown => value;

const idArgument =
  (target: RowType, argument: Bind): Bind =>
  (bindings) => {
    const id = argument(bindings);
    return isIdOf(target.type, id) ? id : null;
  };

/** @throws Refusal PAGE_SIZE_INVALID outside 1–100. */
function pageSize(first: unknown): number {
  const size = first ?? PAGE_DEFAULT;
  if (typeof size !== 'number' || size < 1 || size > PAGE_MOST) throw new Refusal('PAGE_SIZE_INVALID');
  return size;
}

/** What is asked of a page. */
interface Wanted {
  rows: boolean;
  total: boolean;
  /** What is selected of the nodes, by each place of the answer that shows them. */
  readonly places: Map<string, readonly FieldNode[]>;
}

/** Which parts of a page are asked for, and the selections of its nodes under `nodes` and under `edges.node`. */
function wantedOf(schema: GraphQLSchema, request: PlanRequest, page: Fields, fieldType: unknown): Wanted {
  const type = getNamedType(fieldType as GraphQLObjectType) as GraphQLObjectType;
  const wanted: Wanted = { rows: false, total: false, places: new Map() };
  for (const [key, keyed] of page) {
    const field = keyed[0]?.name.value;
    if (field === 'totalCount') wanted.total = true;
    if (field === 'nodes' || field === 'edges' || field === 'pageInfo') wanted.rows = true;
    if (field === 'nodes') wanted.places.set(placeKey(key), keyed);
    if (field !== 'edges') continue;
    const edge = getNamedType(type.getFields()['edges']?.type) as GraphQLObjectType;
    const inEdge = collectSubfields(schema, request.fragments, request.variables, edge, keyed);
    for (const [inner, nodes] of inEdge)
      if (nodes[0]?.name.value === 'node') wanted.places.set(placeKey(key, inner), nodes);
  }
  return wanted;
}

/** The named fragments of a document. */
export function fragmentsOf(document: {
  readonly definitions: readonly { readonly kind: string }[];
}): Record<string, FragmentDefinitionNode> {
  const fragments = document.definitions.filter(
    (definition): definition is FragmentDefinitionNode => definition.kind === Kind.FRAGMENT_DEFINITION,
  );
  return Object.fromEntries(fragments.map((fragment) => [fragment.name.value, fragment]));
}
