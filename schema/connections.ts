import {
  GraphQLBoolean,
  type GraphQLFieldConfigArgumentMap,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  type GraphQLOutputType,
  GraphQLString,
  getNamedType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { encodeCursor } from '../src/reading/cursor.js';
import { cursorKey, placeKey, rowsKey, totalKey } from '../src/reading/plan.js';

/** One page of a list as the resolvers of its connection read it. */
export interface Page {
  readonly rows: readonly Row[];
  readonly more: boolean;
  readonly total: number | undefined;
  readonly mark: string;
}

interface Row {
  readonly [cursorKey]: readonly (string | null)[];
  /** What it shows in each place, where the answer shows it in several. */
  readonly [place: string]: unknown;
}

interface Edge {
  readonly row: Row;
  readonly cursor: string;
  /** The response key of the list of edges. */
  readonly under: string;
}

/** Cuts the row too many off that says whether there is a next page. */
export function pageOf(raw: unknown, first: number, mark: string): Page {
  const planned = raw as { [rowsKey]?: Row[]; [totalKey]?: number };
  const rows = planned[rowsKey] ?? [];
  return { rows: rows.slice(0, first), more: rows.length > first, total: planned[totalKey], mark };
}

const pageInfo = new GraphQLObjectType({
  name: 'PageInfo',
  description: 'Where a page stands in its list.',
  fields: {
    hasNextPage: { type: new GraphQLNonNull(GraphQLBoolean), description: 'Whether more follow.' },
    endCursor: {
      type: GraphQLString,
      description: 'Give it as `after` for the next page; null on an empty page.',
    },
  },
});

/** Makes the connection and edge types, one pair for each type that is listed. */
export class Connections {
  readonly #made = new Map<string, GraphQLObjectType>();

  of(node: GraphQLObjectType): GraphQLObjectType {
    const found = this.#made.get(node.name) ?? connection(node);
    this.#made.set(node.name, found);
    return found;
  }
}

function connection(node: GraphQLObjectType): GraphQLObjectType {
  const listed = new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(node)));
  const edge = new GraphQLObjectType({
    name: `${node.name}Edge`,
    description: `One ${node.name} in a page, with its cursor.`,
    fields: {
      cursor: { type: new GraphQLNonNull(GraphQLString), description: 'Where it stands in the list.' },
      node: { type: new GraphQLNonNull(node), description: `The ${node.name}.` },
    },
  });
  return new GraphQLObjectType({
    name: `${node.name}Connection`,
    description: `A page of a list of ${node.name}.`,
    fields: {
      nodes: { type: listed, description: 'The rows of this page.' },
      edges: {
        type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(edge))),
        description: 'The rows of this page, each with its cursor.',
      },
      pageInfo: { type: new GraphQLNonNull(pageInfo), description: 'Where this page stands in the list.' },
      totalCount: {
        type: new GraphQLNonNull(GraphQLInt),
        description: 'How many there are in the whole list. Counted only when it is asked for.',
      },
    },
  });
}

/** Gives the connections their resolvers; after the access rules, since pages have none of their own. */
export function resolvePages(type: GraphQLObjectType): void {
  const fields = type.getFields();
  const { nodes, edges, pageInfo: info, totalCount } = fields;
  if (!nodes || !edges || !info || !totalCount) return;
  const cursor = (page: Page, row: Row) => encodeCursor(page.mark, row[cursorKey]);
  nodes.resolve = (page: Page, _args, _context, { path }) => {
    const place = placeKey(String(path.key));
    return page.rows.map((row) => row[place] ?? row);
  };
  edges.resolve = (page: Page, _args, _context, { path }) =>
    page.rows.map((row): Edge => ({ row, cursor: cursor(page, row), under: String(path.key) }));
  const edge = getNamedType(edges.type);
  const node = isObjectType(edge) ? edge.getFields()['node'] : undefined;
  if (node)
    node.resolve = ({ row, under }: Edge, _args, _context, { path }) =>
      row[placeKey(under, String(path.key))] ?? row;
  info.resolve = (page: Page) => {
    const last = page.rows.at(-1);
    return { hasNextPage: page.more, endCursor: last ? cursor(page, last) : null };
  };
  totalCount.resolve = (page: Page) => page.total;
}

/** The arguments by which a connection is paged. */
export const pageArguments: GraphQLFieldConfigArgumentMap = {
  first: { type: GraphQLInt, defaultValue: 20, description: 'How many rows to give, 1–100.' },
  after: { type: GraphQLString, description: 'The cursor after which the page begins.' },
};

/** The type that a field enters: what a connection lists, or what the field itself gives. */
export function nodeTypeOf(type: GraphQLOutputType): GraphQLOutputType {
  const bare = isNonNullType(type) ? type.ofType : type;
  if (isListType(bare)) return nodeTypeOf(bare.ofType as GraphQLOutputType);
  if (!isObjectType(bare) || !bare.name.endsWith('Connection')) return bare;
  const nodes = bare.getFields()['nodes'];
  return nodes ? nodeTypeOf(nodes.type) : bare;
}

/** Whether a type is a page of a list, or a part of one: those have no access rules of their own. */
export function isPage(type: unknown): type is GraphQLObjectType {
  return isObjectType(type) && /(Connection|Edge)$|^PageInfo$/.test(type.name);
}
