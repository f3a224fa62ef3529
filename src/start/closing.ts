/** What has been opened and must be closed again, the newest first. */
export class Closing {
  readonly #open: (() => Promise<unknown>)[] = [];
  #closed: Promise<void> = Promise.resolve();

  add(close: () => Promise<unknown>): void {
    this.#open.push(close);
  }

  /**
   * Closes what is open now, one after the other; asked twice, the second waits for the first.
   * @throws the first failure, after everything else was closed.
   */
  close(): Promise<void> {
    this.#closed = this.#closed.catch(() => undefined).then(() => this.#closeAll());
    return this.#closed;
  }

  async #closeAll(): Promise<void> {
    const failures: unknown[] = [];
    for (let close = this.#open.pop(); close; close = this.#open.pop())
      await close().catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw failures[0];
  }
}
