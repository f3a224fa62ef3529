import { getNamedType, isAbstractType, isNonNullType, isObjectType } from 'graphql';
import type { Relation } from '../../entities/declare/registry.js';
import { isIdOf, typeOfId } from './identifier.js';
import type { RowType } from './model.js';
import { idKey, orderKey, wholeRow } from './plan.js';
import { type Ask, type Bind, type Cost, NeedsExecution, type Piece, type Planning } from './planning.js';
import { conditionsOf, fromOf, orderOf } from './select-list.js';
import { columnsOf } from './select-object.js';
import { pageOf } from './select-page.js';
import { required, shownOf } from './shown-object.js';
import { shownPageOf } from './shown-page.js';

/** The SQL of a relation: an object, a list of objects, or a page; undefined where its rows are refused. */
export function relationOf(planning: Planning, ask: Ask): Piece | undefined {
  const { relation } = ask;
  const isShown = planning.form === 'answer';
  if (relation.kind === 'connection') return isShown ? shownPageOf(planning, ask) : pageOf(planning, ask);
  const targets = ask.root?.anyType ? targetOfId(planning, ask) : planning.targets(relation);
  if (isShown && (targets.length === 0 || isOfSeveralTypes(relation))) throw new NeedsExecution();
  if (targets.length === 0) return { sql: 'null::json', cost: () => 0 };
  const selects = targets.map((target) => rowsOf(planning, ask, target));
  const rows = selects.map((each) => each.sql).join(' union all ');
  const inner: Cost = (bindings) => 1 + Math.max(...selects.map((each) => each.cost(bindings)));
  if (relation.kind === 'one') {
    const one = `(select to_json(${wholeRow}) from (${rows}) ${wholeRow})`;
    return { sql: isShown && isNonNullType(ask.type) ? required(one) : one, cost: inner };
  }
  const sql = isOfSeveralTypes(relation)
    ? merged(relation, selects)
    : `(select coalesce(json_agg(${wholeRow}), '[]'::json) from (${rows}) ${wholeRow})`;
  return { sql, cost: (bindings) => relation.about * inner(bindings) };
}

/** The rows of one type. */
function rowsOf(planning: Planning, ask: Ask, target: RowType): Piece {
  const { relation, root } = ask;
  const row = planning.row(target);
  planning.follow(ask, target, row);
  const where = conditionsOf(planning, ask, row);
  if (root?.byId)
    where.push(`${row.column('id')} = ${planning.param(idArgument(target, ask.argument('id')))}::uuid`);
  const named = relation.abstract !== undefined || root?.anyType === true;
  const { columns, cost } =
    planning.form === 'answer'
      ? shownOf(planning, target, row, ask.nodes)
      : columnsOf(planning, target, row, ask.nodes, named);
  const several = isOfSeveralTypes(relation);
  if (several)
    columns.push(
      `${row.column(relation.order?.by[0] ?? 'id')} as "${orderKey}"`,
      `${row.column('id')} as "${idKey}"`,
    );
  const order = relation.order && !several ? ` order by ${orderOf(planning, relation, row)}` : '';
  const from = fromOf(target, relation, row, ask.parent);
  return { sql: `select ${columns.join(', ')}${from} where ${where.join(' and ')}${order}`, cost };
}

/** Rows of several types in one order: each as JSON beside the value that orders it. */
function merged(relation: Relation, selects: readonly Piece[]): string {
  const parts = selects.map(
    (each) => `select to_json(o) as j, o."${orderKey}" as k, o."${idKey}" as i from (${each.sql}) o`,
  );
  const direction = relation.order?.descending ? ' desc' : '';
  const order = `k collate "nb-x-icu"${direction}, i${direction}`;
  return `(select coalesce(json_agg(j order by ${order}), '[]'::json) from (${parts.join(' union all ')}) u)`;
}

const isOfSeveralTypes = (relation: Relation): boolean => relation.targets().length > 1;

/** Nothing for the id of a type that the field can't give: it is answered as one that is not there. */
function targetOfId({ schema, model, request }: Planning, ask: Ask): RowType[] {
  const type = typeOfId(ask.args['id']);
  const row = type && model.get(type.name);
  const [given, object] = [getNamedType(ask.type), row && schema.getType(row.name)];
  if (!row || !isAbstractType(given) || !isObjectType(object)) return [];
  return schema.isSubType(given, object) && request.permits(object.name, '*') ? [row] : [];
}

const idArgument =
  (target: RowType, argument: Bind): Bind =>
  (bindings) => {
    const id = argument(bindings);
    return isIdOf(target.type, id) ? id : null;
  };
