import { type FieldNode, type GraphQLObjectType, getNamedType, isObjectType } from 'graphql';
import { listMark } from './cursor.js';
import { wholeRow } from './plan.js';
import { type Ask, type Cost, NeedsExecution, type Piece, type Planning, sumOf } from './planning.js';
import { pageSizeOf, placeOf } from './select-page.js';
import type { List } from './shown-list.js';
import { objectOf, shownKey } from './shown-object.js';

const nothing: Cost = () => 0;

/** What is shown of a page's place in its list. */
const infoFields: Readonly<Record<string, string>> = {
  hasNextPage: 'page.more',
  endCursor: 'page.last',
};

/** The rows of a page that says where it stands: they are read once, with one more, and shown in each place from there. */
export class CursorRows {
  /** A value for each place that shows the rows. */
  readonly #values: string[] = [];
  readonly #cursor: string;
  #showsRows = false;

  constructor(
    readonly planning: Planning,
    readonly ask: Ask,
    readonly list: List,
  ) {
    const mark = listMark(ask.owner, ask.field, ask.relation.order?.by ?? []);
    this.#cursor = written(mark, placeOf(ask, list.row));
  }

  /** What is shown of the page under one key. */
  part(page: GraphQLObjectType, nodes: readonly FieldNode[]): Piece {
    const field = nodes[0]?.name.value ?? '';
    const type = getNamedType(page.getFields()[field]?.type);
    if (!isObjectType(type)) throw new NeedsExecution();
    if (field === 'pageInfo') return this.#info(type, nodes);
    const { sql, cost } = field === 'edges' ? this.#edge(type, nodes) : this.#node(nodes);
    this.#values.push(sql);
    return { sql: `page."${this.#values.length}"`, cost };
  }

  /** What the parts are selected from, once all are known: one row with every list and what is known of the page. */
  from(): string {
    const { planning, ask, list } = this;
    // A cursor tells of its row as well.
    if (!this.#showsRows && list.isWatched) throw new NeedsExecution();
    const first = `${planning.param((bindings) => pageSizeOf(ask, bindings))}::int`;
    const values = [...this.#values, this.#cursor].map((value, index) => `${value} as "${index + 1}"`);
    const lists = this.#values.map(
      (_, index) =>
        `coalesce(json_agg("${index + 1}" order by place) filter (where place <= ${first}), '[]'::json) as "${index + 1}"`,
    );
    const last = `(array_agg("${values.length}" order by place))[least(count(*), ${first})] as last`;
    return ` from (select ${[...lists, `count(*) > ${first} as more`, last].join(', ')} from (
      select *, row_number() over () as place from (${list.selected(values, `${first} + 1`)}) read) placed) page`;
  }

  #node(nodes: readonly FieldNode[]): Piece {
    this.#showsRows = true;
    const { columns, cost } = this.list.shown(nodes);
    return { sql: recordOf(columns), cost };
  }

  #edge(type: GraphQLObjectType, nodes: readonly FieldNode[]): Piece {
    const costs: Cost[] = [];
    const columns = [...this.planning.subfields(type, nodes)].map(([key, inner]) => {
      const { sql, cost } = this.#edgePart(type, inner);
      costs.push(cost);
      return `${sql} as ${shownKey(key)}`;
    });
    return { sql: recordOf(columns), cost: sumOf(costs) };
  }

  #edgePart(type: GraphQLObjectType, nodes: readonly FieldNode[]): Piece {
    const field = nodes[0]?.name.value;
    if (field === 'node') return this.#node(nodes);
    if (field === 'cursor') return { sql: this.#cursor, cost: nothing };
    return { sql: typenameOf(type, field), cost: nothing };
  }

  #info(type: GraphQLObjectType, nodes: readonly FieldNode[]): Piece {
    const columns = [...this.planning.subfields(type, nodes)].map(
      ([key, [node]]) => `${infoOf(type, node?.name.value)} as ${shownKey(key)}`,
    );
    return { sql: objectOf(columns), cost: nothing };
  }
}

const infoOf = (type: GraphQLObjectType, field = ''): string => infoFields[field] ?? typenameOf(type, field);

/** @throws NeedsExecution for any other field: of those that may be added nothing is known here. */
function typenameOf(type: GraphQLObjectType, field: string | undefined): string {
  if (field !== '__typename') throw new NeedsExecution();
  return `'${type.name}'`;
}

/** A row of its own with these columns, which a list writes as an object. */
const recordOf = (columns: readonly string[]): string =>
  `(select ${wholeRow} from (select ${columns.join(', ')}) ${wholeRow})`;

/** A cursor, as the program writes it: JSON in base64 for addresses, without its lines and its end. */
function written(mark: string, place: readonly string[]): string {
  const json = `to_json(array[${[`'${mark}'`, ...place].join(', ')}])::text`;
  return `translate(encode(convert_to(${json}, 'UTF8'), 'base64'), E'+/=\\n', '-_')`;
}
