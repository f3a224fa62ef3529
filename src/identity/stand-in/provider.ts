import { randomBytes } from 'node:crypto';
import type { JWK } from 'jose';
import { type Configuration, errors, Provider } from 'oidc-provider';
import { claimsOf, subjectOf } from './account.js';
import { type BrowserClient, grantAll, registrationOf } from './browser-client.js';
import { memoryStore } from './memory-store.js';
import type { StandInPerson } from './person.js';
import {
  commandClient,
  personGrant,
  registerPersonGrant,
  resourceServer,
  tokenLifetime,
} from './person-grant.js';
import { exchangeGrant, registerTokenExchange } from './token-exchange.js';

/** What makes one stand-in issuer. */
export interface ProviderFacts {
  /** Its address, without a slash at the end: `iss` in its tokens. */
  readonly issuer: string;
  /** `aud` in its tokens, an absolute URL. */
  readonly audience: string;
  readonly key: JWK;
  readonly people: readonly StandInPerson[];
  /** By which people sign in in a browser. */
  readonly client: BrowserClient;
  /** Whether tokens with the audience are had by exchange alone, as from Feide. */
  readonly exchanges: boolean;
}

/** A certified OpenID provider that signs in the given people, and whose access tokens look like the real ones. */
export function createProvider(facts: ProviderFacts): Provider {
  const provider: Provider = new Provider(
    facts.issuer,
    configurationOf(facts, (ctx) => grantAll(ctx, provider, facts.audience)),
  );
  registerPersonGrant(provider, facts.people, facts.audience);
  if (facts.exchanges) registerTokenExchange(provider, facts.people, facts.audience);
  // Behind a proxy that ends https, cookies and addresses are those of https.
  provider.proxy = facts.issuer.startsWith('https:');
  // Koa would print stacks; what goes wrong in here is answered as an OAuth error.
  provider.silent = true;
  return provider;
}

type LoadGrant = NonNullable<Configuration['loadExistingGrant']>;

function configurationOf(facts: ProviderFacts, loadExistingGrant: LoadGrant): Configuration {
  const { issuer, audience, key, people } = facts;
  const bySubject = new Map(people.map((person) => [subjectOf(person), person]));
  return {
    adapter: memoryStore(),
    jwks: { keys: [key] },
    // Both issuers live on one host: each keeps its session below its own path.
    cookies: { keys: [randomBytes(32).toString('base64url')], long: { path: new URL(issuer).pathname } },
    clients: [clientOfCommand, registrationOf(facts.client, facts.exchanges ? [exchangeGrant] : [])],
    loadExistingGrant,
    issueRefreshToken: async (_ctx, client) => !facts.exchanges && client.grantTypeAllowed('refresh_token'),
    acrValues: ['idporten-loa-substantial', 'idporten-loa-high'],
    pkce: { required: () => true },
    ttl: { AccessToken: facts.exchanges ? workday : tokenLifetime, AuthorizationCode: 60, ...sessions },
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
        useGrantedResource: () => true,
        getResourceServerInfo: (_ctx, resource) => {
          if (resource !== audience || facts.exchanges) throw new errors.InvalidTarget();
          return resourceServer(audience);
        },
      },
    },
  };
}

/** Seconds that a sign-in in a browser lasts: a day at work. */
const workday = 8 * 3_600;
const sessions = {
  Session: workday,
  Grant: workday,
  RefreshToken: workday,
  IdToken: tokenLifetime,
  Interaction: tokenLifetime,
};

const clientOfCommand = {
  client_id: commandClient,
  client_name: 'npm run token',
  token_endpoint_auth_method: 'none' as const,
  grant_types: [personGrant],
  response_types: [],
  redirect_uris: [],
};
