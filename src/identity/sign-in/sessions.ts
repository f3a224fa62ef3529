import { randomBytes } from 'node:crypto';
import { Refusal } from '../../errors/refusal.js';
import type { Claimant } from '../claimant.js';
import type { Vault } from '../vault.js';
import type { Verifier } from '../verify/verifier.js';
import type { Tokens } from './issuer-client.js';
import type { IssuerName } from './issuer-name.js';
import { KeptTokens, type Present } from './kept-tokens.js';
import { type RenewalParts, Renewals } from './renewals.js';
import type { StoredSession } from './session-store.js';

/** Milliseconds that a session lasts, however much it is used: a day at work. */
export const sessionLifetime = 8 * 3_600_000;

/** Milliseconds before the end of an access token from which a new one is asked for. */
const AHEAD_MS = 30_000;

/** Somebody who is signed in in a browser. */
export interface SignedIn {
  readonly sessionId: string;
  readonly claimant: Claimant;
  /** When the session ends for certain: earlier than its time where its tokens can not be renewed. */
  readonly endsAt: Date;
}

/** A session that has begun. */
export interface Begun {
  /** What the browser's cookie shall hold. */
  readonly word: string;
  readonly endsAt: Date;
}

/** What sessions stand on. */
export interface SessionParts extends Omit<RenewalParts, 'tokens'> {
  readonly vault: Vault;
  readonly verifier: Pick<Verifier, 'verify'>;
  newId(): string;
}

/**
 * Sessions of browsers. The browser holds a random word, the database its keyed digest and the tokens, sealed: neither is
 * of use without the other, nor both without the key. Nothing of a session is kept in memory, so that its end holds for
 * the next request on every node.
 */
export class BrowserSessions {
  readonly #tokens: KeptTokens;
  readonly #renewals: Renewals;

  constructor(readonly parts: SessionParts) {
    this.#tokens = new KeptTokens(parts.vault, parts.verifier);
    this.#renewals = new Renewals({
      store: parts.store,
      tokens: this.#tokens,
      client: (name) => parts.client(name),
    });
  }

  /**
   * Begins a session under a new word, and ends the one that the browser had: whoever knew that one's word gains nothing.
   * @throws Refusal TOKEN_* for tokens that do not hold, or are another issuer's.
   */
  async begin(issuer: IssuerName, tokens: Tokens, earlier: string | undefined): Promise<Begun> {
    const { text: sealed, claimant } = await this.#tokens.sealed(tokens);
    if (claimant.issuer !== issuer) throw new Refusal('TOKEN_FOREIGN');
    if (earlier !== undefined) await this.end(earlier);
    const word = randomBytes(32).toString('base64url');
    const endsAt = new Date(Date.now() + sessionLifetime);
    const id = this.parts.newId();
    await this.parts.store.begin({ id, digest: this.#digest(word), issuer, sealed, endsAt });
    return { word, endsAt };
  }

  /**
   * Who is signed in, under an access token that holds now. One that ends soon is renewed meanwhile.
   * @throws Refusal SESSION_ENDED, or UNAVAILABLE while the issuer can't be asked for a new token.
   */
  async signedIn(word: string): Promise<SignedIn> {
    const digest = this.#digest(word);
    const stored = await this.parts.store.find(digest);
    if (stored === undefined) throw new Refusal('SESSION_ENDED');
    const present = await this.#tokens.opened(stored.sealed);
    if (present.claimant === undefined) return this.#renewed(stored, digest);
    const endsSoon = present.claimant.expires * 1_000 - Date.now() < AHEAD_MS;
    if (endsSoon && present.kept.renewal !== undefined)
      void this.#renewals.of(stored, digest).catch(() => undefined);
    return signedIn(stored, present);
  }

  /** Ends a session for good, on every node. @returns its id, where there was one. */
  end(word: string): Promise<string | undefined> {
    return this.parts.store.end(this.#digest(word));
  }

  async #renewed(stored: StoredSession, digest: string): Promise<SignedIn> {
    return signedIn(stored, await this.#tokens.opened(await this.#renewals.of(stored, digest)));
  }

  #digest(word: string): string {
    return this.parts.vault.digest(word);
  }
}

function signedIn({ id, endsAt }: StoredSession, { claimant, kept }: Present): SignedIn {
  if (claimant === undefined) throw new Refusal('SESSION_ENDED');
  const tokenEnds = new Date(claimant.expires * 1_000);
  const isShort = kept.renewal === undefined && tokenEnds < endsAt;
  return { sessionId: id, claimant, endsAt: isShort ? tokenEnds : endsAt };
}
