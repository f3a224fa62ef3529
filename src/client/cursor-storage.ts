/** Where cursors outlive the page or the app: `localStorage`, React Native's AsyncStorage, or anything of that shape. */
export interface CursorStorage {
  getItem(name: string): string | null | Promise<string | null>;
  setItem(name: string, cursor: string): unknown;
  removeItem(name: string): unknown;
}

/** Keeps cursors as long as the client lives. */
export function inMemory(): CursorStorage {
  const cursors = new Map<string, string>();
  return {
    getItem: (name) => cursors.get(name) ?? null,
    setItem: (name, cursor) => cursors.set(name, cursor),
    removeItem: (name) => cursors.delete(name),
  };
}

/**
 * The place of one subscription's cursor. A storage that fails costs a reload or a repeated event, never the stream:
 * its failures are passed over.
 */
export class CursorPlace {
  constructor(
    private readonly storage: CursorStorage,
    private readonly name: string | undefined,
  ) {}

  read(): Promise<string | undefined> {
    return this.#attempt(async (name) => (await this.storage.getItem(name)) ?? undefined);
  }

  async write(cursor: string | undefined): Promise<void> {
    await this.#attempt(async (name) => {
      await (cursor === undefined ? this.storage.removeItem(name) : this.storage.setItem(name, cursor));
    });
  }

  async #attempt<T>(act: (name: string) => Promise<T>): Promise<T | undefined> {
    if (this.name === undefined) return undefined;
    try {
      return await act(this.name);
    } catch {
      return undefined;
    }
  }
}
