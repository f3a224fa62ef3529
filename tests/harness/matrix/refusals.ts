import { accessTable } from '../../../schema/access/index.js';
import type { Question } from './asking.js';
import type { Explorer } from './explorer.js';
import type { Entry, Graph } from './graph.js';
import { further, type Paging, type Way, wayIn } from './ways.js';
import { tableOf } from './world.js';

/** A question that must be refused, and the field that it is about. */
export interface Attack extends Question {
  readonly cell: string;
  readonly how: string;
  /** The code that is due; null where what is refused is left out of a list of several types. */
  readonly due: 'FORBIDDEN' | 'NOT_FOUND' | null;
  /** The names under which the refused value would stand in the objects at the way's end. */
  readonly keys: readonly string[];
}

/** How many ways to one type each refused field is tried on in its plainest form. */
const WAYS_MOST = 6;

/** Every attempt of somebody at every field that the table does not grant, in every form that a client could try. */
export function attacksOf(explorer: Explorer): Attack[] {
  const { graph } = explorer;
  const types = graph.types
    .map((type) => type.name)
    .filter((name) => !/^(Query|Mutation|Subscription)$|Payload$/.test(name));
  const roots = graph.fields('Query').map((field) => field.name);
  return [
    ...types.flatMap((type) => (explorer.may(type, '*') ? onFields(explorer, type) : onType(explorer, type))),
    ...roots.filter((field) => !explorer.may('Query', field)).flatMap((field) => onRoot(explorer, field)),
  ];
}

/** Fields with a rule of their own on a type that is granted. */
function onFields(explorer: Explorer, type: string): Attack[] {
  const { graph } = explorer;
  const ways = explorer.ways.get(type) ?? [];
  return graph
    .fields(type)
    .filter((field) => !explorer.may(type, field.name))
    .flatMap((field) => {
      const entry = graph.entry(type, field.name);
      const forms = entry ? formsOfEntry(graph, entry) : [field.name];
      const [first] = ways;
      const cell = `${type}.${field.name}`;
      const about = { cell, due: 'FORBIDDEN' as const, keys: [field.name, 'other'] };
      return [
        ...ways
          .slice(0, WAYS_MOST)
          .map((way) => ({ ...about, way, how: `plain by ${way.said}`, selection: `{ ${forms[0]} }` })),
        ...(first
          ? forms.flatMap((form) => disguises(type, form).map((each) => ({ ...about, ...each, way: first })))
          : []),
        ...pagesOver(explorer, type).map((way) => ({
          ...about,
          way,
          how: 'in an edge',
          selection: `{ ${forms[0]} }`,
        })),
      ];
    });
}

/** Every way into a type that is refused, and its rows by their ids. */
function onType(explorer: Explorer, type: string): Attack[] {
  const { graph } = explorer;
  // Fields with rules of their own would be refused for themselves.
  const plain = graph.leaves(type).filter((leaf) => accessTable[type]?.[leaf] === undefined);
  const keys = [...plain, '__typename'];
  const entries = graph
    .entriesInto(type)
    .filter(({ owner }) => !/^(Mutation|Subscription)$|Payload$/.test(owner));
  return entries.flatMap((entry) => {
    const due =
      entry.field === 'node' ? ('NOT_FOUND' as const) : entry.abstract ? null : ('FORBIDDEN' as const);
    const about = { cell: `${type}.*`, due, how: `by ${entry.owner}.${entry.field}` };
    const whole = { ...about, keys, selection: `{ ${keys.join(' ')} }` };
    const read = pagings(entry)
      .flatMap((paging) => waysThrough(explorer, entry, paging))
      .map((way) => ({ ...whole, way }));
    if (!entry.connection) return read;
    const counted = waysThrough(explorer, { ...entry, connection: false }).slice(0, 1);
    return [
      ...read,
      ...counted.map((way) => ({ ...about, way, keys: ['totalCount'], selection: '{ totalCount }' })),
    ];
  });
}

