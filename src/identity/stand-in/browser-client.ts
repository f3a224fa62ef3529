import { randomBytes } from 'node:crypto';
import type { ClientMetadata, KoaContextWithOIDC, Provider } from 'oidc-provider';
import type { ClientFacts } from '../sign-in/configuration.js';
import { resourceScope } from './person-grant.js';

/** The program's own client at a stand-in issuer, by which people sign in in a browser. */
export interface BrowserClient {
  readonly id: string;
  readonly secret: string;
  readonly redirectUri: string;
}

/** A client with a new secret, since both sides are made at once. */
export function browserClient(redirectUri: string): BrowserClient {
  return { id: 'skolegraf-browser', secret: randomBytes(32).toString('base64url'), redirectUri };
}

/** The client as the issuer registers it. */
export function registrationOf({ id, secret, redirectUri }: BrowserClient, grants: string[]): ClientMetadata {
  return {
    client_id: id,
    client_secret: secret,
    client_name: 'Skolegraf',
    token_endpoint_auth_method: 'client_secret_basic',
    grant_types: ['authorization_code', 'refresh_token', ...grants],
    response_types: ['code'],
    redirect_uris: [redirectUri],
  };
}

/** Nobody is asked whether this client may know who signed in: the issuer is made for it. */
export async function grantAll(ctx: KoaContextWithOIDC, provider: Provider, audience: string) {
  const { client, session } = ctx.oidc;
  const grant = new provider.Grant({
    ...(client ? { clientId: client.clientId } : {}),
    ...(session?.accountId ? { accountId: session.accountId } : {}),
  });
  grant.addOIDCScope('openid');
  grant.addResourceScope(audience, resourceScope);
  await grant.save();
  return grant;
}

/** Where a stand-in is, and who the program is there. */
export interface StandInAddress {
  readonly issuer: string;
  readonly audience: string;
  readonly client: BrowserClient;
  /** Where the program itself reaches the issuer; browsers come by `issuer`. */
  readonly reachedAt: string;
}

/** The program as a client of a stand-in, which asks anew who it is each time: in a demo one person is many. */
export function standInClient(
  standIn: StandInAddress,
  real: Pick<ClientFacts, 'asks' | 'exchanges'>,
): ClientFacts {
  const { issuer, audience, client, reachedAt } = standIn;
  return {
    issuer,
    audience,
    clientId: client.id,
    credential: { secret: client.secret },
    asks: { ...real.asks, prompt: 'login' },
    exchanges: real.exchanges,
    metadata: {
      issuer,
      authorization_endpoint: `${issuer}/auth`,
      token_endpoint: `${reachedAt}/token`,
      jwks_uri: `${reachedAt}/jwks`,
      authorization_response_iss_parameter_supported: true,
    },
  };
}
