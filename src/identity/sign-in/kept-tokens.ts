import { Refusal } from '../../errors/refusal.js';
import type { Claimant } from '../claimant.js';
import type { Vault } from '../vault.js';
import type { Verifier } from '../verify/verifier.js';
import type { Tokens } from './issuer-client.js';

/** What the sealed part of a session holds. */
interface Kept extends Tokens {
  /** Keyed digest of the person: renewed tokens must be the same person's. */
  readonly who: string;
}

/** What a session holds now. */
export interface Present {
  readonly kept: Kept;
  /** Undefined where the access token holds no longer. */
  readonly claimant: Claimant | undefined;
}

/** Seals the tokens of sessions, and tells whose they are; they are verified as every bearer's are. */
export class KeptTokens {
  constructor(
    readonly vault: Vault,
    readonly verifier: Pick<Verifier, 'verify'>,
  ) {}

  /**
   * Seals tokens that hold.
   * @param who whose they must be; anybody's where nothing is said.
   * @throws Refusal TOKEN_* for tokens that do not hold, or are somebody else's.
   */
  async sealed(
    tokens: Tokens,
    who?: string,
  ): Promise<{ readonly text: string; readonly claimant: Claimant }> {
    const claimant = await this.#verified(tokens.access);
    const person = this.vault.digest(claimant.issuer === 'idporten' ? claimant.pid : claimant.subject);
    if (who !== undefined && who !== person) throw new Refusal('TOKEN_FOREIGN');
    const kept: Kept = { ...tokens, who: person };
    return { text: this.vault.seal(JSON.stringify(kept)), claimant };
  }

  /** @throws Refusal UNAVAILABLE; SESSION_ENDED for what was sealed under another key, as before the key was changed. */
  async opened(sealed: string): Promise<Present> {
    const kept = this.#unsealed(sealed);
    const claimant = await this.#verified(kept.access).catch((error: unknown) => {
      if (error instanceof Refusal && error.code !== 'UNAVAILABLE') return undefined;
      throw error;
    });
    return { kept, claimant };
  }

  #unsealed(sealed: string): Kept {
    try {
      return JSON.parse(this.vault.open(sealed)) as Kept;
    } catch {
      throw new Refusal('SESSION_ENDED');
    }
  }

  async #verified(access: string): Promise<Claimant> {
    const claimant = await this.verifier.verify(`Bearer ${access}`);
    if (claimant === undefined) throw new Refusal('TOKEN_MISSING');
    return claimant;
  }
}
