import type { Provider } from 'oidc-provider';
import { StartFailure } from '../../errors/start-failure.js';
import { IssuerClient } from '../sign-in/issuer-client.js';
import { requestTo } from '../sign-in/request-to.js';
import { browserClient, standInClient } from './browser-client.js';
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
  /** Where its keys are for the program itself. */
  readonly jwksUri: string;
  readonly provider: Provider;
  readonly people: readonly StandInPerson[];
  /** The program as a client of it, by which people sign in in a browser. */
  readonly client: IssuerClient;
}

export type StandIns = Readonly<Record<StandInIssuer, StandIn>>;

export interface StandInSettings {
  /** Stand-ins let anybody be anybody: never in production. */
  readonly production: boolean;
  /** The address that browsers use, such as `http://127.0.0.1:4000`. */
  readonly origin: string;
  /** Where the program reaches itself, when that is another address. */
  readonly reachedAt?: string;
  readonly people: readonly StandInPerson[];
  /** The signing keys are kept in `issuers` below it. */
  readonly dataDir: string;
  readonly audiences: Readonly<Record<StandInIssuer, string>>;
  /** Told, in one sentence for an operator's log, why a sign-in in a browser failed. */
  readonly report?: (problem: string) => void;
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

async function createOne(name: StandInIssuer, settings: StandInSettings): Promise<StandIn> {
  const origin = withoutSlash(settings.origin);
  const path = standInPath(name);
  const [issuer, reachedAt] = [origin + path, withoutSlash(settings.reachedAt ?? origin) + path];
  const audience = settings.audiences[name];
  const key = await signingKey(settings.dataDir, name);
  const people = settings.people.filter((person) => person.account.issuer === name);
  const client = browserClient(`${origin}/sign-in/callback/${name}`);
  const request = requestTo(name, audience);
  const provider = createProvider({ issuer, audience, key, people, client, exchanges: request.exchanges });
  const facts = standInClient({ issuer, audience, client, reachedAt }, request);
  const own = new IssuerClient(facts, settings.report ?? (() => undefined));
  return { issuer, audience, jwksUri: `${reachedAt}/jwks`, provider, people, client: own };
}

function withoutSlash(address: string): string {
  return address.replace(/\/$/, '');
}
