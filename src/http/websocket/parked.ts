/**
 * A stream as graphql-ws holds it, from which it gets nothing: frames go straight to the socket, in the bytes that all
 * subscribers share. It waits until the stream ends, and tells when the client has ended it.
 */
export class Parked implements AsyncGenerator<never, void, void> {
  readonly #end = Promise.withResolvers<IteratorResult<never, void>>();
  #begun = false;

  constructor(
    /** Called when graphql-ws begins to wait. */
    readonly begin: () => void,
    /** Called when the client ends the stream, or is gone. */
    readonly left: () => void,
  ) {}

  next(): Promise<IteratorResult<never, void>> {
    if (!this.#begun) this.begin();
    this.#begun = true;
    return this.#end.promise;
  }

  return(): Promise<IteratorResult<never, void>> {
    this.left();
    this.finish();
    return this.#end.promise.catch(() => done);
  }

  throw(error: unknown): Promise<IteratorResult<never, void>> {
    this.left();
    this.finish(error);
    return this.#end.promise;
  }

  /** Ends the stream; with an error that graphql-ws tells the client. */
  finish(error?: unknown): void {
    if (error === undefined) this.#end.resolve(done);
    else this.#end.reject(error);
    // Nobody may be waiting yet.
    this.#end.promise.catch(() => undefined);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }
}

const done: IteratorReturnResult<void> = { done: true, value: undefined };
