import type { ClientConfig, Config, IssuerConfig } from '../config.js';
import { standInPeople } from '../database/seeds/people.js';
import type { Logger } from '../http/logging.js';
import type { Verifier as AsksWho } from '../http/verifier.js';
import type { ClientFacts } from '../identity/sign-in/configuration.js';
import { IssuerClient } from '../identity/sign-in/issuer-client.js';
import { type IssuerName, issuerNames } from '../identity/sign-in/issuer-name.js';
import { requestTo } from '../identity/sign-in/request-to.js';
import { createStandIns, type StandIns } from '../identity/stand-in/stand-ins.js';
import { createVerifier } from '../identity/verify/verifier.js';

/** The demo's audiences: what its tokens are for. */
export const demoAudiences = {
  idporten: 'https://skolegraf.example/api',
  feide: 'https://n.feide.no/datasources/skolegraf-demo',
} as const;

/** Who vouches for viewers: the issuers of the configuration, or in the demo the program's own two. */
export interface Issuers {
  readonly verifier: AsksWho;
  readonly standIns: Promise<StandIns> | undefined;
  /** The issuers at which people can sign in in a browser. */
  readonly signIn: readonly IssuerName[];
  /** The program as a client of one of them; undefined for another. */
  client(issuer: IssuerName): Promise<IssuerClient | undefined>;
  /** The address that browsers use, once it is known. */
  readonly publicUrl: Promise<string>;
  /** Told the program's own address, under which the stand-ins lie. @throws StartFailure for a broken key of theirs. */
  listening(url: string): Promise<void>;
  close(): Promise<void>;
}

export function issuersFor(config: Config, log: Logger): Issuers {
  const report = (problem: string) => log.warn(problem);
  return config.issuers ? realIssuers(config, config.issuers, report) : standInsFor(config, report);
}

/** Issuers whose tokens somebody else verifies, at which nobody signs in in a browser. */
export function bearersOnly(verifier: AsksWho & { close(): void }): Issuers {
  return {
    verifier,
    standIns: undefined,
    signIn: [],
    client: async () => undefined,
    publicUrl: Promise.resolve('http://127.0.0.1'),
    listening: async () => undefined,
    close: async () => verifier.close(),
  };
}

function realIssuers(
  { clients, publicUrl }: Config,
  issuers: NonNullable<Config['issuers']>,
  report: (problem: string) => void,
): Issuers {
  const verifier = createVerifier(issuers, { report });
  const address = Promise.withResolvers<string>();
  const made = new Map(
    issuerNames.flatMap((name) => {
      const client = clients[name];
      return client ? [[name, new IssuerClient(factsOf(name, issuers[name], client), report)] as const] : [];
    }),
  );
  return {
    verifier,
    standIns: undefined,
    signIn: [...made.keys()],
    client: async (name) => made.get(name),
    publicUrl: address.promise,
    listening: async (url) => address.resolve(publicUrl ?? url),
    close: async () => verifier.close(),
  };
}

function factsOf(name: IssuerName, { issuer, audience }: IssuerConfig, client: ClientConfig): ClientFacts {
  const { id: clientId, credential } = client;
  return { issuer, audience, clientId, credential, ...requestTo(name, audience) };
}

function standInsFor(config: Config, report: (problem: string) => void): Issuers {
  const { production, dataDir } = config;
  const address = Promise.withResolvers<string>();
  const publicUrl = address.promise.then((url) => config.publicUrl ?? url);
  const standIns = address.promise.then((reachedAt) => {
    const origin = config.publicUrl ?? reachedAt;
    const audiences = demoAudiences;
    return createStandIns({
      production,
      origin,
      reachedAt,
      people: standInPeople,
      dataDir,
      audiences,
      report,
    });
  });
  const verifier = standIns.then((issuers) => createVerifier(issuers, { allowSynthetic: true, report }));
  verifier.catch(() => undefined);
  return {
    verifier: { verify: async (authorization) => (await verifier).verify(authorization) },
    standIns,
    signIn: issuerNames,
    client: async (name) => (await standIns)[name].client,
    publicUrl,
    listening: async (url) => {
      address.resolve(url);
      await verifier;
    },
    // Nobody waits for an address that never came.
    close: () =>
      Promise.race([verifier.then((made) => made.close()), Promise.resolve()]).catch(() => undefined),
  };
}
