import { type FieldNode, type GraphQLObjectType, getNamedType } from 'graphql';
import type { RowRef } from '../../entities/declare/registry.js';
import { Refusal } from '../errors/refusal.js';
import { decodeCursor, listMark } from './cursor.js';
import type { RowType } from './model.js';
import { type Bindings, countedKey, cursorKey, placeKey, rowsKey, totalKey } from './plan.js';
import { type Ask, type Cost, type Piece, type Planning, sumOf } from './planning.js';
import { conditionsOf, fromOf, orderOf } from './select-list.js';
import { type Columns, columnsOf, watchedAt } from './select-object.js';

const PAGE_DEFAULT = 20;
export const PAGE_MOST = 100;

/** The SQL of one page of a list: its rows with their cursors and one row more, and the total where it is asked for. */
export function pageOf(planning: Planning, ask: Ask): Piece | undefined {
  const target = planning.targets(ask.relation)[0];
  if (!target) return undefined;
  const wanted = wantedOf(planning, ask);
  const first: Cost = (bindings) => pageSizeOf(ask, bindings);
  // A value that is bound and stands nowhere has no type.
  if (!wanted.rows && !wanted.total) return { sql: `'{}'::json`, cost: first };
  const row = planning.row(target);
  planning.follow(ask, target, row);
  const where = conditionsOf(planning, ask, row);
  const from = fromOf(target, ask.relation, row, ask.parent);
  const parts: string[] = [];
  const rows = wanted.rows ? placesOf(planning, target, row, wanted.places) : undefined;
  if (rows) {
    const columns = [...rows.columns, cursorOf(ask, row)].join(', ');
    const conditions = [...where, ...after(planning, ask, target, row)].join(' and ');
    const limit = planning.param((bindings) => first(bindings) + 1);
    const order = orderOf(planning, ask.relation, row);
    parts.push(
      `'${rowsKey}', (select coalesce(json_agg(o), '[]'::json) from (select ${columns}${from} where ${conditions} order by ${order} limit ${limit}) o)`,
    );
  }
  if (wanted.total) {
    const all = `${from} where ${where.join(' and ')}`;
    parts.push(`'${totalKey}', (select count(*)${all})`, ...counted(planning, target, row, all));
  }
  return {
    sql: `json_build_object(${parts.join(', ')})`,
    cost: (bindings) => first(bindings) * (rows?.cost(bindings) ?? 1),
  };
}

/**
 * Whose rows a total counts, where the viewer's look at them is logged: a count tells of rows that no page shows. A list
 * of one child's gives that child, a list over many gives each whose rows were counted; rows that are none tell of nobody.
 */
function counted(planning: Planning, target: RowType, row: RowRef, all: string): string[] {
  const subject = watchedAt(planning, target, row);
  if (subject.length === 0) return [];
  return [
    `'${countedKey}', (select coalesce(json_agg(s), '[]'::json) from (select distinct ${subject.join()}${all}) s)`,
  ];
}

/**
 * The columns of a page's rows. Where the answer shows them in several places, such as `nodes` under two aliases,
 * each place has an object of its own: one response key may mean another field there.
 */
function placesOf(planning: Planning, target: RowType, row: RowRef, places: Wanted['places']): Columns {
  if (places.size < 2) {
    const nodes = [...places.values()].flat();
    const { columns, cost } = columnsOf(planning, target, row, nodes, false);
    return { columns, cost: (bindings) => 1 + cost(bindings) };
  }
  const objects = [...places].map(([key, nodes]) => {
    const { columns, cost } = columnsOf(planning, target, row, nodes, false);
    return { column: `(select to_json(p) from (select ${columns.join(', ')}) p) as "${key}"`, cost };
  });
  const cost = sumOf(objects.map((each) => each.cost));
  return {
    columns: objects.map((each) => each.column),
    cost: (bindings) => objects.length + cost(bindings),
  };
}

/** A row's place in the list, as text: dates keep their microseconds. */
function cursorOf(ask: Ask, row: RowRef): string {
  return `array[${placeOf(ask, row).join(', ')}] as "${cursorKey}"`;
}

/** The values that say where in the list a row stands. */
export const placeOf = ({ relation }: Ask, row: RowRef): string[] =>
  (relation.order?.by ?? []).map((property) => `${row.column(property)}::text`);

/** That rows stand behind the cursor, where one is given. */
export function after(planning: Planning, ask: Ask, target: RowType, row: RowRef): string[] {
  if (ask.args['after'] == null) return [];
  const { by, descending } = ask.relation.order ?? { by: [], descending: false };
  const types = by.map((property) => target.castOf(property));
  const mark = listMark(ask.owner, ask.field, by);
  const bounds = types.map((type, index) => {
    const value = planning.param(
      (bindings) => decodeCursor(mark, ask.argument('after')(bindings), types)[index],
    );
    return `${value}::${type}`;
  });
  const columns = by.map((property) => row.column(property));
  return [`(${columns.join(', ')}) ${descending ? '<' : '>'} (${bounds.join(', ')})`];
}

/** How many rows a page is to have. @throws Refusal PAGE_SIZE_INVALID outside 1–100. */
export function pageSizeOf(ask: Ask, bindings: Bindings): number {
  const size = ask.argument('first')(bindings) ?? PAGE_DEFAULT;
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
function wantedOf(planning: Planning, ask: Ask): Wanted {
  const type = getNamedType(ask.type) as GraphQLObjectType;
  const wanted: Wanted = { rows: false, total: false, places: new Map() };
  for (const [key, keyed] of planning.subfields(type, ask.nodes)) {
    const field = keyed[0]?.name.value;
    if (field === 'totalCount') wanted.total = true;
    if (field === 'nodes' || field === 'edges' || field === 'pageInfo') wanted.rows = true;
    if (field === 'nodes') wanted.places.set(placeKey(key), keyed);
    if (field !== 'edges') continue;
    const edge = getNamedType(type.getFields()['edges']?.type) as GraphQLObjectType;
    for (const [inner, nodes] of planning.subfields(edge, keyed))
      if (nodes[0]?.name.value === 'node') wanted.places.set(placeKey(key, inner), nodes);
  }
  return wanted;
}
