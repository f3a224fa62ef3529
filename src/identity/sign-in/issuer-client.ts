import * as oidc from 'openid-client';
import type { Refusal } from '../../errors/refusal.js';
import { type ClientFacts, configurationOf } from './configuration.js';
import { refusalOf } from './refusals.js';

/** What an issuer gave, and a session keeps sealed. */
export interface Tokens {
  readonly access: string;
  /** What the next access token is had for: a refresh token, or Feide's own token. */
  readonly renewal: string | undefined;
}

/** What one sign-in is recognised by when it comes back; known to nobody but the browser. */
export interface Proofs {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

/** What differs between two sign-ins. */
export interface Wish {
  readonly redirectUri: string;
  readonly language: string;
  /** Whom the demo's issuer signs in without asking. */
  readonly who: string | undefined;
}

const exchangeGrant = 'urn:ietf:params:oauth:grant-type:token-exchange';
const accessTokenType = 'urn:ietf:params:oauth:token-type:access_token';

/** The authorization code flow with PKCE against one issuer. Nothing is asked of it before somebody signs in. */
export class IssuerClient {
  #configuration: Promise<oidc.Configuration> | undefined;

  constructor(
    readonly facts: ClientFacts,
    /** Told, in one sentence for an operator's log, what an issuer refused. */
    readonly report: (problem: string) => void,
  ) {}

  /** New proofs, to be kept by the browser. */
  static proofs(): Proofs {
    return {
      state: oidc.randomState(),
      nonce: oidc.randomNonce(),
      codeVerifier: oidc.randomPKCECodeVerifier(),
    };
  }

  /** Where the browser is sent. @throws Refusal UNAVAILABLE. */
  authorization({ state, nonce, codeVerifier }: Proofs, { redirectUri, language, who }: Wish): Promise<URL> {
    return this.#asked(async (configuration) =>
      oidc.buildAuthorizationUrl(configuration, {
        ...this.facts.asks,
        redirect_uri: redirectUri,
        state,
        nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
        ui_locales: language,
        ...(who === undefined ? {} : { login_hint: who }),
      }),
    );
  }

  /**
   * The tokens for the answer with which the browser came back.
   * @throws Refusal SIGN_IN_FAILED, SIGN_IN_CANCELLED or UNAVAILABLE.
   */
  tokens(answer: URL, { state, nonce, codeVerifier }: Proofs): Promise<Tokens> {
    return this.#asked(async (configuration) => {
      const given = await oidc.authorizationCodeGrant(configuration, answer, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: codeVerifier,
        idTokenExpected: true,
      });
      if (!this.facts.exchanges) return { access: given.access_token, renewal: given.refresh_token };
      return this.#exchanged(configuration, given.access_token);
    });
  }

  /** New tokens for those that end. @throws Refusal SIGN_IN_FAILED when the issuer gives none, UNAVAILABLE. */
  renewed(renewal: string): Promise<Tokens> {
    return this.#asked(async (configuration) => {
      if (this.facts.exchanges) return this.#exchanged(configuration, renewal);
      const given = await oidc.refreshTokenGrant(configuration, renewal);
      return { access: given.access_token, renewal: given.refresh_token ?? renewal };
    });
  }

  async #exchanged(configuration: oidc.Configuration, renewal: string): Promise<Tokens> {
    const given = await oidc.genericGrantRequest(configuration, exchangeGrant, {
      subject_token: renewal,
      subject_token_type: accessTokenType,
      audience: this.facts.audience,
    });
    return { access: given.access_token, renewal };
  }

  async #asked<T>(ask: (configuration: oidc.Configuration) => Promise<T>): Promise<T> {
    try {
      this.#configuration ??= this.#discovered();
      return await ask(await this.#configuration);
    } catch (error) {
      throw this.#refusal(error);
    }
  }

  #refusal(error: unknown): Refusal {
    const { refusal, reason } = refusalOf(error);
    if (reason !== undefined) this.report(`A sign-in at ${this.facts.issuer} failed: ${reason}.`);
    return refusal;
  }

  /** An issuer that did not answer is asked again by the next sign-in. */
  async #discovered(): Promise<oidc.Configuration> {
    try {
      return await configurationOf(this.facts);
    } catch (error) {
      this.#configuration = undefined;
      throw error;
    }
  }
}
