const FIRST_MS = 1_000;
const LONGEST_MS = 30_000;

/**
 * Milliseconds until the next attempt: anything up to a ceiling that doubles, so that the clients of a server that
 * drained do not come again all at once.
 * @param failures attempts in a row that brought nothing.
 */
export const jittered = (failures: number): number =>
  Math.random() * Math.min(LONGEST_MS, FIRST_MS * 2 ** failures);

/** Waits, but not longer than until the signal. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (milliseconds <= 0 || signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done);
  });
}
