import type { GraphQLSchema } from 'graphql';
import { allowedTo } from '../../../schema/access/index.js';
import { guardedTypes } from '../../../schema/shield.js';
import { roles } from '../../../src/identity/roles.js';

const columns = roles.filter((role) => role !== 'machine');

/** The whole access table as a page for people to read: a change of any rule changes it. */
export function accessPage(schema: GraphQLSchema): string {
  const types = guardedTypes(schema).sort((one, other) => (one.name < other.name ? -1 : 1));
  const sections = types.map((type) => {
    const rows = Object.keys(type.getFields())
      .sort()
      .map((field) => `| ${field} | ${columns.map((role) => mark(type.name, field, role)).join(' | ')} |`);
    const entering = `| *(the type)* | ${columns.map((role) => mark(type.name, '*', role)).join(' | ')} |`;
    const body = /^(Query|Mutation|Subscription)$/.test(type.name) ? rows : [entering, ...rows];
    return [`## ${type.name}`, '', head(), ...body, ''].join('\n');
  });
  return [
    '# Who may ask for what',
    '',
    'Written from the access table (`schema/access`) by `npx vitest run access-matrix-table -u`; a test compares.',
    'A mark says that the role may ask. Which rows come is row security’s own question: a teacher reads the',
    'children of her classes and groups, an office those of its school.',
    '',
    ...sections,
  ].join('\n');
}

const head = () => `| | ${columns.join(' | ')} |\n|---|${columns.map(() => ':-:|').join('')}`;

const mark = (type: string, field: string, role: (typeof columns)[number]): string =>
  allowedTo(type, field)?.has(role) ? '×' : '';
