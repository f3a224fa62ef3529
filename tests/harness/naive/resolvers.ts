import {
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isObjectType,
} from 'graphql';
import {
  type Class,
  declaredClasses,
  type Relation,
  type RowRef,
} from '../../../entities/declare/registry.js';
import { accessTable } from '../../../schema/access/index.js';
import { type RootRead, rootReads } from '../../../src/reading/roots.js';
import type { Looking } from './looking.js';
import { type ListedRow, pageOf } from './paging.js';
import type { Row } from './rows.js';

type Arguments = Readonly<Record<string, unknown>>;
type Resolve = GraphQLFieldResolver<Row, Looking, Record<string, unknown>>;

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const nothing: RowRef = { alias: '', type: '', column: (property) => `nothing.${property}` };

/** Gives every field of a schema a resolver that asks the database for itself alone. */
export function resolveNaively(schema: GraphQLSchema): GraphQLSchema {
  const classes = new Map([...declaredClasses().keys()].map((each) => [each.name, each]));
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    const isPage = /(Connection|Edge)$|^PageInfo$/.test(type.name);
    for (const field of Object.values(type.getFields()))
      if (isPage) delete (field as { resolve?: unknown }).resolve;
      else {
        const resolve = resolverOf(schema, classes, type, field);
        field.resolve = guarded(type, field, classes.get(type.name), resolve);
      }
  }
  return schema;
}

/** The access table stands before every field, columns too, and once more in every row. */
function guarded(
  type: GraphQLObjectType,
  field: GraphQLField<Row, Looking>,
  owner: Class | undefined,
  resolve: Resolve,
): Resolve {
  const target = getNamedType(field.type).name.replace(/Connection$/, '');
  return async (source, args, looking, info) => {
    const isEntered = accessTable[target] === undefined || looking.permits(target, '*');
    if (!looking.permits(type.name, field.name) || !isEntered) looking.refuse('FORBIDDEN', info.path);
    if (owner && !looking.permitsRow(owner, field.name, source)) looking.refuse('FORBIDDEN', info.path);
    return resolve(source, args, looking, info);
  };
}

function resolverOf(
  schema: GraphQLSchema,
  classes: ReadonlyMap<string, Class>,
  type: GraphQLObjectType,
  field: GraphQLField<Row, Looking>,
): Resolve {
  const read = type.name === 'Query' ? rootReads().get(field.name) : undefined;
  if (read) return (_source, args, looking, info) => readRoot(schema, classes, read, args, looking, info);
  const owner = classes.get(type.name);
  const declaration = owner && declaredClasses().get(owner);
  const relation = declaration?.relations.get(field.name);
  if (owner && relation)
    return (source, args, looking, info) =>
      follow(looking, relation, looking.kind(owner).written(source), args, info);
  // What a root reads from no row it works out by itself, like a computed field.
  const isComputed = type.name === 'Query' || declaration?.needs.has(field.name);
  const computed = isComputed ? field.resolve : undefined;
  if (computed)
    return (source, args, looking, info) => computed(source, args, looking.context as never, info);
  return (source) => source[field.name];
}

async function readRoot(
  schema: GraphQLSchema,
  classes: ReadonlyMap<string, Class>,
  read: RootRead,
  args: Arguments,
  looking: Looking,
  info: GraphQLResolveInfo,
): Promise<unknown> {
  if (!read.byId) return follow(looking, read.relation, nothing, args, info);
  const id = String(args['id']);
  const targets = read.anyType ? everyNode(schema, classes) : read.relation.targets();
  for (const target of uuid.test(id) ? targets : []) {
    if (!looking.permits(target.name, '*')) continue;
    const [found] = await looking.rows(target, read.relation, nothing, `t.id = '${id}'::uuid`);
    if (found) return found.row;
  }
  return looking.refuse('NOT_FOUND', info.path);
}

function everyNode(schema: GraphQLSchema, classes: ReadonlyMap<string, Class>): Class[] {
  const node = schema.getType('Node');
  const types = isInterfaceType(node) ? schema.getPossibleTypes(node) : [];
  return types.map((type) => classes.get(type.name)).filter((each) => each !== undefined);
}

async function follow(
  looking: Looking,
  relation: Relation,
  parent: RowRef,
  args: Arguments,
  info: GraphQLResolveInfo,
): Promise<unknown> {
  const targets = relation.targets().filter((target) => looking.permits(target.name, '*'));
  const lists = await Promise.all(
    targets.map((target) => looking.rows(target, relation, parent, 'true', args['after'])),
  );
  const rows = lists.flat();
  if (relation.kind === 'one') return rows[0]?.row ?? null;
  if (relation.kind === 'list') {
    const ordered = relation.targets().length > 1 ? await merged(looking, rows) : rows;
    return ordered.map(({ row }) => row);
  }
  const list = { owner: info.parentType.name, field: info.fieldName, order: relation.order?.by ?? [] };
  return pageOf(list, rows, args);
}

/** Rows of several types in one order: by name, and those of one name by id. */
async function merged(looking: Looking, rows: readonly ListedRow[]): Promise<ListedRow[]> {
  const byId = [...rows].sort((one, other) => (String(one.row['id']) < String(other.row['id']) ? -1 : 1));
  const order = await looking.sorted(byId.map(({ place }) => String(place[0])));
  return order.map((at) => byId[at]).filter((each) => each !== undefined);
}
