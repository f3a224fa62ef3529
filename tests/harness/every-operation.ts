import {
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql';

/** One field of a root with a good value in every input, whether or not that names anything. */
export interface AnyOperation {
  readonly kind: 'query' | 'mutation' | 'subscription';
  readonly field: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

const values: Readonly<Record<string, unknown>> = {
  ID: 'none',
  String: 'a text',
  Int: 1,
  Float: 1,
  Boolean: true,
  LocalDate: '2026-08-20',
  DateTimeISO: '2026-08-20T10:00:00Z',
};

/** Every query, act and subscription there is. */
export function everyOperation(schema: GraphQLSchema): AnyOperation[] {
  const kinds = { query: schema.getQueryType(), mutation: schema.getMutationType() } as const;
  const all = { ...kinds, subscription: schema.getSubscriptionType() };
  return Object.entries(all).flatMap(([kind, type]) =>
    Object.values(type?.getFields() ?? {}).map((field) => operationOf(kind as AnyOperation['kind'], field)),
  );
}

function operationOf(
  kind: AnyOperation['kind'],
  { name, args, type }: GraphQLField<unknown, unknown>,
): AnyOperation {
  const target = getNamedType(type);
  const errors = 'getFields' in target && 'userErrors' in target.getFields() ? 'userErrors { code } ' : '';
  const selection = isCompositeType(target) ? `{ ${errors}__typename }` : '';
  const declared = args.map((argument) => `$${argument.name}: ${argument.type}`).join();
  const given = args.map((argument) => `${argument.name}: $${argument.name}`).join();
  return {
    kind,
    field: name,
    query: `${kind} Every${declared && `(${declared})`} { ${name}${given && `(${given})`} ${selection} }`,
    variables: Object.fromEntries(args.map((argument) => [argument.name, valueFor(argument.type)])),
  };
}

/** A value that the type takes, with all of its fields. */
export function valueFor(type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return valueFor(type.ofType);
  if (isListType(type)) return [valueFor(type.ofType)];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (isInputObjectType(type))
    return Object.fromEntries(
      Object.values(type.getFields()).map((each) => [each.name, valueFor(each.type)]),
    );
  if (!(type.name in values)) throw new Error(`no value is known for ${type.name}`);
  return values[type.name];
}
