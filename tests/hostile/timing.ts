/** Milliseconds of each of so many requests, of which one is sent each so many milliseconds, whatever comes back. */
export async function latencies(
  post: () => Promise<{ readonly ms: number }>,
  times: number,
  every: number,
): Promise<number[]> {
  const asked: Promise<{ readonly ms: number }>[] = [];
  await new Promise<void>((resolve) => {
    const pace = setInterval(() => {
      asked.push(post());
      if (asked.length < times) return;
      clearInterval(pace);
      resolve();
    }, every);
  });
  return (await Promise.all(asked)).map(({ ms }) => ms);
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const worstOf = (values: readonly number[]): string => Math.max(...values).toFixed(0);
