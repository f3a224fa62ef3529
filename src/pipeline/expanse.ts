import {
  type DocumentNode,
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getOperationAST,
  isAbstractType,
  isObjectType,
} from 'graphql';
import { collectFields, collectSubfields } from 'graphql/execution/collectFields.js';
import { getFieldDef } from 'graphql/execution/execute.js';
import { fragmentsOf } from '../reading/planner.js';

type Fields = ReadonlyMap<string, readonly FieldNode[]>;

/**
 * How many fields an operation has once it is written out: every fragment where it is spread, and what stands below an
 * interface once for each type that it may turn out to be. Counts no further than a little above `most`. For documents
 * without directives; of an operation that is not there it counts none.
 */
export function expanseOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | undefined,
  most: number,
): number {
  const fragments = fragmentsOf(document);
  const operation = getOperationAST(document, operationName);
  const root = operation && schema.getRootType(operation.operation);
  let count = 0;
  const add = (type: GraphQLObjectType, fields: Fields): void => {
    for (const nodes of fields.values()) {
      const [node] = nodes;
      if (!node || ++count > most) return;
      const definition = getFieldDef(schema, type, node);
      for (const below of objectsOf(schema, getNamedType(definition?.type)))
        add(below, collectSubfields(schema, fragments, {}, below, nodes));
    }
  };
  if (operation && root) add(root, collectFields(schema, fragments, {}, root, operation.selectionSet));
  return count;
}

function objectsOf(schema: GraphQLSchema, type: GraphQLNamedType | undefined): readonly GraphQLObjectType[] {
  if (isAbstractType(type)) return schema.getPossibleTypes(type);
  return isObjectType(type) ? [type] : [];
}
