import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { RateSettings } from '../../config.js';
import type { ErrorCode } from '../../errors/catalogue.js';
import { Refusal } from '../../errors/refusal.js';
import { Patience } from './patience.js';
import { keyOf, type Sender } from './sender.js';
import type { Standing } from './standing.js';

const MINUTE = 60;
/** Nodes of an answer, and bytes of a request, that cost one point more. */
const NODES_A_POINT = 500;
const BYTES_A_POINT = 4 * 1024;

/**
 * How much everybody may ask for in a minute. A school sits behind one address: so who is signed in is counted by name,
 * and a good token is never refused for the bad ones beside it. Counted in the memory of one node, since it is to keep
 * one viewer from taking a node's time from the others: there is no store that could be away, and with three nodes
 * somebody may spend three times as much.
 */
export class Rates {
  /** For documents that are refused; undefined where nobody's is counted. */
  readonly patience: Patience | undefined;
  readonly #purses: ReadonlyMap<keyof RateSettings, RateLimiterMemory>;

  constructor({ refused, ...settings }: RateSettings) {
    if (refused > 0) this.patience = new Patience(refused);
    const purses = Object.entries(settings) as [keyof RateSettings, number][];
    this.#purses = new Map(
      purses
        .filter(([, points]) => points > 0)
        .map(([purse, points]) => [purse, new RateLimiterMemory({ points, duration: MINUTE })]),
    );
  }

  /** Counts one request or message of so many bytes; undefined where nothing is counted for its sender. */
  async take(sender: Sender, bytes = 0): Promise<Standing | undefined> {
    const purse = purseOf(sender);
    const limiter = this.#purses.get(purse);
    if (!limiter) return undefined;
    const key = keyOf(sender);
    const found = await limiter
      .consume(key, 1 + Math.floor(bytes / BYTES_A_POINT))
      .catch((spent: Error | Spent) => {
        if (spent instanceof Error) throw spent;
        return spent;
      });
    return {
      purse,
      limit: limiter.points,
      left: found.remainingPoints,
      fullIn: Math.ceil(found.msBeforeNext / 1_000),
      isEmpty: found.consumedPoints > limiter.points,
      charge: (points) => void limiter.penalty(key, points),
    };
  }
}

type Spent = Awaited<ReturnType<RateLimiterMemory['consume']>>;

/** What an operation costs beside the one point of every request, by the nodes that it could return. */
export const pointsFor = (nodes: number): number => Math.floor(nodes / NODES_A_POINT);

/** What a request costs beside its one point, by its length. */
export const pointsForBytes = (bytes: number): number => Math.floor(bytes / BYTES_A_POINT);

/** Tokens that nobody has by mistake: one that has ended, or is too weak, comes from somebody who signed in. */
const guesses: ReadonlySet<ErrorCode> = new Set(['TOKEN_INVALID', 'TOKEN_FOREIGN']);

function purseOf({ claimant, failure }: Sender): keyof RateSettings {
  if (claimant) return 'person';
  return failure instanceof Refusal && guesses.has(failure.code) ? 'guesses' : 'address';
}
