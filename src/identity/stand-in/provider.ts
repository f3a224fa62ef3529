import { randomBytes } from 'node:crypto';
import type { JWK } from 'jose';
import { type Configuration, errors, Provider } from 'oidc-provider';
import { claimsOf, subjectOf } from './account.js';
import { memoryStore } from './memory-store.js';
import type { StandInPerson } from './person.js';
import {
  commandClient,
  personGrant,
  registerPersonGrant,
  resourceServer,
  tokenLifetime,
} from './person-grant.js';

/** What makes one stand-in issuer. */
export interface ProviderFacts {
  /** Its address, without a slash at the end: `iss` in its tokens. */
  readonly issuer: string;
  /** `aud` in its tokens, an absolute URL. */
  readonly audience: string;
  readonly key: JWK;
  readonly people: readonly StandInPerson[];
}

/** A certified OpenID provider that signs in the given people, and whose access tokens look like the real ones. */
export function createProvider(facts: ProviderFacts): Provider {
  const provider = new Provider(facts.issuer, configurationOf(facts));
  registerPersonGrant(provider, facts.people, facts.audience);
  // Koa would print stacks; what goes wrong in here is answered as an OAuth error.
  provider.silent = true;
  return provider;
}

function configurationOf({ issuer, audience, key, people }: ProviderFacts): Configuration {
  const bySubject = new Map(people.map((person) => [subjectOf(person), person]));
  return {
    adapter: memoryStore(),
    jwks: { keys: [key] },
    // Both issuers live on one host: each keeps its session below its own path.
    cookies: { keys: [randomBytes(32).toString('base64url')], long: { path: new URL(issuer).pathname } },
    clients: [clientOfCommand],
    acrValues: ['idporten-loa-substantial', 'idporten-loa-high'],
    pkce: { required: () => true },
    ttl: { AccessToken: tokenLifetime, AuthorizationCode: 60, ...sessions },
    interactions: { url: (_ctx, { uid }) => `${issuer}/interaction/${uid}` },
    // The start page of the demo asks as the command does. Pages from elsewhere must not.
    clientBasedCORS: (_ctx, origin, client) =>
      client.clientId === commandClient && origin === new URL(issuer).origin,
    findAccount: (_ctx, sub) =>
      bySubject.has(sub) ? { accountId: sub, claims: () => ({ sub }) } : undefined,
    extraTokenClaims: (_ctx, token) => {
      const person = 'accountId' in token ? bySubject.get(token.accountId) : undefined;
      return person === undefined ? undefined : claimsOf(person);
    },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => audience,
        useGrantedResource: () => true,
        getResourceServerInfo: (_ctx, resource) => {
          if (resource !== audience) throw new errors.InvalidTarget();
          return resourceServer(audience);
        },
      },
    },
  };
}

/** Seconds that a sign-in in a browser lasts: a day at work. */
const workday = 8 * 3_600;
const sessions = { Session: workday, Grant: workday, IdToken: tokenLifetime, Interaction: tokenLifetime };

const clientOfCommand = {
  client_id: commandClient,
  client_name: 'npm run token',
  token_endpoint_auth_method: 'none' as const,
  grant_types: [personGrant],
  response_types: [],
  redirect_uris: [],
};
