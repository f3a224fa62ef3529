import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import {
  type CryptoKey,
  exportJWK,
  exportSPKI,
  generateKeyPair,
  type JWK,
  type JWTHeaderParameters,
  type JWTPayload,
  SignJWT,
} from 'jose';

/** A key of a test issuer; `kid` is how its tokens name it. */
export interface TestKey {
  readonly kid: string;
  readonly alg: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
}

/** An issuer of access tokens on 127.0.0.1, under a test's control. */
export interface TestIssuer {
  readonly issuer: string;
  readonly audience: string;
  /** The key that it signs with now. */
  readonly key: TestKey;
  /** How many times the key set, and anything at all, was asked for. */
  readonly keyFetches: number;
  readonly requests: readonly string[];
  /** A token signed with the present key. */
  sign(claims: JWTPayload, header?: Partial<JWTHeaderParameters>, key?: TestKey): Promise<string>;
  /** Signs with a new key from now on; the old one stays in the key set until it is dropped. */
  rotate(alg?: string): Promise<void>;
  /** Takes every key but the present one out of the key set. */
  dropOldKeys(): void;
  /** Puts one more key, or any object, into the key set. */
  publish(jwk: JWK): void;
  /** Answers other than the right ones, by path. */
  readonly answers: Map<string, RequestListener>;
  /** Refuses connections until it comes up again, at the same address. */
  goDown(): Promise<void>;
  comeUp(): Promise<void>;
  close(): Promise<void>;
}

let keys = 0;

/** A new key pair under a new name. */
export async function aKey(alg = 'RS256'): Promise<TestKey> {
  keys += 1;
  return { kid: `key-${keys}`, alg, ...(await generateKeyPair(alg, { extractable: true })) };
}

/** The public half as it stands in a key set. */
export async function publicJwk({ kid, alg, publicKey }: TestKey): Promise<JWK> {
  return { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' };
}

/** The public half as the bytes that an attacker would use for a secret. */
export async function publicPem({ publicKey }: TestKey): Promise<Uint8Array> {
  return new TextEncoder().encode(await exportSPKI(publicKey));
}

/** Starts an issuer that is trusted for `audience`. */
export async function anIssuer(audience: string): Promise<TestIssuer> {
  const requests: string[] = [];
  const answers = new Map<string, RequestListener>();
  let key = await aKey();
  let published = [await publicJwk(key)];
  const json = (body: unknown): RequestListener => {
    return (_request, response) =>
      response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
  };
  const answer: RequestListener = (request, response) => {
    const path = request.url ?? '';
    requests.push(path);
    const configuration = { issuer: origin, jwks_uri: `${origin}/jwks` };
    const usual = path === '/jwks' ? json({ keys: published }) : json(configuration);
    (answers.get(path) ?? usual)(request, response);
  };
  let server = createServer(answer);
  const port = await listening(server, 0);
  const origin = `http://127.0.0.1:${port}`;
  return {
    issuer: origin,
    audience,
    requests,
    answers,
    get key() {
      return key;
    },
    get keyFetches() {
      return requests.filter((path) => path === '/jwks').length;
    },
    sign: (claims, header = {}, { kid, alg, privateKey } = key) =>
      new SignJWT(claims).setProtectedHeader({ alg, kid, ...header }).sign(privateKey),
    async rotate(alg) {
      key = await aKey(alg);
      published.push(await publicJwk(key));
    },
    dropOldKeys() {
      published = published.filter(({ kid }) => kid === key.kid);
    },
    publish: (jwk) => void published.push(jwk),
    goDown: () => closed(server),
    async comeUp() {
      server = createServer(answer);
      await listening(server, port);
    },
    close: () => closed(server),
  };
}

async function listening(server: Server, port: number): Promise<number> {
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  return (server.address() as AddressInfo).port;
}

async function closed(server: Server): Promise<void> {
  if (!server.listening) return;
  await new Promise((done) => {
    server.close(done);
    server.closeAllConnections();
  });
}
