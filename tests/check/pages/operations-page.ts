import {
  type GraphQLField,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  type OperationTypeNode,
  parse,
} from 'graphql';
import { allowedTo } from '../../../schema/access/index.js';
import { standInPeople } from '../../../src/database/seeds/people.js';
import type { Example, Given } from '../../../src/http/docs/examples.js';
import { roles } from '../../../src/identity/roles.js';

const HEAD = `# Operations

Every query, act and subscription of the schema, with an example that runs as it stands. The examples are files under
[\`docs/examples\`](examples), and a test runs each of them against the demo’s municipalities; in the playground they are
tabs. To run one by hand: \`npm run token -- <who>\` prints a token of whoever the example is run as.

A variable whose value is an id of the demo’s own says where it is found: by which path in the answer to which query.
`;

const titles = [
  ['query', 'Queries'],
  ['mutation', 'Acts'],
  ['subscription', 'Subscriptions'],
] as const;

/** The page of all operations, from the schema and the examples. */
export function operationsPage(schema: GraphQLSchema, examples: readonly Example[]): string {
  const sections = titles.flatMap(([type, title]) => {
    const root = schema.getRootType(type as OperationTypeNode);
    const fields = Object.values(root?.getFields() ?? {}).sort((one, other) =>
      one.name < other.name ? -1 : 1,
    );
    const written = fields.map((field) =>
      sectionOf(root?.name ?? '', field, shownBy(examples, type, field.name)),
    );
    return [`## ${title}`, '', ...written];
  });
  return [HEAD, ...sections].join('\n');
}

/** The examples that have a field at their top. */
function shownBy(examples: readonly Example[], type: string, field: string): Example[] {
  return examples.filter(({ document }) => {
    const operation = getOperationAST(parse(document));
    return (
      operation?.operation === type &&
      operation.selectionSet.selections.some((node) => node.kind === Kind.FIELD && node.name.value === field)
    );
  });
}

function sectionOf(
  type: string,
  field: GraphQLField<unknown, unknown>,
  examples: readonly Example[],
): string {
  const allowed = allowedTo(type, field.name);
  const people = roles.filter((role) => role !== 'machine');
  const may = people.every((role) => allowed?.has(role))
    ? 'everybody who has signed in'
    : people.filter((role) => allowed?.has(role)).join(', ');
  return [
    `### ${field.name}`,
    '',
    field.description ?? '',
    '',
    `Who may ask: ${may}.`,
    '',
    ...examples.map(shown),
  ].join('\n');
}

function shown({ name, title, about, who, document, variables, after, heard }: Example): string {
  const person = standInPeople.find((each) => each.who === who);
  const said = [
    `**${title}**${/[.?!]$/.test(title) ? '' : '.'}${about ? ` ${about}` : ''}`,
    `As \`${who}\` (${person?.about}); from [\`${name}.graphql\`](examples/${name}.graphql).`,
    ...(after ? [`Run [\`${after}\`](examples/${after}.graphql) before it.`] : []),
    ...(heard ? [`[\`${heard}\`](examples/${heard}.graphql) makes it hear something.`] : []),
  ].join(' ');
  const values = Object.entries(variables).map(([variable, given]) => `- \`$${variable}\`: ${toldOf(given)}`);
  return [
    said,
    '',
    ...(values.length > 0 ? [...values, ''] : []),
    `\`\`\`graphql\n${document.trimEnd()}\n\`\`\``,
    '',
  ].join('\n');
}

function toldOf(given: Given): string {
  if ('unique' in given) return 'a new UUID';
  if ('value' in given) return `\`${JSON.stringify(given.value)}\``;
  return `\`${given.path}\` of \`${given.query}\``;
}
