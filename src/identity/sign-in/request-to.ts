import type { ClientFacts } from './configuration.js';
import type { IssuerName } from './issuer-name.js';

/**
 * What is asked of each issuer. ID-porten puts the audience into the access token where it is asked for as `resource`, and
 * asks again who somebody is: on a shared machine the last person may still be signed in there. Feide gives the audience
 * in exchange for its own token.
 */
export function requestTo(issuer: IssuerName, audience: string): Pick<ClientFacts, 'asks' | 'exchanges'> {
  if (issuer === 'feide') return { asks: { scope: 'openid' }, exchanges: true };
  const acr_values = 'idporten-loa-substantial';
  return { asks: { scope: 'openid', resource: audience, acr_values, prompt: 'login' }, exchanges: false };
}
