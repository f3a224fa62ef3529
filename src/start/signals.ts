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

/** How often the parent is looked for, in milliseconds. */
const LOOK_MS = 250;

/**
 * Calls `gone` when the process that started this one has ended. npm passes a signal on to its shell, and many shells
 * end without passing it on to the program.
 */
export function onOrphaned(gone: () => void): void {
  const parent = process.ppid;
  const look = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(look);
    gone();
  }, LOOK_MS);
  look.unref();
}