/** Ways by one field, with rows named that would be shown if the table alone did not refuse their type. */
function waysThrough(explorer: Explorer, entry: Entry, paging: Paging = 'nodes'): Way[] {
  const { world, reach } = explorer;
  if (entry.owner !== 'Query')
    return (explorer.ways.get(entry.owner) ?? []).slice(0, 2).map((way) => further(way, entry, paging));
  if (!entry.byId) return [wayIn(entry, undefined, paging)];
  const table = tableOf(entry.target);
  const home = world.rows(table).filter((row) => reach.municipalities.has(row['municipality_id']));
  return [...explorer.visible(entry.target), ...home].slice(0, 3).map((row) => wayIn(entry, row.id));
}

function onRoot(explorer: Explorer, field: string): Attack[] {
  const entry = explorer.graph.entry('Query', field);
  if (!entry) throw new Error(`${field} leads nowhere`);
  const ids = entry.byId
    ? explorer.world
        .rows(tableOf(entry.target))
        .slice(0, 3)
        .map((row) => row.id)
    : [undefined];
  const about = {
    cell: `Query.${field}`,
    due: 'FORBIDDEN' as const,
    keys: ['__typename', 'totalCount', 'id'],
  };
  const plain = ids.map((id) => ({
    ...about,
    how: 'plain',
    way: wayIn(entry, id),
    selection: explorer.graph.leaves(entry.target).includes('id') ? '{ __typename id }' : '{ __typename }',
  }));
  if (!entry.connection) return plain;
  const page: Way = { ...wayIn(entry), around: (selection) => `${field} ${selection}`, keys: [] };
  return [...plain, { ...about, how: 'counted', way: page, selection: '{ totalCount }' }];
}

const pagings = (entry: Entry): Paging[] => (entry.connection ? ['nodes', 'edges'] : ['nodes']);

/** What can be asked of a field that leads further: rows, or of a page also its count alone. */
export function formsOfEntry(graph: Graph, { field, connection, target }: Entry): string[] {
  const leaf = graph.leaves(target)[0] ?? '__typename';
  if (!connection) return [`${field} { ${leaf} }`];
  return [
    `${field} { nodes { ${leaf} } }`,
    `${field} { totalCount }`,
    `${field} { edges { cursor } }`,
    `${field} { edges { node { ${leaf} } } }`,
    `${field} { pageInfo { hasNextPage endCursor } }`,
  ];
}

let fragments = 0;

/** One field under every cover that the language has. */
export function disguises(
  type: string,
  form: string,
): { how: string; selection: string; fragment?: string }[] {
  const name = `Hidden${fragments++}`;
  return [
    { how: 'plain', selection: `{ ${form} }` },
    { how: 'under an alias', selection: `{ other: ${form} }` },
    { how: 'in an inline fragment', selection: `{ ... on ${type} { ${form} } }` },
    { how: 'in a fragment without a type', selection: `{ ... @include(if: true) { ${form} } }` },
    {
      how: 'in a named fragment',
      selection: `{ ...${name} }`,
      fragment: `fragment ${name} on ${type} { ${form} }`,
    },
    { how: 'included', selection: `{ ${form.replace(/^\w+/, '$& @include(if: true)')} }` },
    { how: 'included by a variable', selection: `{ ${form.replace(/^\w+/, '$& @include(if: $yes)')} }` },
    { how: 'not skipped', selection: `{ ${form.replace(/^\w+/, '$& @skip(if: false)')} }` },
  ];
}

/** Ways on which the type's rows stand in edges. */
function pagesOver(explorer: Explorer, type: string): Way[] {
  const { graph } = explorer;
  return graph
    .entriesInto(type)
    .filter((entry) => entry.connection && explorer.mayEnter(entry))
    .flatMap((entry) =>
      entry.owner === 'Query'
        ? [wayIn(entry, undefined, 'edges')]
        : (explorer.ways.get(entry.owner) ?? []).slice(0, 1).map((way) => further(way, entry, 'edges')),
    );
}
