import {
  type GraphQLArgument,
  GraphQLBoolean,
  type GraphQLField,
  type GraphQLFieldConfigArgumentMap,
  GraphQLID,
  type GraphQLInputType,
  GraphQLInt,
  GraphQLNonNull,
  GraphQLSchema,
  GraphQLString,
  getNamedType,
  isObjectType,
} from 'graphql';
import { declaredClasses, type Filter, type Relation } from '../entities/declare/registry.js';
import { LocalDate } from '../entities/declare/scalars.js';
import type { OperationContext } from '../src/context.js';
import { Refusal } from '../src/errors/refusal.js';
import { listMark } from '../src/reading/cursor.js';
import { refusedKey, relationKey } from '../src/reading/plan.js';
import { type RootRead, rootReads } from '../src/reading/roots.js';
import { streamReads } from '../src/reading/streams.js';
import { Connections, pageArguments, pageOf } from './connections.js';

const filterTypes: Readonly<Record<Filter['type'], GraphQLInputType>> = {
  LocalDate,
  String: GraphQLString,
  ID: GraphQLID,
  Int: GraphQLInt,
  Boolean: GraphQLBoolean,
};

type Field = GraphQLField<Record<string, unknown>, OperationContext, Record<string, unknown>>;
type Resolver = NonNullable<Field['resolve']>;

/**
 * Gives every declared relation its resolver, its arguments and, where its list can grow, its connection: what the
 * classes declare is all that there is to write.
 */
export function attachRelations(schema: GraphQLSchema): GraphQLSchema {
  const connections = new Connections();
  for (const [type, declaration] of declaredClasses()) {
    const object = schema.getType(type.name);
    if (!isObjectType(object)) continue;
    for (const [name, relation] of declaration.relations) {
      const field = object.getFields()[name] as Field | undefined;
      if (field) attach(object.name, field, relation, connections);
    }
    for (const name of declaration.guarded) guardRows(object.getFields()[name] as Field | undefined);
  }
  const query = schema.getQueryType()?.getFields() ?? {};
  for (const read of rootReads().values()) {
    const field = query[read.field] as Field | undefined;
    if (field) attach('Query', field, read.relation, connections, read);
  }
  const subscription = schema.getSubscriptionType()?.getFields() ?? {};
  for (const stream of streamReads().values()) {
    const field = subscription[stream.field] as Field | undefined;
    if (field) attachStream(field);
  }
  return new GraphQLSchema(schema.toConfig());
}

/** A guarded column is refused row by row, where the viewer's role at the row's school does not show it. */
function guardRows(field: Field | undefined): void {
  if (field) field.resolve = unlessRefused((source) => source[field.name]);
}

/** @throws Refusal FORBIDDEN in a row that says so. */
function unlessRefused(resolve: Resolver): Resolver {
  return (source, args, context, info) => {
    if (source[refusedKey(info.fieldName)]) throw new Refusal('FORBIDDEN');
    return resolve(source, args, context, info);
  };
}

/** Each event is executed over what was read of it; the transport delivers, and nothing is subscribed to in the schema. */
function attachStream(field: Field): void {
  delete field.subscribe;
  field.resolve = resolveRelation;
  addArguments(field, {
    after: {
      type: GraphQLString,
      description:
        'The cursor of the last event that was received (`extensions.cursor`): what came since is given first. RESYNC_REQUIRED where it can no longer be resumed from.',
    },
  });
}

function attach(
  owner: string,
  field: Field,
  relation: Relation,
  connections: Connections,
  read?: RootRead,
): void {
  const filters = Object.entries(relation.filters).map(([name, filter]) => [
    name,
    { type: filterTypes[filter.type], description: filter.description },
  ]);
  addArguments(field, Object.fromEntries(filters) as GraphQLFieldConfigArgumentMap);
  if (relation.kind !== 'connection') {
    field.resolve = read?.byId ? resolveById : unlessRefused(resolveRelation);
    return;
  }
  const node = getNamedType(field.type);
  if (!isObjectType(node)) throw new Error(`${owner}.${field.name} lists no object type`);
  field.type = new GraphQLNonNull(connections.of(node));
  addArguments(field, pageArguments);
  const mark = listMark(owner, field.name, relation.order?.by ?? []);
  field.resolve = unlessRefused((source, args, _context, info) =>
    pageOf(source[relationKey(String(info.path.key))], Number(args['first'] ?? 20), mark),
  );
}

const resolveRelation: Resolver = (source, _args, context, info) =>
  shown(source[relationKey(String(info.path.key))], context);

const resolveById: Resolver = (source, args, context, info) => {
  const found = resolveRelation(source, args, context, info);
  if (found == null) throw new Refusal('NOT_FOUND');
  return found;
};

/** A row whose type only the database knew is asked for again: nobody meets a type that is refused to them. */
function shown(value: unknown, context: OperationContext): unknown {
  const type = (value as { __typename?: string } | null | undefined)?.__typename;
  return type && !context.permits(type, '*') ? null : value;
}

function addArguments(field: Field, args: GraphQLFieldConfigArgumentMap): void {
  const added = Object.entries(args).map(
    ([name, config]): GraphQLArgument => ({
      name,
      description: config.description,
      type: config.type,
      defaultValue: config.defaultValue,
      deprecationReason: undefined,
      extensions: {},
      astNode: undefined,
    }),
  );
  (field as { args: readonly GraphQLArgument[] }).args = [...field.args, ...added];
}
