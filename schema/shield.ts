import { createRequire } from 'node:module';
import type { GraphQLObjectType, GraphQLSchema } from 'graphql';
import { getNamedType, isAbstractType, isObjectType } from 'graphql';
import type { IRules } from 'graphql-shield';
import type { OperationContext } from '../src/context.js';
import { Refusal } from '../src/errors/refusal.js';
import { accessTable, allowedTo, permits } from './access/index.js';
import { isPage, nodeTypeOf } from './connections.js';

// graphql-shield's ES modules don't load on Node 23 and newer (`util.isUndefined` is gone); its CommonJS build does,
// as long as `chain` and `race` are left alone. This is the only place that loads it.
const require = createRequire(import.meta.url);
const { shield, rule, deny } = require('graphql-shield') as typeof import('graphql-shield');
const { applyMiddlewareToDeclaredResolvers } =
  require('graphql-middleware') as typeof import('graphql-middleware');

/**
 * Puts the access table in front of every resolver that has one: the fields of the root, relations, computed fields and
 * guarded columns. Plain columns are guarded where their type is entered. What the table does not name is refused.
 * @throws Error that names the fields that the table says nothing of, and the rules that fit no field.
 */
export function guard(schema: GraphQLSchema): GraphQLSchema {
  refuseGaps(schema);
  const rules: Record<string, Record<string, ReturnType<typeof ruleOf>>> = {};
  for (const type of guardedTypes(schema)) {
    const fields: Record<string, ReturnType<typeof ruleOf>> = {};
    for (const field of Object.values(type.getFields()))
      fields[field.name] = ruleOf(type.name, field.name, getNamedType(nodeTypeOf(field.type)).name);
    rules[type.name] = fields;
  }
  const layer = shield(rules as unknown as IRules, {
    fallbackRule: deny,
    fallbackError: () => new Refusal('FORBIDDEN'),
    allowExternalErrors: true,
    debug: true,
  });
  return applyMiddlewareToDeclaredResolvers(schema, layer as never);
}

/** Asks the viewer alone, and so costs nothing; row questions are PostgreSQL's. */
function ruleOf(type: string, field: string, target: string) {
  const entered = accessTable[target] !== undefined;
  return rule(`${type}.${field}`, { cache: 'no_cache' })((_parent, _args, context: OperationContext) => {
    const roles = context.viewer?.roles ?? [];
    const granted = permits(roles, type, field) && (!entered || permits(roles, target, '*'));
    return granted || new Refusal('FORBIDDEN');
  });
}

/** Types that the table must name: all but the pages of lists, which take the rule of what they list. */
export function guardedTypes(schema: GraphQLSchema): GraphQLObjectType[] {
  return Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter((type) => !type.name.startsWith('__') && !isPage(type));
}

function refuseGaps(schema: GraphQLSchema): void {
  const gaps = guardedTypes(schema).flatMap((type) =>
    Object.keys(type.getFields())
      .filter((field) => allowedTo(type.name, field) === undefined)
      .map((field) => `${type.name}.${field}`),
  );
  const strays = Object.entries(accessTable).flatMap(([name, rules]) => {
    const type = schema.getType(name);
    const fields =
      isObjectType(type) || isAbstractType(type) ? Object.keys((type as GraphQLObjectType).getFields()) : [];
    return Object.keys(rules)
      .filter((field) => (field === '*' ? fields.length === 0 : !fields.includes(field)))
      .map((field) => `${name}.${field}`);
  });
  if (gaps.length > 0) throw new Error(`the access table says nothing of ${gaps.join(', ')}`);
  if (strays.length > 0)
    throw new Error(`the access table has rules for what is not there: ${strays.join(', ')}`);
}
