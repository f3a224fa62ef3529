import 'reflect-metadata';
import {
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  lexicographicSortSchema,
  printSchema,
} from 'graphql';
import { buildSchemaSync, getMetadataStorage, type NonEmptyArray } from 'type-graphql';
import { needs } from '../entities/declare/computed.js';
import { type Class, declarationOf } from '../entities/declare/registry.js';
import { Instant } from '../entities/declare/scalars.js';
import '../entities/index.js';
import { resolvers } from '../resolvers/index.js';
import { resolvePages } from './connections.js';
import { attachRelations } from './relations.js';
import { guard } from './shield.js';

/** The schema as it is executed, and as it would be without its access rules (for tests that prove each alone). */
export interface BuiltSchema {
  readonly guarded: GraphQLSchema;
  readonly open: GraphQLSchema;
}

/**
 * Builds the executable schema from the classes.
 * @throws Error where a computed field does not say what it needs, or the access table has a gap.
 */
export function buildSchema(): BuiltSchema {
  const build = () =>
    attachRelations(
      buildSchemaSync({
        resolvers: resolvers as unknown as NonEmptyArray<Class>,
        validate: false,
        // Demanded as soon as there are subscriptions; events come from the log in the database.
        pubSub: { publish: () => undefined, subscribe: () => nothing() },
        scalarsMap: [{ type: Date, scalar: Instant }],
      }),
    );
  const open = build();
  joinNeeds();
  const guarded = guard(build());
  for (const schema of [open, guarded])
    for (const type of Object.values(schema.getTypeMap())) {
      if (isObjectType(type) && type.name.endsWith('Connection')) resolvePages(type);
      // type-graphql's own answers with a promise, which compiled execution does not wait for.
      if (isInterfaceType(type)) type.resolveType = (row: { __typename: string }) => row.__typename;
    }
  return { open, guarded };
}

/** The public contract, as `schema/schema.graphql` holds it. */
export function printContract(schema: GraphQLSchema): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}

async function* nothing(): AsyncGenerator<never> {}

/** Hands each computed field's needs to the type that it is a field of. */
function joinNeeds(): void {
  const storage = getMetadataStorage();
  for (const resolver of storage.fieldResolvers) {
    if (resolver.kind !== 'external') continue;
    const owner = storage.resolverClasses.find((each) => each.target === resolver.target);
    const type = owner?.getObjectType() as Class | undefined;
    const declared = needs.get(`${resolver.target.name}.${resolver.methodName}`);
    if (!type || !declared)
      throw new Error(`${resolver.target.name}.${resolver.methodName} does not say what it needs`);
    declarationOf(type).needs.set(resolver.schemaName, declared);
  }
}
