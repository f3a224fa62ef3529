import { type CryptoKey, calculateJwkThumbprint, createLocalJWKSet, type JSONWebKeySet } from 'jose';
import { Refusal } from '../../errors/refusal.js';
import { KeySetUnavailable } from './key-set-source.js';

/** Milliseconds. */
const second = 1_000;
/** Between two fetches, whoever asks for them: forged `kid`s can't make us beat upon an issuer. */
const cooldown = 30 * second;
/** Between two fetches as long as there has been no key set at all, so that a start before the issuer's heals soon. */
const cooldownWithoutKeys = 5 * second;
/** After which a key set is fetched anew in the background, so that a key taken out of it stops working. */
const fresh = 600 * second;
/** After which keys that the issuer has not confirmed are believed no more. */
const stale = 24 * 3600 * second;

interface KeySet {
  readonly select: ReturnType<typeof createLocalJWKSet>;
  readonly thumbprints: ReadonlyMap<string, string>;
  readonly loadedAt: number;
}

/** A key and what tells it from another that comes to bear the same `kid`. */
export interface IssuerKey {
  readonly key: CryptoKey;
  readonly thumbprint: string;
}

/**
 * The public keys of one issuer, fetched when a token first needs them. Why not jose's `createRemoteJWKSet`: it fetches
 * again for each unknown `kid` while the issuer is down, and loses its known keys when they grow old meanwhile.
 */
export class IssuerKeys {
  #set: KeySet | undefined;
  #attemptedAt: number | undefined;
  #failed = false;
  #loading: Promise<void> | undefined;

  constructor(
    private readonly fetchKeySet: () => Promise<JSONWebKeySet>,
    private readonly now: () => number,
    private readonly report: (problem: string) => void,
  ) {}

  /**
   * The key with this `kid` for this algorithm.
   * @throws Refusal TOKEN_INVALID when the issuer has no such key, UNAVAILABLE when it could not be asked.
   */
  async find(kid: string, alg: string): Promise<IssuerKey> {
    if (this.thumbprint(kid) === undefined) await this.#load();
    const thumbprint = this.thumbprint(kid);
    if (this.#set === undefined || thumbprint === undefined)
      throw new Refusal(this.#failed ? 'UNAVAILABLE' : 'TOKEN_INVALID');
    try {
      return { key: await this.#set.select({ kid, alg }), thumbprint };
    } catch {
      throw new Refusal('TOKEN_INVALID');
    }
  }

  /** The thumbprint of a key that the issuer is known to have, or undefined; never waits. */
  thumbprint(kid: string): string | undefined {
    const age = this.#since(this.#set?.loadedAt);
    if (age > stale) return undefined;
    if (age > fresh) void this.#load();
    return this.#set?.thumbprints.get(kid);
  }

  /** Fetches the key set unless that was tried just now; all who wait share one fetch. Never rejects. */
  async #load(): Promise<void> {
    const wait = this.#set === undefined ? cooldownWithoutKeys : cooldown;
    if (this.#loading === undefined && this.#since(this.#attemptedAt) < wait) return;
    this.#loading ??= this.#fetch().finally(() => {
      this.#loading = undefined;
    });
    await this.#loading;
  }

  /** Milliseconds either way: a clock that was set back must not stop the fetching. */
  #since(moment = Number.NEGATIVE_INFINITY): number {
    return Math.abs(this.now() - moment);
  }

  async #fetch(): Promise<void> {
    this.#attemptedAt = this.now();
    try {
      this.#set = await keySetOf(await this.fetchKeySet(), this.now());
      this.#failed = false;
    } catch (error) {
      this.#failed = true;
      this.report(error instanceof KeySetUnavailable ? error.message : 'the key set is malformed');
    }
  }
}

async function keySetOf(keySet: JSONWebKeySet, loadedAt: number): Promise<KeySet> {
  const select = createLocalJWKSet(keySet);
  const thumbprints = new Map<string, string>();
  for (const jwk of keySet.keys) {
    // A key of a kind that jose does not know is skipped: it must not take the others with it.
    const thumbprint = await calculateJwkThumbprint(jwk).catch(() => undefined);
    if (typeof jwk.kid === 'string' && thumbprint !== undefined) thumbprints.set(jwk.kid, thumbprint);
  }
  return { select, thumbprints, loadedAt };
}
