import type { Provider } from 'oidc-provider';
import { StartFailure } from '../../errors/start-failure.js';
import type { StandInPerson } from './person.js';
import { createProvider } from './provider.js';
import { signingKey } from './signing-key.js';

/** The issuers that the program can stand in for. */
export const standInIssuers = ['idporten', 'feide'] as const;
export type StandInIssuer = (typeof standInIssuers)[number];

/** Where a stand-in issuer lies below the program's own address. */
export function standInPath(issuer: StandInIssuer): string {
  return `/demo/${issuer}`;
}

/** One stand-in issuer; `issuer` and `audience` are what a verifier must trust. */
export interface StandIn {
  readonly issuer: string;
  readonly audience: string;
  readonly provider: Provider;
}

export type StandIns = Readonly<Record<StandInIssuer, StandIn>>;

export interface StandInSettings {
  /** Stand-ins let anybody be anybody: never in production. */
  readonly production: boolean;
  /** The program's own address, such as `http://127.0.0.1:4000`. */
  readonly origin: string;
  readonly people: readonly StandInPerson[];
  /** The signing keys are kept in `issuers` below it. */
  readonly dataDir: string;
  readonly audiences: Readonly<Record<StandInIssuer, string>>;
}

/**
 * Makes the issuers that stand in for ID-porten and Feide in the demo and in tests.
 * @throws StartFailure CONFIG_INVALID in production, or when a signing key is broken.
 */
export async function createStandIns(settings: StandInSettings): Promise<StandIns> {
  if (settings.production)
    throw new StartFailure(
      'CONFIG_INVALID',
      'DEMO: the stand-in issuers can not be switched on together with NODE_ENV=production',
    );
  const [idporten, feide] = await Promise.all([
    createOne('idporten', settings),
    createOne('feide', settings),
  ]);
  return { idporten, feide };
}

async function createOne(
  name: StandInIssuer,
  { origin, people, dataDir, audiences }: StandInSettings,
): Promise<StandIn> {
  const issuer = origin.replace(/\/$/, '') + standInPath(name);
  const audience = audiences[name];
  const key = await signingKey(dataDir, name);
  const own = people.filter((person) => person.account.issuer === name);
  return { issuer, audience, provider: createProvider({ issuer, audience, key, people: own }) };
}
