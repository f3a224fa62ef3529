import { errors, type Provider, type TokenEndpointGrantContext } from 'oidc-provider';
import { subjectOf } from './account.js';
import type { StandInPerson } from './person.js';
import { tokenFor } from './person-grant.js';

/** RFC 8693, as Feide has it: its own token for one with the audience of a data source. */
export const exchangeGrant = 'urn:ietf:params:oauth:grant-type:token-exchange';

const accessToken = 'urn:ietf:params:oauth:token-type:access_token';

type Parameters = { subject_token?: string; subject_token_type?: string; audience?: string };

/** Lets the issuer exchange the token of a client for one with the audience, for the same person and the same client. */
export function registerTokenExchange(
  provider: Provider,
  people: readonly StandInPerson[],
  audience: string,
): void {
  const bySubject = new Map(people.map((person) => [subjectOf(person), person]));
  const answer = async (ctx: TokenEndpointGrantContext<Parameters>) => {
    const { subject_token, subject_token_type, audience: wanted } = ctx.oidc.params;
    if (subject_token_type !== accessToken) throw new errors.InvalidRequest('the token is of another type');
    if (wanted !== audience) throw new errors.InvalidTarget();
    const own = await provider.AccessToken.find(subject_token ?? '');
    const person =
      own?.clientId === ctx.oidc.client?.clientId ? bySubject.get(own?.accountId ?? '') : undefined;
    if (person === undefined) throw new errors.InvalidGrant('the token is not this client’s');
    ctx.body = {
      ...(await tokenFor(provider, ctx, person, audience, exchangeGrant)),
      issued_token_type: accessToken,
    };
  };
  provider.registerGrantType<Parameters>(exchangeGrant, answer, [
    'subject_token',
    'subject_token_type',
    'audience',
  ]);
}
