import { hash } from 'node:crypto';
import type { Claimant } from '../claimant.js';

/** A token that was verified, and the key that it was verified with. */
export interface VerifiedToken {
  readonly claimant: Claimant;
  readonly issuer: string;
  readonly kid: string;
  readonly thumbprint: string;
}

/**
 * Tokens that need no second verification, by their SHA-256 so that no token stays in memory. When it is full, the one
 * that was used longest ago makes room.
 */
export class VerifiedTokens {
  readonly #byDigest = new Map<string, VerifiedToken>();

  constructor(private readonly capacity = 10_000) {}

  get(token: string): VerifiedToken | undefined {
    const digest = digestOf(token);
    const found = this.#byDigest.get(digest);
    if (found === undefined) return undefined;
    this.#byDigest.delete(digest);
    this.#byDigest.set(digest, found);
    return found;
  }

  set(token: string, verified: VerifiedToken): void {
    this.#byDigest.set(digestOf(token), verified);
    if (this.#byDigest.size <= this.capacity) return;
    for (const oldest of this.#byDigest.keys()) {
      this.#byDigest.delete(oldest);
      break;
    }
  }

  delete(token: string): void {
    this.#byDigest.delete(digestOf(token));
  }
}

const digestOf = (token: string): string => hash('sha256', token, 'base64');
