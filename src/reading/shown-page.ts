import { type FieldNode, type GraphQLObjectType, getNamedType, isObjectType } from 'graphql';
import type { RowType } from './model.js';
import { type Ask, type Cost, NeedsExecution, type Piece, type Planning, sumOf } from './planning.js';
import { pageSizeOf } from './select-page.js';
import { CursorRows } from './shown-cursors.js';
import { List } from './shown-list.js';
import { objectOf, shownKey } from './shown-object.js';

/**
 * The SQL of one page of a list as the answer shows it.
 * @throws NeedsExecution where a look is owed for more than the rows that are shown.
 */
export function shownPageOf(planning: Planning, ask: Ask): Piece {
  const [target] = planning.targets(ask.relation);
  const type = getNamedType(ask.type);
  if (!target || !isObjectType(type)) throw new NeedsExecution();
  const fields = [...planning.subfields(type, ask.nodes)];
  const showsCursors = fields.some(
    ([, [node]]) => node?.name.value === 'edges' || node?.name.value === 'pageInfo',
  );
  const page = new ShownPage(planning, ask, target, type);
  const costs: Cost[] = [];
  const columns = fields.map(([key, nodes]) => {
    const { sql, cost } = page.part(nodes, showsCursors);
    costs.push(cost);
    return `${sql} as ${shownKey(key)}`;
  });
  // As of rows: a page that shows none costs as much as one whose rows show nothing more.
  const row: Cost = (bindings) => sumOf(costs)(bindings) || 1;
  return {
    sql: objectOf(columns, page.from()),
    cost: (bindings) => pageSizeOf(ask, bindings) * row(bindings),
  };
}

const nothing: Cost = () => 0;

class ShownPage {
  #list: List | undefined;
  #cursors: CursorRows | undefined;

  constructor(
    readonly planning: Planning,
    readonly ask: Ask,
    readonly target: RowType,
    readonly type: GraphQLObjectType,
  ) {}

  /**
   * What is shown of the page under one key.
   * @param showsCursors whether it says where it stands in its list, or where its rows do.
   */
  part(nodes: readonly FieldNode[], showsCursors: boolean): Piece {
    const field = nodes[0]?.name.value ?? '';
    // A value that is bound and stands nowhere has no type: nothing of a list is planned that is not read.
    if (field === '__typename') return { sql: `'${this.type.name}'`, cost: nothing };
    this.#list ??= new List(this.planning, this.ask, this.target);
    if (field === 'totalCount') return { sql: this.#list.total(), cost: nothing };
    if (field === 'nodes' && !showsCursors) return this.#list.rows(nodes);
    this.#cursors ??= new CursorRows(this.planning, this.ask, this.#list);
    return this.#cursors.part(this.type, nodes);
  }

  /** What the parts are selected from beside lists of their own. */
  from(): string {
    return this.#cursors?.from() ?? '';
  }
}
