import type { Claimant } from '../identity/claimant.js';
import type { Engine } from '../operation.js';

/** What one person has under way. */
interface Line {
  running: number;
  readonly waiting: (() => void)[];
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
      const line = lines.get(name) ?? { running: 0, waiting: [] };
      lines.set(name, line);
      if (line.running < most) line.running += 1;
      else await new Promise<void>((resolve) => line.waiting.push(resolve));
      try {
        return await engine.execute(operation);
      } finally {
        // Whoever waits takes over the place.
        const next = line.waiting.shift();
        if (next) next();
        else line.running -= 1;
        if (line.running === 0) lines.delete(name);
      }
    },
  };
}

const nameOf = (claimant: Claimant): string =>
  claimant.issuer === 'idporten' ? claimant.pid : claimant.subject;
