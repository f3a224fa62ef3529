import type { Answer } from '../town.js';
import type { NaiveAnswer } from './naive-reader.js';

/** What two answers must share, indices of lists taken out of their errors' paths. */
export interface Comparable {
  readonly data: unknown;
  /** Where the answer is null for a refusal. */
  readonly nulled: readonly string[];
}

type Fault = { readonly path: readonly string[]; readonly code: string };

/** The API's answer, and how many of its errors stand for no refused field. */
export function ofApi(
  answer: Answer,
  naive: NaiveAnswer,
): Comparable & { readonly strays: readonly Fault[] } {
  const faults = answer.errors.map(({ path = [], extensions }) => ({
    path: path.filter((key): key is string => typeof key === 'string'),
    code: extensions.code,
  }));
  const known = new Set(naive.refused.map(keyOf));
  return {
    data: answer.data ?? null,
    nulled: nulledBy(faults, answer.data ?? null),
    strays: faults.filter((fault) => !known.has(keyOf(fault))),
  };
}

/** The naive answer as the API would give it. */
export function ofNaive(naive: NaiveAnswer): Comparable & { readonly strays: readonly Fault[] } {
  return { data: naive.data, nulled: nulledBy(naive.refused, naive.data), strays: [] };
}

const keyOf = ({ path, code }: Fault) => `${path.join('.')}: ${code}`;

/**
 * A refused field takes everything above it that can't be null: where several do in one place, which of them is told, and
 * by which code, is a matter of time. So the place that became null is counted.
 */
function nulledBy(faults: readonly Fault[], data: unknown): string[] {
  const places = faults.flatMap(({ path }) =>
    nullsOn(data, path).map((length) => path.slice(0, length).join('.')),
  );
  return [...new Set(places)].sort();
}

/** How many keys of the path lead to a null, in any row. */
function nullsOn(value: unknown, path: readonly string[], depth = 0): number[] {
  if (value === null || value === undefined) return [depth];
  if (Array.isArray(value)) return [...new Set(value.flatMap((each) => nullsOn(each, path, depth)))];
  const key = path[depth];
  if (key === undefined) return [];
  return nullsOn((value as Record<string, unknown>)[key], path, depth + 1);
}
