import { anIssuer } from '../../../harness/issuer.js';
import { audiences, eppn } from '../../../harness/tokens.js';

/** Somebody who can sign in. */
export interface Person {
  readonly id: string;
  readonly login: { readonly pid: string } | { readonly subject: string };
}

/** ID-porten and Feide on 127.0.0.1: a token of theirs is good on every node that trusts them. */
export interface Issuers {
  /** The settings with which a node trusts them. */
  readonly settings: Readonly<Record<string, string>>;
  /** A signed access token; @param seconds how long it is good. */
  token(person: Person, seconds?: number): Promise<string>;
  close(): Promise<void>;
}

export async function startIssuers(): Promise<Issuers> {
  const [idporten, feide] = await Promise.all([anIssuer(audiences.idporten), anIssuer(audiences.feide)]);
  return {
    settings: {
      IDPORTEN_ISSUER: idporten.issuer,
      IDPORTEN_AUDIENCE: audiences.idporten,
      FEIDE_ISSUER: feide.issuer,
      FEIDE_AUDIENCE: audiences.feide,
    },
    token({ login }, seconds = 3_600) {
      const now = Math.floor(Date.now() / 1_000);
      const common = { iat: now, exp: now + seconds, client_id: 'a-client', scope: 'skolegraf' };
      if ('subject' in login)
        return feide.sign({
          ...common,
          iss: feide.issuer,
          aud: feide.audience,
          sub: login.subject,
          [eppn]: 'somebody@skole.example',
        });
      const { issuer: iss, audience: aud } = idporten;
      return idporten.sign({ ...common, iss, aud, sub: 'x', pid: login.pid, acr: 'idporten-loa-high' });
    },
    async close() {
      await Promise.all([idporten.close(), feide.close()]);
    },
  };
}
