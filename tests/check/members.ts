import {
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql';

/** Something of the contract that has a name. */
export interface Named {
  /** Such as `Child.name`, or `Query.child(id:)` of an argument. */
  readonly coordinate: string;
  readonly name: string;
  readonly kind: 'type' | 'field' | 'argument' | 'value';
  readonly description: string;
  /** Why it is to go; undefined where it stays. */
  readonly deprecation: string | undefined;
}

interface Described {
  readonly name: string;
  readonly description?: string | null | undefined;
  readonly deprecationReason?: string | null | undefined;
}

/** The types of the contract itself. */
export function typesOf(schema: GraphQLSchema): GraphQLNamedType[] {
  return Object.values(schema.getTypeMap()).filter(
    (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
  );
}

/** Types, fields, arguments, input fields and values of a contract. */
export function named(schema: GraphQLSchema): Named[] {
  return typesOf(schema).flatMap((type) => [one('type', type.name, type), ...membersOf(type)]);
}

function membersOf(type: GraphQLNamedType): Named[] {
  const member = (kind: Named['kind'], { name, ...rest }: Described) =>
    one(kind, `${type.name}.${name}`, { name, ...rest });
  if (isEnumType(type)) return type.getValues().map((value) => member('value', value));
  if (isInputObjectType(type)) return Object.values(type.getFields()).map((field) => member('field', field));
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  return Object.values(type.getFields()).flatMap((field) => [
    member('field', field),
    ...field.args.map((arg) => one('argument', `${type.name}.${field.name}(${arg.name}:)`, arg)),
  ]);
}

function one(kind: Named['kind'], coordinate: string, about: Described): Named {
  const { name, description, deprecationReason } = about;
  return {
    kind,
    coordinate,
    name,
    description: description ?? '',
    deprecation: deprecationReason ?? undefined,
  };
}
