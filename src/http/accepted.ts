import type { HTTPGraphQLResponse } from '@apollo/server';
import { LRUCache } from 'lru-cache';

/** How many headers are remembered, and how long one may be, in characters. */
const REMEMBERED = 100;
const LONGEST = 500;

/**
 * Accept headers that were answered in plain JSON, as is a request without one. Apollo Server weighs each anew, in the time
 * of a whole plan; of these it is told nothing.
 */
export class Accepted {
  readonly #inJson = new LRUCache<string, true>({ max: REMEMBERED });

  /** Whether Apollo Server need not weigh a header. */
  has(accept: string): boolean {
    return this.#inJson.get(accept) === true;
  }

  /** Notes how a header was answered. */
  note(accept: string | undefined, { status, headers }: HTTPGraphQLResponse): void {
    const isInJson =
      status === undefined && headers.get('content-type') === 'application/json; charset=utf-8';
    if (accept !== undefined && accept.length <= LONGEST && isInJson) this.#inJson.set(accept, true);
  }
}
