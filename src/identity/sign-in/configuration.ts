import { importJWK, type JWK } from 'jose';
import * as oidc from 'openid-client';

/** How this service proves to an issuer that it is the client that was registered there. */
export type Credential = { readonly secret: string } | { readonly key: JWK };

/** This service as a client of one issuer. */
export interface ClientFacts {
  readonly issuer: string;
  /** What the access token must be for. */
  readonly audience: string;
  readonly clientId: string;
  readonly credential: Credential;
  /** What is asked for in the browser, beside what every client asks. */
  readonly asks: Readonly<Record<string, string>>;
  /** Feide gives a token of its own, which is exchanged for one with the audience (RFC 8693), and again when that ends. */
  readonly exchanges: boolean;
  /** Where the issuer's endpoints are, when they are not to be found by discovery. */
  readonly metadata?: oidc.ServerMetadata;
}

/** Seconds that an issuer has for an answer. */
const timeout = 5;

/** The client as `openid-client` wants it, with what the issuer says of itself. Nothing is asked where that is known. */
export async function configurationOf(facts: ClientFacts): Promise<oidc.Configuration> {
  const { issuer, clientId, metadata } = facts;
  const authentication = await authenticationOf(facts.credential);
  // An address without encryption is for this machine alone; `src/config.ts` refuses others in production.
  const execute = issuer.startsWith('http:') ? [oidc.allowInsecureRequests] : [];
  if (metadata === undefined)
    return oidc.discovery(new URL(issuer), clientId, {}, authentication, { execute, timeout });
  const configuration = new oidc.Configuration(metadata, clientId, {}, authentication);
  for (const extend of execute) extend(configuration);
  configuration.timeout = timeout;
  return configuration;
}

async function authenticationOf(credential: Credential): Promise<oidc.ClientAuth> {
  if ('secret' in credential) return oidc.ClientSecretBasic(credential.secret);
  const { key: jwk } = credential;
  const key = await importJWK(jwk, jwk.alg ?? 'RS256');
  if (key instanceof Uint8Array) throw new TypeError('the key of the client is no private key');
  return oidc.PrivateKeyJwt(jwk.kid === undefined ? key : { key, kid: jwk.kid });
}
