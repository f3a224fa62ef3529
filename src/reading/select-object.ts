import { type FieldNode, isObjectType } from 'graphql';
import type { RowRef } from '../../entities/declare/registry.js';
import type { RowType } from './model.js';
import { relationKey, subjectKey } from './plan.js';
import { type Cost, type Planning, sumOf } from './planning.js';
import { Narrowing } from './select-narrowed.js';

/** The columns of a row, and what everything nested in them can cost. */
export interface Columns {
  readonly columns: string[];
  readonly cost: Cost;
}

/**
 * The columns of one object, its nested objects included; always at least one.
 * @param named whether only the database knows the row's type, so that the answer must say it.
 */
export function columnsOf(
  planning: Planning,
  target: RowType,
  row: RowRef,
  nodes: readonly FieldNode[],
  named: boolean,
): Columns {
  const type = planning.schema.getType(target.name);
  if (!isObjectType(type)) throw new Error(`${target.name} is no object type`);
  const properties = new Set<string>();
  const narrowing = new Narrowing(planning, target, row);
  const nested: string[] = [];
  const costs: Cost[] = [];
  for (const keyed of planning.subfields(type, nodes)) {
    const field = keyed[1][0]?.name.value ?? '';
    if (!planning.request.permits(target.name, field)) continue;
    const relation = target.relation(field);
    if (target.declaration.needs.has(field)) planning.compute();
    if (!relation) for (const property of propertiesFor(target, field)) properties.add(property);
    const weight = target.declaration.weights.get(field);
    if (weight !== undefined) costs.push(() => weight);
    const ask = relation && planning.ask(type, relation, keyed, row);
    const piece = ask && planning.relation(ask);
    if (!piece) continue;
    nested.push(`${narrowing.shown(field, piece.sql)} as "${relationKey(keyed[0])}"`);
    costs.push(piece.cost);
  }
  const columns = [...properties].map(
    (property) => `${narrowing.shown(property, row.column(property))} as "${property}"`,
  );
  columns.push(...narrowing.refusals());
  if (named) columns.push(`'${target.name}' as "__typename"`);
  columns.push(...watchedAt(planning, target, row), ...nested);
  return { columns: columns.length === 0 ? ['1 as ">"'] : columns, cost: sumOf(costs) };
}

/** The column behind a field, or what a computed field needs. */
function propertiesFor(target: RowType, field: string): readonly string[] {
  return target.hasColumn(field) ? [field] : (target.declaration.needs.get(field) ?? []);
}

/** The column that says whose record a sensitive row is, where the viewer's look at the rows of this place is logged. */
export function watchedAt(planning: Planning, target: RowType, row: RowRef): string[] {
  const { privacy, subject } = target.declaration;
  if (!planning.request.watched || !subject || privacy === undefined || privacy === 'impersonal') return [];
  if (!privacy.sensitive) return [];
  planning.watch(target.name);
  return [`${row.column(subject)} as "${subjectKey(target.name)}"`];
}
