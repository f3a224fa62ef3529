import type { RowRef } from '../../entities/declare/registry.js';
import type { RowType } from './model.js';
import { refusedKey } from './plan.js';
import type { Planning } from './planning.js';

/**
 * What of one row is shown where the viewer may see a field by one role and the row by another: its columns and
 * relations in rows of the schools of the first role alone. The row says which fields it refuses.
 */
export class Narrowing {
  readonly #conditions = new Map<string, string | undefined>();

  constructor(
    readonly planning: Planning,
    readonly target: RowType,
    readonly row: RowRef,
  ) {}

  /** SQL of a field's value; in a row that refuses the field nothing of it is evaluated. */
  shown(field: string, value: string): string {
    if (!this.#conditions.has(field)) this.#conditions.set(field, this.#conditionOf(field));
    const condition = this.#conditions.get(field);
    return condition === undefined ? value : `case when ${condition} then ${value} end`;
  }

  /** The columns that say which of the fields are refused. */
  refusals(): string[] {
    return [...this.#conditions].flatMap(([field, condition]) =>
      condition === undefined ? [] : [`(${condition}) is not true as "${refusedKey(field)}"`],
    );
  }

  /** That the row is of a school where a role is held that shows the field; undefined where no row is asked. */
  #conditionOf(field: string): string | undefined {
    const { planning, target, row } = this;
    const roles = planning.request.narrowed(target.name, field);
    // What stands for the viewer is no row of a school: what hangs on it is the viewer's own.
    if (!roles || target.table === undefined) return undefined;
    const schools = planning.param(({ employments }) =>
      employments.flatMap(({ role, schoolId }) => (schoolId !== null && roles.has(role) ? [schoolId] : [])),
    );
    return `${row.column(target.school ?? 'id')} = any(${schools}::uuid[])`;
  }
}
