import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { RateSettings } from '../../config.js';
import type { ErrorCode } from '../../errors/catalogue.js';
import { Refusal } from '../../errors/refusal.js';
import type { Claimant } from '../../identity/claimant.js';

/** From which purse a request was paid, and what is left in it. */
export interface Standing {
  readonly purse: keyof RateSettings;
  readonly limit: number;
  readonly left: number;
  /** Seconds until it is full again. */
  readonly fullIn: number;
  /** Whether there was not enough in it. */
  readonly isEmpty: boolean;
  /** Takes more out of the same purse, for what has turned out dear. */
  charge(points: number): void;
}

/** Who sends something: somebody whose token was verified, or whose was refused, or nobody with a token at all. */
export interface Sender {
  readonly claimant?: Claimant | undefined;
  /** What the verifier threw. */
  readonly failure?: unknown;
  readonly address: string;
}

/** Who asks, which is known first, so that whatever follows is counted for the right one. */
export async function senderOf(address: string, asking: Promise<Claimant | undefined>): Promise<Sender> {
  try {
    return { claimant: await asking, address };
  } catch (failure) {
    return { failure, address };
  }
}

const MINUTE = 60;
/** Nodes of an answer that cost one point more. */
const NODES_A_POINT = 500;

/**
 * How much everybody may ask for in a minute. A school sits behind one address: so who is signed in is counted by name,
 * and a good token is never refused for the bad ones beside it. Counted in the memory of one node, since it is to keep
 * one viewer from taking a node's time from the others: there is no store that could be away, and with three nodes
 * somebody may spend three times as much.
 */
export class Rates {
  readonly #purses: ReadonlyMap<keyof RateSettings, RateLimiterMemory>;

  constructor(settings: RateSettings) {
    const purses = Object.entries(settings) as [keyof RateSettings, number][];
    this.#purses = new Map(
      purses
        .filter(([, points]) => points > 0)
        .map(([purse, points]) => [purse, new RateLimiterMemory({ points, duration: MINUTE })]),
    );
  }

  /** Counts one request or message; undefined where nothing is counted for its sender. */
  async take(sender: Sender): Promise<Standing | undefined> {
    const purse = purseOf(sender);
    const limiter = this.#purses.get(purse);
    if (!limiter) return undefined;
    const key = sender.claimant ? nameOf(sender.claimant) : networkOf(sender.address);
    const found = await limiter.consume(key).catch((spent: Error | Spent) => {
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

/** Tokens that nobody has by mistake: one that has ended, or is too weak, comes from somebody who signed in. */
const guesses: ReadonlySet<ErrorCode> = new Set(['TOKEN_INVALID', 'TOKEN_FOREIGN']);

function purseOf({ claimant, failure }: Sender): keyof RateSettings {
  if (claimant) return 'person';
  return failure instanceof Refusal && guesses.has(failure.code) ? 'guesses' : 'address';
}

const nameOf = (claimant: Claimant): string =>
  claimant.issuer === 'idporten' ? claimant.pid : claimant.subject;

/** An address of IPv4, or of IPv6 the network of 64 bits that one household has all addresses of. */
function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (!plain.includes(':')) return plain;
  const [head = '', tail = ''] = plain.split('::').map((part) => part.replace(/%.*$/, ''));
  const [before, after] = [head, tail].map((part) => part.split(':').filter(Boolean)) as [string[], string[]];
  const zeros = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0');
  const groups = plain.includes('::') ? [...before, ...zeros, ...after] : before;
  return groups.slice(0, 4).join(':');
}
