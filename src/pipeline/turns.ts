import type { Claimant } from '../identity/claimant.js';
import type { Engine } from '../operation.js';

/** Where only so many things of somebody are under way at once; the others wait, and begin in the order in which they came. */
export class Line {
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(readonly most: number) {}

  get isEmpty(): boolean {
    return this.#running === 0;
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running < this.most) this.#running += 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await work();
    } finally {
      // Whoever waits takes over the place.
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running -= 1;
    }
  }
}

/**
 * Runs only so many operations of one person at once; the others wait for their turn. Else one person whose operations
 * take their five seconds would hold all connections to the database, and everybody else would be refused.
 */
export function inTurns<E extends Engine>(engine: E, most: number): E {
  const lines = new Map<string, Line>();
  return {
    ...engine,
    async execute(operation) {
      if (!operation.claimant) return engine.execute(operation);
      const name = nameOf(operation.claimant);
      const line = lines.get(name) ?? new Line(most);
      lines.set(name, line);
      try {
        return await line.run(() => engine.execute(operation));
      } finally {
        if (line.isEmpty) lines.delete(name);
      }
    },
  };
}

const nameOf = (claimant: Claimant): string =>
  claimant.issuer === 'idporten' ? claimant.pid : claimant.subject;
