import type { Relation, RowRef } from '../../entities/declare/registry.js';
import type { RowType } from './model.js';
import type { Ask, Planning } from './planning.js';

/** How the rows hang on their parent, and what the filters add. */
export function conditionsOf(planning: Planning, ask: Ask, row: RowRef): string[] {
  const filters = Object.entries(ask.relation.filters)
    .filter(([name]) => ask.args[name] != null)
    .map(([name, filter]) => {
      const value = ask.argument(name);
      const bound = planning.param((bindings) => (filter.bind ?? same)(value(bindings)));
      return filter.where(row.alias, bound);
    });
  return [ask.relation.join(ask.parent, row), ...filters];
}

/** The relation's order, as far as the rows have its columns. */
export function orderOf(planning: Planning, relation: Relation, row: RowRef): string {
  const direction = relation.order?.descending ? ' desc' : '';
  return (relation.order?.by ?? [])
    .filter((property) => property !== 'id' || planning.model.get(row.type)?.hasColumn('id'))
    .map((property) => `${row.column(property)}${direction}`)
    .join(', ');
}

/** Where the rows come from: a table, a function, or nowhere for an object that stands for the viewer. */
export function fromOf(target: RowType, relation: Relation, row: RowRef, parent: RowRef): string {
  if (relation.from) return ` from ${relation.from(parent)} ${row.alias}`;
  return target.table ? ` from "${target.table}" ${row.alias}` : '';
}

const same = (value: unknown): unknown => value;
