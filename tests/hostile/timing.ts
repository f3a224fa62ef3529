/** Milliseconds of so many requests, one after the other. */
export async function latencies(
  post: (query: string) => Promise<{ readonly ms: number }>,
  query: string,
  times: number,
): Promise<number[]> {
  const found: number[] = [];
  for (let time = 0; time < times; time += 1) found.push((await post(query)).ms);
  return found;
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const worstOf = (values: readonly number[]): string => Math.max(...values).toFixed(0);
