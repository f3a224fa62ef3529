/** Milliseconds between two pings of a socket, and until one that does not answer is cut. */
const PING_MS = 12_000;
/** Into how many turns the sockets are shared, so that they are not all pinged at once. */
const TURNS = 12;

/** One clock for all sockets of a node: each has its turn once in twelve seconds. */
export class Pulse<T> {
  readonly #turns: readonly Set<T>[] = Array.from({ length: TURNS }, () => new Set<T>());
  readonly #timer: NodeJS.Timeout;
  #turn = 0;
  #next = 0;

  /** @param period milliseconds between two turns of one member. */
  constructor(beat: (member: T) => void, period = PING_MS) {
    this.#timer = setInterval(() => {
      this.#turn = (this.#turn + 1) % TURNS;
      for (const member of this.#turns[this.#turn] ?? []) beat(member);
    }, period / TURNS);
  }

  /** Takes a member in. @returns leaves it out again. */
  add(member: T): () => void {
    const turn = this.#turns[this.#next++ % TURNS];
    turn?.add(member);
    return () => void turn?.delete(member);
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
