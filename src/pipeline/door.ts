import {
  type DocumentNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { isPage } from '../../schema/connections.js';
import type { Permits } from '../reading/plan.js';

/**
 * Whether the access table lets these roles ask for every field of a document. Where it does, no rule could say no, and
 * the operation runs without asking them one by one; where it does not, graphql-shield refuses field by field. Counts a
 * field of an interface as refused where any of its types refuses it.
 */
export function isWhollyGranted(schema: GraphQLSchema, document: DocumentNode, permits: Permits): boolean {
  const types = new TypeInfo(schema);
  let granted = true;
  visit(
    document,
    visitWithTypeInfo(types, {
      Field(node) {
        const parent = types.getParentType();
        if (!parent || node.name.value.startsWith('__') || isPage(parent)) return;
        const target = getNamedType(types.getType());
        const entered = target && isPage(target) ? getNamedType(target.getFields()['nodes']?.type) : target;
        granted &&= possible(schema, parent).every((type) => permits(type, node.name.value));
        if (entered && 'getFields' in entered && !isAbstractType(entered))
          granted &&= permits(entered.name, '*');
      },
    }),
  );
  return granted;
}

function possible(schema: GraphQLSchema, type: GraphQLCompositeType): string[] {
  return isAbstractType(type) ? schema.getPossibleTypes(type).map((each) => each.name) : [type.name];
}
