import type { GraphQLSchema } from 'graphql';
import { allowedTo } from '../../../schema/access/index.js';
import { guardedTypes } from '../../../schema/shield.js';
import { roles } from '../../../src/identity/roles.js';

const columns = roles.filter((role) => role !== 'machine');

/** The line of the page above which people write, and below which the table is written. */
const MARK = '<!-- From here on written by npm run generate. -->';

/** The whole access table as a page for people to read, under what they have written: a change of any rule changes it. */
export function accessPage(schema: GraphQLSchema, present: string): string {
  const types = guardedTypes(schema).sort((one, other) => (one.name < other.name ? -1 : 1));
  const sections = types.map((type) => {
    const rows = Object.keys(type.getFields())
      .sort()
      .map((field) => `| ${field} | ${columns.map((role) => mark(type.name, field, role)).join(' | ')} |`);
    const entering = `| *(the type)* | ${columns.map((role) => mark(type.name, '*', role)).join(' | ')} |`;
    const body = /^(Query|Mutation|Subscription)$/.test(type.name) ? rows : [entering, ...rows];
    return [`## ${type.name}`, '', head(), ...body, ''].join('\n');
  });
  return [present.slice(0, present.indexOf(MARK)) + MARK, '', ...sections].join('\n');
}

const head = () => `| | ${columns.join(' | ')} |\n|---|${columns.map(() => ':-:|').join('')}`;

const mark = (type: string, field: string, role: (typeof columns)[number]): string =>
  allowedTo(type, field)?.has(role) ? '×' : '';
