/** Milliseconds in which several signals are one keypress. */
const KEYPRESS_MS = 500;

/**
 * Calls `first` when the program is told to end, and `again` when it is told so once more. Ctrl-C reaches a program
 * that runs under npm twice, from the terminal and passed on by npm: that is one keypress.
 */
export function onSignals(first: (signal: NodeJS.Signals) => void, again: () => void): void {
  let begun: number | undefined;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      const now = performance.now();
      if (begun !== undefined && now - begun > KEYPRESS_MS) again();
      if (begun !== undefined) return;
      begun = now;
      first(signal);
    });
}
