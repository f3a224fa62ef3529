import {
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isNonNullType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql';

interface Named {
  readonly coordinate: string;
  readonly name: string;
  readonly kind: 'type' | 'field' | 'argument' | 'value';
  readonly description?: string | null | undefined;
}

// TypeGraphQL makes the roots itself, and can't be told to describe them; every client knows what they are.
const roots = ['Query', 'Mutation', 'Subscription'];

type Described = Pick<Named, 'name' | 'description'>;

/** What of the contract has no description, by its coordinate (`Child.name`, `Query.child(id:)`). */
export function undescribed(schema: GraphQLSchema): string[] {
  return named(schema)
    .filter(({ name, description }) => !description?.trim() && !roots.includes(name))
    .map(({ coordinate }) => coordinate);
}

const spelling = {
  type: /^[A-Z][A-Za-z0-9]*$/,
  field: /^[a-z][A-Za-z0-9]*$/,
  argument: /^[a-z][A-Za-z0-9]*$/,
  value: /^[A-Z][A-Z0-9_]*$/,
} as const;

/** What is named against the conventions: the spelling of names, and the shape of mutations. */
export function misnamed(schema: GraphQLSchema): string[] {
  const spelt = named(schema)
    .filter(({ name, kind }) => !spelling[kind].test(name))
    .map(({ coordinate, kind }) => `${coordinate} is no name for a ${kind}`);
  const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
  const inputs = types(schema)
    .filter((type) => isInputObjectType(type) && !type.name.endsWith('Input'))
    .map(({ name }) => `${name} is an input, and does not end so`);
  return [...spelt, ...inputs, ...mutations.flatMap(mutationFaults)];
}

function mutationFaults(mutation: GraphQLField<unknown, unknown>): string[] {
  const act = mutation.name.charAt(0).toUpperCase() + mutation.name.slice(1);
  const [input, ...others] = mutation.args;
  const takes = input?.name === 'input' && others.length === 0 && is(input.type, `${act}Input!`);
  const payload = isNonNullType(mutation.type) ? mutation.type.ofType : mutation.type;
  const gives = isObjectType(payload) && payload.name === `${act}Payload`;
  const mendable = isObjectType(payload) ? payload.getFields()['userErrors'] : undefined;
  return [
    ...(takes ? [] : [`${mutation.name} does not take one argument, input: ${act}Input!`]),
    ...(gives ? [] : [`${mutation.name} does not give a ${act}Payload of its own`]),
    ...(mendable && is(mendable.type, '[UserError!]!') ? [] : [`${mutation.name} has no userErrors`]),
  ];
}

const is = (type: GraphQLInputType | GraphQLField<unknown, unknown>['type'], text: string) =>
  String(type) === text;

function named(schema: GraphQLSchema): Named[] {
  return types(schema).flatMap((type) => [
    { coordinate: type.name, name: type.name, kind: 'type', description: type.description },
    ...membersOf(type),
  ]);
}

function types(schema: GraphQLSchema): GraphQLNamedType[] {
  return Object.values(schema.getTypeMap()).filter(
    (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
  );
}

function membersOf(type: GraphQLNamedType): Named[] {
  const member = (kind: Named['kind'], coordinate: string, { name, description }: Described): Named => ({
    kind,
    coordinate,
    name,
    description,
  });
  if (isEnumType(type))
    return type.getValues().map((value) => member('value', `${type.name}.${value.name}`, value));
  if (isInputObjectType(type))
    return Object.values(type.getFields()).map((field) =>
      member('field', `${type.name}.${field.name}`, field),
    );
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  return Object.values(type.getFields()).flatMap((field) => [
    member('field', `${type.name}.${field.name}`, field),
    ...field.args.map((arg) => member('argument', `${type.name}.${field.name}(${arg.name}:)`, arg)),
  ]);
}
