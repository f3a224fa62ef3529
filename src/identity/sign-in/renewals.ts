import { Refusal } from '../../errors/refusal.js';
import type { IssuerClient } from './issuer-client.js';
import { type IssuerName, isIssuerName } from './issuer-name.js';
import type { KeptTokens } from './kept-tokens.js';
import type { SessionStore, StoredSession } from './session-store.js';

/** How often, and how many times, a node looks whether another one has renewed the tokens. */
const LOOK_MS = 100;
const LOOKS = 60;

/** What renewals stand on. */
export interface RenewalParts {
  readonly store: SessionStore;
  readonly tokens: KeptTokens;
  /** This service as a client of an issuer; undefined where nobody signs in there. */
  client(issuer: IssuerName): Promise<IssuerClient | undefined>;
}

/** Renews the tokens of sessions: once for all who wait, on every node, since many an issuer takes a refresh token once. */
export class Renewals {
  readonly #underWay = new Map<string, Promise<string>>();

  constructor(readonly parts: RenewalParts) {}

  /**
   * The session's new tokens, sealed. A session whose issuer gives none is ended.
   * @throws Refusal SESSION_ENDED, or UNAVAILABLE while the issuer can't be asked.
   */
  of(stored: StoredSession, digest: string): Promise<string> {
    const underWay = this.#underWay.get(stored.id);
    if (underWay !== undefined) return underWay;
    const renewal = this.#renewed(stored, digest).finally(() => this.#underWay.delete(stored.id));
    this.#underWay.set(stored.id, renewal);
    return renewal;
  }

  async #renewed(stored: StoredSession, digest: string): Promise<string> {
    const { store } = this.parts;
    const claimed = await store.claim(stored.id);
    if (claimed === undefined) return this.#renewedElsewhere(stored, digest);
    try {
      // Another node may have been done between this one's look and its claim.
      const sealed = claimed === stored.sealed ? await this.#renew(stored) : claimed;
      await store.letGo(stored.id, sealed);
      return sealed;
    } catch (error) {
      await store.letGo(stored.id);
      if (!(error instanceof Refusal) || error.code === 'UNAVAILABLE') throw error;
      await store.end(digest);
      throw new Refusal('SESSION_ENDED');
    }
  }

  async #renew({ issuer, sealed }: StoredSession): Promise<string> {
    const { kept } = await this.parts.tokens.opened(sealed);
    const client = isIssuerName(issuer) ? await this.parts.client(issuer) : undefined;
    if (kept.renewal === undefined || client === undefined) throw new Refusal('SESSION_ENDED');
    return (await this.parts.tokens.sealed(await client.renewed(kept.renewal), kept.who)).text;
  }

  async #renewedElsewhere({ sealed }: StoredSession, digest: string): Promise<string> {
    for (let look = 0; look < LOOKS; look += 1) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      const stored = await this.parts.store.find(digest);
      if (stored === undefined) throw new Refusal('SESSION_ENDED');
      if (stored.sealed !== sealed) return stored.sealed;
    }
    throw new Refusal('UNAVAILABLE');
  }
}
