import type { FieldNode } from 'graphql';
import type { RowRef } from '../../entities/declare/registry.js';
import type { RowType } from './model.js';
import { wholeRow } from './plan.js';
import { type Ask, type Cost, NeedsExecution, type Piece, type Planning } from './planning.js';
import { conditionsOf, fromOf, orderOf } from './select-list.js';
import { watchedAt } from './select-object.js';
import { after, pageSizeOf } from './select-page.js';
import { shownOf } from './shown-object.js';

/** The rows that a page is cut out of. */
export class List {
  readonly row: RowRef;
  readonly #from: string;
  readonly #where: readonly string[];

  constructor(
    readonly planning: Planning,
    readonly ask: Ask,
    readonly target: RowType,
  ) {
    this.row = planning.row(target);
    planning.follow(ask, target, this.row);
    this.#where = conditionsOf(planning, ask, this.row);
    this.#from = fromOf(target, ask.relation, this.row, ask.parent);
  }

  /** Whether a look at the rows is owed to the access log. */
  get isWatched(): boolean {
    return watchedAt(this.planning, this.target, this.row).length > 0;
  }

  /** What a row shows, and what that costs. */
  shown(nodes: readonly FieldNode[]): { readonly columns: readonly string[]; readonly cost: Cost } {
    const { columns, cost } = shownOf(this.planning, this.target, this.row, nodes);
    return { columns, cost: (bindings) => 1 + cost(bindings) };
  }

  total(): string {
    if (this.isWatched) throw new NeedsExecution();
    return `(select count(*)${this.#from} where ${this.#where.join(' and ')})`;
  }

  rows(nodes: readonly FieldNode[]): Piece {
    const { columns, cost } = this.shown(nodes);
    const limit = this.planning.param((bindings) => pageSizeOf(this.ask, bindings));
    return {
      sql: `(select coalesce(json_agg(${wholeRow}), '[]'::json) from (${this.selected(columns, limit)}) ${wholeRow})`,
      cost,
    };
  }

  /** These columns of the rows that stand behind the cursor, in their order. */
  selected(columns: readonly string[], limit: string): string {
    const { planning, ask, target, row } = this;
    const where = [...this.#where, ...after(planning, ask, target, row)].join(' and ');
    const order = orderOf(planning, ask.relation, row);
    return `select ${columns.join(', ')}${this.#from} where ${where} order by ${order} limit ${limit}`;
  }
}
