import type { Entry } from './graph.js';

/** How the rows of a connection are asked for. */
export type Paging = 'nodes' | 'edges';

/** A way through the graph to objects of one type: text around a selection, and where its values stand. */
export interface Way {
  readonly type: string;
  readonly said: string;
  /** Nothing else can be asked for beside it, since a refusal leaves nothing of the answer. */
  readonly alone: boolean;
  around(selection: string): string;
  readonly keys: readonly string[];
}

/** The way in through a field of the root. */
export function wayIn(entry: Entry, id?: string, paging: Paging = 'nodes'): Way {
  const step = stepThrough(entry, id, paging);
  return { ...step, said: entry.field, alone: entry.required, keys: step.keys.slice(1) };
}

/** One field further. */
export function further(way: Way, entry: Entry, paging: Paging = 'nodes'): Way {
  const step = stepThrough(entry, undefined, paging);
  return {
    type: entry.target,
    said: `${way.said}.${entry.field}`,
    alone: way.alone,
    around: (selection) => way.around(`{ ${step.around(selection)} }`),
    keys: [...way.keys, ...step.keys],
  };
}

function stepThrough(entry: Entry, id: string | undefined, paging: Paging) {
  const inside = (selection: string) =>
    entry.abstract ? `{ ... on ${entry.target} ${selection} }` : selection;
  const page = { nodes: 'nodes', edges: 'edges { node' }[paging];
  const rows = (selection: string) =>
    entry.connection
      ? `{ ${page} ${inside(selection)}${paging === 'edges' ? ' }' : ''} }`
      : inside(selection);
  const args = id === undefined ? (entry.connection ? '(first: 3)' : '') : `(id: ${JSON.stringify(id)})`;
  const below = entry.connection ? (paging === 'edges' ? ['edges', 'node'] : ['nodes']) : [];
  return {
    type: entry.target,
    around: (selection: string) => `${entry.field}${args} ${rows(selection)}`,
    keys: [entry.field, ...below],
  };
}

/** The values under a path of keys, through lists; what is not there is left out. */
export function valuesAt(value: unknown, keys: readonly string[]): unknown[] {
  if (Array.isArray(value)) return value.flatMap((each) => valuesAt(each, keys));
  const [key, ...rest] = keys;
  if (key === undefined) return value == null ? [] : [value];
  return value && typeof value === 'object' ? valuesAt((value as Record<string, unknown>)[key], rest) : [];
}
