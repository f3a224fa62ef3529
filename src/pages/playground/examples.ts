import { valueAt } from '../../http/docs/value-at.js';
import { ask } from '../asking/ask.js';

/** Where the value of a variable comes from. */
type Given =
  | { readonly value: unknown }
  | { readonly unique: true }
  | { readonly path: string; readonly query: string };

/** One operation of the documentation. */
export interface Example {
  readonly name: string;
  readonly title: string;
  readonly document: string;
  readonly variables: Readonly<Record<string, Given>>;
}

/** What stands in the variables where each run is to have a key of its own. */
export const NEW_KEY = 'new';

export async function readExamples(): Promise<readonly Example[]> {
  const answer = await fetch('/playground/examples').catch(() => undefined);
  return answer?.ok ? ((await answer.json()) as readonly Example[]) : [];
}

/** The data of an answer to a query of whoever has signed in. */
export type Look = (query: string) => Promise<unknown>;

const look: Look = async (query) => (await ask(query)).data;

/** The variables of an example for whoever has signed in: ids are looked up, and left out where there are none. */
export async function variablesOf(
  { variables }: Example,
  lookUp = look,
): Promise<Readonly<Record<string, unknown>>> {
  const values = Object.entries(variables).map(async ([name, given]): Promise<[string, unknown]> => {
    if ('value' in given) return [name, given.value];
    if ('unique' in given) return [name, NEW_KEY];
    return [name, valueAt(await lookUp(given.query), given.path)];
  });
  return Object.fromEntries(await Promise.all(values));
}

/** Each run of an act is one of its own, unless the key was written by hand. */
export function withNewKeys(variables: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const isNew = ([name, value]: [string, unknown]) => name === 'key' && value === NEW_KEY;
  return Object.fromEntries(
    Object.entries(variables).map((entry) => (isNew(entry) ? ['key', crypto.randomUUID()] : entry)),
  );
}
