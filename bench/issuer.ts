import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

/** How somebody signs in. */
export type Login =
  | { readonly issuer: 'idporten'; readonly pid: string }
  | { readonly issuer: 'feide'; readonly subject: string };

/** One issuer that stands for both ID-porten and Feide: real signatures, real key sets. */
export interface BenchIssuer {
  readonly trusted: Readonly<Record<Login['issuer'], { issuer: string; audience: string; jwksUri: string }>>;
  /** A signed access token, good for an hour. */
  token(login: Login): Promise<string>;
  close(): void;
}

const LASTS = '1h';

export async function createIssuer(): Promise<BenchIssuer> {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const keys = JSON.stringify({
    keys: [{ ...(await exportJWK(publicKey)), kid: 'bench', alg: 'RS256', use: 'sig' }],
  });
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'application/json').end(keys);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const trusted = {
    idporten: { issuer: `${origin}/idporten`, audience: `${origin}/api`, jwksUri: `${origin}/keys` },
    feide: { issuer: `${origin}/feide`, audience: `${origin}/source`, jwksUri: `${origin}/keys` },
  };
  return {
    trusted,
    token: (login) => {
      const { issuer, audience } = trusted[login.issuer];
      return new SignJWT({ client_id: 'bench', scope: 'skolegraf', ...claimsOf(login) })
        .setProtectedHeader({ alg: 'RS256', kid: 'bench' })
        .setIssuer(issuer)
        .setAudience(audience)
        .setIssuedAt()
        .setExpirationTime(LASTS)
        .sign(privateKey);
    },
    close: () => void server.close(),
  };
}

function claimsOf(login: Login): Record<string, string> {
  if (login.issuer === 'feide') return { sub: login.subject };
  return { sub: 'a-pseudonym', pid: login.pid, acr: 'idporten-loa-high' };
}
