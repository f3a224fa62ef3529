import { type GraphQLField, type GraphQLSchema, getNamedType, isCompositeType, isNonNullType } from 'graphql';
import { permits } from '../../../schema/access/index.js';
import type { Role } from '../../../src/identity/roles.js';
import type { Entry, Graph } from './graph.js';
import { disguises, formsOfEntry } from './refusals.js';
import { further, type Way } from './ways.js';

type May = (type: string, field: string) => boolean;

/** An operation for the live door, and the code that it must be answered with. */
export interface Knock {
  readonly said: string;
  readonly query: string;
  readonly due: 'FORBIDDEN' | 'RESYNC_REQUIRED' | 'REQUEST_INVALID';
}

/**
 * Every field that a subscription's payload leads to, as somebody in a role asks for it: RESYNC_REQUIRED means that the
 * door let it through, since the cursor that it names is looked at after the rules.
 */
export function knocksOf(graph: Graph, role: Role): Knock[] {
  const may = (type: string, field: string) => permits([role], type, field);
  return graph.fields('Subscription').flatMap(({ name }) => {
    const entry = graph.entry('Subscription', name);
    if (!entry) throw new Error(`${name} leads nowhere`);
    const root = rootWay(entry);
    if (!may('Subscription', name) || !may(entry.target, '*'))
      return [knock(root, '{ __typename }', 'FORBIDDEN', name)];
    return waysFrom(graph, root, may).flatMap((way) => onType(graph, way, may));
  });
}

/** Every query and act there is, which are no business of this door. */
export function strayKnocks(schema: GraphQLSchema): Knock[] {
  const all = (word: string, fields: readonly GraphQLField<unknown, unknown>[]) =>
    fields.map((field) => ({
      said: `${word} ${field.name}`,
      query: strayDocument(word, field),
      due: 'REQUEST_INVALID' as const,
    }));
  return [
    ...all('query', Object.values(schema.getQueryType()?.getFields() ?? {})),
    ...all('mutation', Object.values(schema.getMutationType()?.getFields() ?? {})),
  ];
}

function strayDocument(word: string, { name, args, type }: GraphQLField<unknown, unknown>): string {
  const due = args.filter((argument) => isNonNullType(argument.type));
  const given = due.map((argument) => `${argument.name}: $${argument.name}`).join();
  const declared = due.map((argument) => `$${argument.name}: ${argument.type}`).join();
  const selection = isCompositeType(getNamedType(type)) ? ' { __typename }' : '';
  return `${word} ${due.length > 0 ? `(${declared})` : ''} { ${name}${due.length > 0 ? `(${given})` : ''}${selection} }`;
}

const rootWay = ({ field, target }: Entry): Way => ({
  type: target,
  said: field,
  alone: true,
  around: (selection) =>
    `${field}(after: "none") { here: __typename @include(if: $yes) ... on ${target} ${selection} }`,
  keys: [],
});

/** The shortest granted way to each type. */
function waysFrom(graph: Graph, root: Way, may: May): readonly Way[] {
  const ways = new Map([[root.type, root]]);
  for (const way of ways.values())
    for (const entry of graph.entries)
      if (
        entry.owner === way.type &&
        !ways.has(entry.target) &&
        may(entry.owner, entry.field) &&
        may(entry.target, '*')
      )
        ways.set(entry.target, further(way, entry));
  return [...ways.values()];
}

/** The values that are granted of a type at once, each granted field that leads further, each refused one by one. */
function onType(graph: Graph, way: Way, may: May): Knock[] {
  const leaves = graph.leaves(way.type).filter((leaf) => may(way.type, leaf));
  const beyond = graph.entries.filter((entry) => entry.owner === way.type && !entry.abstract);
  const isGranted = ({ field, target }: Entry) => may(way.type, field) && may(target, '*');
  return [
    knock(way, `{ __typename ${leaves.join(' ')} }`, 'RESYNC_REQUIRED', way.said),
    ...beyond
      .filter(isGranted)
      .map((entry) => further(way, entry))
      .map((next) => knock(next, '{ __typename }', 'RESYNC_REQUIRED', next.said)),
    ...graph
      .leaves(way.type)
      .filter((leaf) => !leaves.includes(leaf))
      .flatMap((leaf) => refusals(way, leaf)),
    ...beyond
      .filter((entry) => !isGranted(entry))
      .flatMap((entry) => formsOfEntry(graph, entry))
      .flatMap((form) => refusals(way, form)),
  ];
}

/** One refused field under every cover. */
const refusals = (way: Way, form: string): Knock[] =>
  disguises(way.type, form).map(({ how, selection, fragment }) =>
    knock(way, selection, 'FORBIDDEN', `${way.said} ${form} ${how}`, fragment),
  );

function knock(way: Way, selection: string, due: Knock['due'], said: string, fragment = ''): Knock {
  return { said, due, query: `subscription ($yes: Boolean!) { ${way.around(selection)} } ${fragment}` };
}
