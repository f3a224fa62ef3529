import { resolve } from 'node:path';
import type { JWK } from 'jose';
import { envFile } from './config/env-file.js';
import { type Environment, environment } from './config/environment.js';
import { faultsTogether, modeOf } from './config/faults.js';
import { StartFailure } from './errors/start-failure.js';

/** What becomes of a document that is not in the manifest: answered, answered and logged, or refused. */
export type Trust = 'off' | 'warn' | 'require';

/** One issuer of access tokens: what `iss` and `aud` must say. */
export interface IssuerConfig {
  readonly issuer: string;
  readonly audience: string;
}

/** What may be spent in a minute, in points but for the last; 0 for as much as one likes. */
export interface RateSettings {
  /** Of one signed-in person, whatever the address. */
  readonly person: number;
  /** Of all at one address who are not signed in. */
  readonly address: number;
  /** Tokens from one address that no issuer has signed for us. */
  readonly guesses: number;
  /**
   * Milliseconds that go into reading documents and bodies which are then refused, of one signed-in person, or of all at
   * one address who are not signed in.
   */
  readonly refused: number;
}

/** The program as a client of an issuer, by which people sign in in a browser. */
export interface ClientConfig {
  readonly id: string;
  readonly credential: { readonly secret: string } | { readonly key: JWK };
}

/** Where the database is: one that the program runs itself under `dataDir`, or a server named by two URLs. */
export type DatabaseConfig =
  | { readonly kind: 'embedded'; readonly dataDir: string }
  | { readonly kind: 'server'; readonly serverUrl: string; readonly ownerUrl: string };

/** Everything that can be set from outside; the rest of the program takes this, never the environment. */
export interface Config {
  readonly production: boolean;
  readonly host: string;
  /** TCP port; 0 lets the system choose one. */
  readonly port: number;
  readonly dataDir: string;
  readonly database: DatabaseConfig;
  /** Connections that the server's role may hold at once. */
  readonly pool: number;
  /** `info` in production; `warn` elsewhere, so that a terminal stays readable. */
  readonly logLevel: string;
  /** Synthetic municipalities and the two stand-in issuers. Never together with `production`. */
  readonly demo: boolean;
  /** 32 bytes in hexadecimal that encrypt identity numbers; the demo keeps its own under `dataDir`. */
  readonly identityKey: string | undefined;
  /** Undefined in the demo, where the program hosts both issuers itself, and refuses to start where others are set. */
  readonly issuers: { readonly idporten: IssuerConfig; readonly feide: IssuerConfig } | undefined;
  /** The address that browsers use; where it is undefined, the one at which the program listens. */
  readonly publicUrl: string | undefined;
  /** Sign-in in the browser at real issuers; it is off where an issuer has no client. */
  readonly clients: { readonly idporten?: ClientConfig; readonly feide?: ClientConfig };
  /** Milliseconds after which an operation's SQL is cancelled. */
  readonly operationTimeout: number;
  readonly introspection: boolean;
  /** Who may use the playground at `/graphql`: everybody, nobody, or those who have signed in and hold one of these roles. */
  readonly playground: 'on' | 'off' | readonly string[];
  /** How many days an event is kept, and so how long a client may be away and resume. */
  readonly eventDays: number;
  /** What becomes of documents that are not in the manifest, and the file that holds it. */
  readonly trustedDocuments: { readonly trust: Trust; readonly file: string | undefined };
  /** The bearer token by which `/metrics` is read; without it `/metrics` is not there, but for the demo's own machine. */
  readonly metricsToken: string | undefined;
  /** How many proxies of our own stand in front, so that addresses come from the last of `X-Forwarded-For`. */
  readonly proxies: number;
  /** How much may be spent in a minute. */
  readonly rates: RateSettings;
  /** Whether npm started the program, and is to end it. */
  readonly underNpm: boolean;
}

/**
 * Reads the configuration from the environment and, where there is one, the file `.env`.
 * @throws StartFailure CONFIG_INVALID that names every setting that is wrong.
 */
export function readConfig(env: NodeJS.ProcessEnv = { ...envFile(), ...process.env }): Config {
  const given = withoutEmpty(env);
  const parsed = environment.safeParse(given);
  const faults = (parsed.error?.issues ?? []).map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  faults.push(...faultsTogether(given));
  if (!parsed.success || faults.length > 0) throw new StartFailure('CONFIG_INVALID', faults.join('; '));
  const set = parsed.data;
  const { production, demo } = modeOf(given);
  const dataDir = resolve(set.DATA_DIR);
  return {
    production,
    host: set.HOST,
    port: set.PORT,
    dataDir,
    database: databaseOf(set, dataDir),
    pool: set.DATABASE_POOL,
    logLevel: set.LOG_LEVEL ?? (production ? 'info' : 'warn'),
    demo,
    identityKey: set.IDENTITY_KEY,
    issuers: demo ? undefined : issuersOf(set),
    publicUrl: set.PUBLIC_URL,
    clients: clientsOf(set),
    operationTimeout: set.OPERATION_TIMEOUT_MS,
    introspection: set.INTROSPECTION ?? !production,
    playground: set.PLAYGROUND ?? (demo ? 'on' : 'off'),
    eventDays: set.EVENT_DAYS,
    trustedDocuments: { trust: set.TRUSTED_DOCUMENTS, file: set.TRUSTED_DOCUMENTS_FILE },
    metricsToken: set.METRICS_TOKEN,
    proxies: set.TRUST_PROXY,
    rates: ratesOf(set),
    underNpm: set.npm_lifecycle_event !== undefined,
  };
}

function databaseOf(set: Environment, dataDir: string): DatabaseConfig {
  if (set.DATABASE_URL === undefined || set.DATABASE_OWNER_URL === undefined)
    return { kind: 'embedded', dataDir };
  return { kind: 'server', serverUrl: set.DATABASE_URL, ownerUrl: set.DATABASE_OWNER_URL };
}

function ratesOf(set: Environment): RateSettings {
  const { RATE_PERSON, RATE_ADDRESS, RATE_GUESSES, RATE_REFUSED } = set;
  return { person: RATE_PERSON, address: RATE_ADDRESS, guesses: RATE_GUESSES, refused: RATE_REFUSED };
}

function issuersOf(set: Environment): Config['issuers'] {
  const { IDPORTEN_ISSUER, IDPORTEN_AUDIENCE, FEIDE_ISSUER, FEIDE_AUDIENCE } = set;
  if (!IDPORTEN_ISSUER || !IDPORTEN_AUDIENCE || !FEIDE_ISSUER || !FEIDE_AUDIENCE) return undefined;
  return {
    idporten: { issuer: IDPORTEN_ISSUER, audience: IDPORTEN_AUDIENCE },
    feide: { issuer: FEIDE_ISSUER, audience: FEIDE_AUDIENCE },
  };
}

function clientsOf(set: Environment): Config['clients'] {
  const idporten = clientOf(set.IDPORTEN_CLIENT_ID, set.IDPORTEN_CLIENT_SECRET, set.IDPORTEN_CLIENT_KEY);
  const feide = clientOf(set.FEIDE_CLIENT_ID, set.FEIDE_CLIENT_SECRET);
  return { ...(idporten && { idporten }), ...(feide && { feide }) };
}

function clientOf(id: string | undefined, secret: string | undefined, key?: JWK): ClientConfig | undefined {
  if (id === undefined) return undefined;
  if (key !== undefined) return { id, credential: { key } };
  return secret === undefined ? undefined : { id, credential: { secret } };
}

function withoutEmpty(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim() !== ''));
}
