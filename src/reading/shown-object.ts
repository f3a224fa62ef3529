import { type FieldNode, isNonNullType, isObjectType } from 'graphql';
import type { RowRef } from '../../entities/declare/registry.js';
import { MISSING } from './data-text.js';
import type { RowType } from './model.js';
import { wholeRow } from './plan.js';
import { type Cost, NeedsExecution, type Piece, type Planning, sumOf } from './planning.js';
import { type Columns, watchedAt } from './select-object.js';
import { writtenAs } from './shown-value.js';

/**
 * The columns of one object as the answer shows it: what is selected, by its response keys and in its order.
 * @throws NeedsExecution where something of it is computed, or may be refused in a row.
 */
export function shownOf(
  planning: Planning,
  target: RowType,
  row: RowRef,
  nodes: readonly FieldNode[],
): Columns {
  const type = planning.schema.getType(target.name);
  if (!isObjectType(type)) throw new Error(`${target.name} is no object type`);
  // Whose record a row is stands before all else, and is cut out with a comma behind it.
  const columns = watchedAt(planning, target, row);
  const costs: Cost[] = [];
  for (const keyed of planning.subfields(type, nodes)) {
    const [key, [node]] = keyed;
    const field = node?.name.value ?? '';
    const relation = target.relation(field);
    const ask = relation && planning.ask(type, relation, keyed, row);
    if (field !== '__typename') requireShown(planning, target, field);
    const piece = ask ? planning.relation(ask) : leafOf(planning, target, row, field);
    if (!piece) throw new NeedsExecution();
    columns.push(`${piece.sql} as ${shownKey(key)}`);
    costs.push(piece.cost);
  }
  return { columns, cost: sumOf(costs) };
}

/** PostgreSQL cuts a name at 63 bytes. */
export function shownKey(key: string): string {
  if (key.length > 63) throw new NeedsExecution();
  return `"${key}"`;
}

/** The JSON of an object with these columns. */
export const objectOf = (columns: readonly string[], from = ''): string =>
  `(select to_json(${wholeRow}) from (select ${columns.join(', ')}${from}) ${wholeRow})`;

/** A value that is never null by the schema; should it ever be, executing the operation says what that means. */
export const required = (json: string): string => `coalesce(${json}, '${MISSING}'::json)`;

/** @throws NeedsExecution unless every row shows the field to this viewer. */
function requireShown({ request }: Planning, target: RowType, field: string): void {
  if (!request.permits(target.name, field)) throw new NeedsExecution();
  if (target.table !== undefined && request.narrowed(target.name, field)) throw new NeedsExecution();
}

function leafOf(planning: Planning, target: RowType, row: RowRef, field: string): Piece {
  const weight = target.declaration.weights.get(field) ?? 0;
  const cost = () => weight;
  if (field === '__typename') return { sql: `'${target.name}'`, cost };
  const type = planning.schema.getType(target.name);
  const definition = isObjectType(type) ? type.getFields()[field] : undefined;
  const { needs, expressions } = target.declaration;
  if (!definition || needs.has(field) || !target.hasColumn(field)) throw new NeedsExecution();
  const values = target.valuesOf(field);
  const isExpression = expressions.has(field);
  const written = writtenAs(definition.type, row.column(field), isExpression ? 'expression' : values?.type);
  if (written === undefined) throw new NeedsExecution();
  const mayMiss = isNonNullType(definition.type) && values?.nullable !== false;
  return { sql: mayMiss ? required(`to_json(${written})`) : written, cost };
}
