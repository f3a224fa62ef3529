import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyRequest } from 'fastify';
import { Refusal } from '../errors/refusal.js';
import type { Claimant } from '../identity/claimant.js';
import { addressOf } from './address.js';
import { bounds } from './limits/bounds.js';
import { pointsForBytes, type Rates } from './limits/rates.js';
import { type Sender, senderOf } from './limits/sender.js';
import type { Standing } from './limits/standing.js';

/** What a request's head says: who sent it, and what is left to her in this minute, where that is counted. */
export interface Entry {
  readonly sender: Sender;
  readonly standing: Standing | undefined;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Undefined where nobody is asked who she is, as for a page. */
    entry?: Entry;
  }
}

export interface AdmissionParts {
  readonly rates: Rates | undefined;
  /** How many proxies of our own stand in front. */
  readonly proxies: number;
  /** By the token or the cookie of a request; undefined where it has neither, a Refusal where it is no good. */
  whoAsks(headers: IncomingHttpHeaders): Promise<Claimant | undefined>;
}

/** Bytes of a body that are read for somebody whose documents are read no more; the known ones are rarely longer. */
const SPENT_BODY = 16 * 1024;

/**
 * Lets a request in by its head: one that is refused whatever it says is not read. A token that is no good is told of
 * later, behind the faults of what was sent.
 * @throws Refusal RATE_LIMITED.
 */
export async function admit(
  request: FastifyRequest,
  { rates, proxies, whoAsks }: AdmissionParts,
): Promise<void> {
  const sender = await senderOf(addressOf(request.raw, proxies), whoAsks(request.headers));
  const length = lengthOf(request);
  const standing = await rates?.take(sender, length);
  request.entry = { sender, standing };
  if (standing?.isEmpty) throw new Refusal('RATE_LIMITED');
  if (length === undefined || length > SPENT_BODY) await refuseSpent(request, rates);
}

/** Takes the points for the length of a document whose request did not say how long it is. */
export function chargeUntold(request: FastifyRequest, document = ''): void {
  if (lengthOf(request) === undefined) request.entry?.standing?.charge(pointsForBytes(document.length));
}

/**
 * Refuses what only a sender may ask who has time left for what is refused.
 * @param isKnown whether it is nothing of that kind; asked where no time is left.
 * @throws Refusal RATE_LIMITED.
 */
export async function refuseSpent(
  request: FastifyRequest,
  rates: Rates | undefined,
  isKnown = () => false,
): Promise<void> {
  const { entry } = request;
  const spent = entry && (await rates?.patience?.spent(entry.sender));
  if (!spent || isKnown()) return;
  request.entry = { ...entry, standing: spent };
  throw new Refusal('RATE_LIMITED');
}

/** Bytes of a request's body that may be read at most, by what its head says; undefined where it says nothing. */
function lengthOf({ headers }: FastifyRequest): number | undefined {
  if (headers['transfer-encoding'] !== undefined) return undefined;
  return Math.min(Number(headers['content-length'] ?? 0), bounds.body);
}
