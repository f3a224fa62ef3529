import { valueAt } from '../../http/docs/value-at.js';
import { ask } from '../ask.js';

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
  return answer?.ok ? answer.json() : [];
}

/** The variables of an example for whoever has signed in: ids are looked up, and left out where there are none. */
export async function variablesOf({ variables }: Example): Promise<Readonly<Record<string, unknown>>> {
  const values = Object.entries(variables).map(async ([name, given]): Promise<[string, unknown]> => {
    if ('value' in given) return [name, given.value];
    if ('unique' in given) return [name, NEW_KEY];
    const { data } = await ask(given.query);
    return [name, valueAt(data, given.path)];
  });
  return Object.fromEntries(await Promise.all(values));
}

/** Each run of an act is one of its own, unless the key was written by hand. */
export function withNewKeys(variables: unknown): unknown {
  if (typeof variables !== 'object' || variables === null) return variables;
  return Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [
      name,
      name === 'key' && value === NEW_KEY ? crypto.randomUUID() : value,
    ]),
  );
}
