import type { IncomingMessage } from 'node:http';
import { BlockList } from 'node:net';
import { errors, type Provider, type TokenEndpointGrantContext } from 'oidc-provider';
import { subjectOf } from './account.js';
import type { StandInPerson } from './person.js';

/** The grant by which `npm run token` asks for a synthetic person's token without a browser. */
export const personGrant = 'urn:skolegraf:demo:person';

/** The public client that uses it. */
export const commandClient = 'skolegraf-command';

/** Lets the issuer give a token for the person named by the parameter `who`, to a caller on this machine only. */
export function registerPersonGrant(
  provider: Provider,
  people: readonly StandInPerson[],
  audience: string,
): void {
  const byWord = new Map(people.map((person) => [person.who, person]));
  const answer = async (ctx: TokenEndpointGrantContext<{ who?: string }>) => {
    if (!isFromThisMachine(ctx.req)) throw new errors.AccessDenied('only for callers on the same machine');
    const person = byWord.get(ctx.oidc.params.who ?? '');
    if (person === undefined) throw new errors.InvalidGrant('nobody is called that here');
    ctx.body = await tokenFor(provider, ctx, person, audience, personGrant);
  };
  provider.registerGrantType<{ who?: string }>(personGrant, answer, ['who']);
}

/** An access token for a person, as the answer of the token endpoint. @param grant by which it was asked for. */
export async function tokenFor(
  provider: Provider,
  ctx: Pick<TokenEndpointGrantContext, 'oidc'>,
  person: StandInPerson,
  audience: string,
  grant: string,
): Promise<Record<string, string | number>> {
  const token = new provider.AccessToken({
    accountId: subjectOf(person),
    client: ctx.oidc.client,
    grantId: grant,
    gty: grant,
    scope: resourceScope,
    resourceServer: new provider.ResourceServer(audience, resourceServer(audience)),
  });
  return { access_token: await token.save(), expires_in: token.expiration, token_type: 'Bearer' };
}

/** The one scope that there is to ask for. */
export const resourceScope = 'skolegraf';

/** Seconds that an access token lasts. */
export const tokenLifetime = 3_600;

/** This API as a resource of the issuer (RFC 8707): access tokens for it are signed JWTs. */
export function resourceServer(audience: string) {
  return {
    audience,
    scope: resourceScope,
    accessTokenTTL: tokenLifetime,
    accessTokenFormat: 'jwt' as const,
    jwt: { sign: { alg: 'RS256' as const } },
  };
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Whether a request came from this machine itself, and not through a proxy on it. */
function isFromThisMachine({ socket, headers }: IncomingMessage): boolean {
  if (headers.forwarded !== undefined || headers['x-forwarded-for'] !== undefined) return false;
  const address = socket.remoteAddress ?? '';
  return loopback.check(address, address.includes(':') ? 'ipv6' : 'ipv4');
}
