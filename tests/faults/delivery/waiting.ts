import { setTimeout as pause } from 'node:timers/promises';

/** How long anything is waited for unless said otherwise, in milliseconds. */
const PATIENCE_MS = 30_000;

/**
 * Waits until something holds.
 * @param what words for the error.
 * @throws Error when the time is up.
 */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  { patience = PATIENCE_MS, interval = 20 } = {},
): Promise<void> {
  for (const end = performance.now() + patience; !(await holds()); await pause(interval))
    if (performance.now() > end) throw new Error(`waited ${patience} ms in vain: ${what}`);
}

/** The same, but says whether it came to hold in time. */
export async function inTime(holds: () => boolean | Promise<boolean>, patience: number): Promise<boolean> {
  return until('', holds, { patience }).then(
    () => true,
    () => false,
  );
}
