/** Has something closed at the end, whatever happens on the way. */
export type Kept = <T>(opening: Promise<T>, close: (opened: T) => unknown) => Promise<T>;

/** Runs something, and then closes all that it kept, the newest first. */
export async function closingAll<T>(work: (kept: Kept) => Promise<T>): Promise<T> {
  const closing: (() => unknown)[] = [];
  try {
    return await work(async (opening, close) => {
      const opened = await opening;
      closing.push(() => close(opened));
      return opened;
    });
  } finally {
    for (const close of closing.reverse()) await close();
  }
}
