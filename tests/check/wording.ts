import {
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  isInputObjectType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { named, typesOf } from './members.js';

// TypeGraphQL makes the roots itself, and can't be told to describe them; every client knows what they are.
const roots = ['Query', 'Mutation', 'Subscription'];

/** What of the contract has no description, by its coordinate (`Child.name`, `Query.child(id:)`). */
export function undescribed(schema: GraphQLSchema): string[] {
  return named(schema)
    .filter(({ name, description }) => !description.trim() && !roots.includes(name))
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
  const inputs = typesOf(schema)
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
