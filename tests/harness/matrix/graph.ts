import {
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isLeafType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { nodeTypeOf } from '../../../schema/connections.js';
import { guardedTypes } from '../../../schema/shield.js';

type Field = GraphQLField<unknown, unknown>;

/** A field that leads from one type into another. */
export interface Entry {
  readonly owner: string;
  readonly field: string;
  readonly target: string;
  /** The field itself gives an interface, of which the target is one. */
  readonly abstract: boolean;
  readonly connection: boolean;
  /** Picked by an argument `id`. */
  readonly byId: boolean;
  /** Nothing of an operation is left when the field is refused. */
  readonly required: boolean;
}

/** The types and fields of a schema, as somebody sees them who looks for a way in. */
export class Graph {
  readonly types: readonly GraphQLObjectType[];
  readonly entries: readonly Entry[];

  constructor(readonly schema: GraphQLSchema) {
    this.types = guardedTypes(schema);
    this.entries = this.types.flatMap((type) =>
      Object.values(type.getFields()).flatMap((field) => this.#entries(type.name, field)),
    );
  }

  fields(type: string): readonly Field[] {
    const found = this.schema.getType(type);
    return isObjectType(found) ? Object.values(found.getFields()) : [];
  }

  /** The fields of a type that are values and lead nowhere. */
  leaves(type: string): readonly string[] {
    return this.fields(type)
      .filter((field) => isLeafType(getNamedType(field.type)))
      .map((field) => field.name);
  }

  entriesInto(type: string): readonly Entry[] {
    return this.entries.filter((entry) => entry.target === type);
  }

  entry(owner: string, field: string): Entry | undefined {
    return this.entries.find((each) => each.owner === owner && each.field === field);
  }

  #entries(owner: string, field: Field): Entry[] {
    const target = getNamedType(nodeTypeOf(field.type));
    const about = {
      owner,
      field: field.name,
      connection: getNamedType(field.type).name.endsWith('Connection'),
      byId: field.args.some((argument) => argument.name === 'id'),
      required: isNonNullType(field.type),
    };
    if (isObjectType(target)) return [{ ...about, target: target.name, abstract: false }];
    if (!isAbstractType(target)) return [];
    return this.schema
      .getPossibleTypes(target)
      .map((type) => ({ ...about, target: type.name, abstract: true }));
  }
}
