/** Bytes after which a client is asked how far it has read, by a ping, which it answers when it comes to it. */
const ASK_BYTES = 64 * 1024;
/** The most bytes that are under way to a client: what stands in the network's own buffers is nobody's to see else. */
const UNDER_WAY_BYTES = 256 * 1024;

/**
 * How far a client has read what it was sent. The network takes megabytes for a client that reads nothing, and each
 * costs as much as one for a client that does.
 */
export class Flow {
  #sent = 0;
  #asked = 0;
  #read = 0;

  /** @param ask sends a ping with this mark. */
  constructor(readonly ask: (mark: string) => void) {}

  /** Whether the client must read before it is sent more. */
  get isFull(): boolean {
    return this.#sent - this.#read > UNDER_WAY_BYTES;
  }

  /** Counts what is being sent. @param size in bytes, or nearly. */
  count(size: number): void {
    this.#sent += size;
    if (this.#sent - this.#asked < ASK_BYTES) return;
    this.#asked = this.#sent;
    this.ask(String(this.#sent));
  }

  /** Hears the answer to a ping, which was one of these or not: nobody has read what was not sent. */
  hear(mark: string): void {
    const read = Number(mark);
    if (read > this.#read && read <= this.#sent) this.#read = read;
  }
}
