import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import type { JWK } from 'jose';
import { z } from 'zod';
import { StartFailure } from './errors/start-failure.js';

const flag = z
  .enum(['true', 'false', '1', '0'], { error: 'must be true or false' })
  .transform((value) => value === 'true' || value === '1');

const url = z.url({ protocol: /^https?$/, error: 'must be an address that begins with https://' });
const postgresUrl = z.url({
  protocol: /^postgres(ql)?$/,
  error: 'must be an address such as postgresql://role:password@host:5432/database',
});

/** An address without a path: what browsers call the program. */
const origin = url.transform((value, context) => {
  const { origin, pathname, search } = new URL(value);
  if (pathname === '/' && search === '') return origin;
  context.addIssue('must be an address without a path, such as https://skole.kommune.no');
  return z.NEVER;
});

/** A private key as JSON Web Key. The fault says nothing of what was given. */
const privateKey = z.string().transform((text, context): JWK => {
  const key = jwkIn(text);
  if (key) return key;
  context.addIssue('must be a private key as JSON Web Key, on one line');
  return z.NEVER;
});

function jwkIn(text: string): JWK | undefined {
  try {
    const key: JWK = JSON.parse(text);
    const isNamed = key.kty === 'RSA' || (typeof key.kty === 'string' && typeof key.alg === 'string');
    return isNamed && typeof key.d === 'string' ? key : undefined;
  } catch {
    return undefined;
  }
}

function whole(least: number, most: number) {
  const error = `must be a whole number from ${least} to ${most}`;
  return z.coerce.number({ error }).int(error).min(least, error).max(most, error);
}

/** Every variable that the program reads, with its meaning; anything else in the environment is ignored. */
const environment = z.object({
  NODE_ENV: z.enum(['production', 'development', 'test']).default('development'),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: whole(0, 65_535).default(4000),
  DATA_DIR: z.string().min(1).default('.data'),
  DATABASE_URL: postgresUrl.optional(),
  DATABASE_OWNER_URL: postgresUrl.optional(),
  DATABASE_POOL: whole(2, 100).default(10),
  LOG_LEVEL: z.enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug']).optional(),
  DEMO: flag.optional(),
  IDENTITY_KEY: z
    .string()
    .regex(/^[0-9a-f]{64}$/i, 'must be 64 hexadecimal digits')
    .optional(),
  IDPORTEN_ISSUER: url.optional(),
  IDPORTEN_AUDIENCE: z.string().min(1).optional(),
  FEIDE_ISSUER: url.optional(),
  FEIDE_AUDIENCE: z.string().min(1).optional(),
  PUBLIC_URL: origin.optional(),
  IDPORTEN_CLIENT_ID: z.string().min(1).optional(),
  IDPORTEN_CLIENT_SECRET: z.string().min(1).optional(),
  IDPORTEN_CLIENT_KEY: privateKey.optional(),
  FEIDE_CLIENT_ID: z.string().min(1).optional(),
  FEIDE_CLIENT_SECRET: z.string().min(1).optional(),
  OPERATION_TIMEOUT_MS: whole(100, 60_000).default(5_000),
  INTROSPECTION: flag.optional(),
  EVENT_DAYS: whole(1, 366).default(14),
  TRUSTED_DOCUMENTS: z
    .enum(['off', 'warn', 'require'], { error: 'must be off, warn or require' })
    .default('off'),
  TRUSTED_DOCUMENTS_FILE: z.string().min(1).optional(),
  TRUST_PROXY: whole(0, 5).default(0),
  RATE_PERSON: whole(0, 1_000_000).default(3_000),
  RATE_ADDRESS: whole(0, 1_000_000).default(3_000),
  RATE_GUESSES: whole(0, 1_000_000).default(60),
  PLAYGROUND: z
    .string()
    .regex(
      /^(?:on|off|[a-zA-Z]+(?:\s*,\s*[a-zA-Z]+)*)$/,
      'must be on, off, or roles such as municipalAdmin,principal',
    )
    .transform((value) => (value === 'on' || value === 'off' ? value : value.split(/\s*,\s*/)))
    .optional(),
  METRICS_TOKEN: z.string().min(16, 'must have 16 characters or more').optional(),
  /** Set by npm for what it runs. */
  npm_lifecycle_event: z.string().optional(),
});

/** What says who vouches for viewers. */
const ofIssuers = ['IDPORTEN_ISSUER', 'IDPORTEN_AUDIENCE', 'FEIDE_ISSUER', 'FEIDE_AUDIENCE'] as const;

/** The program as a client of the issuers: its id, and one of the ways to prove it. */
const ofClients = [
  ['IDPORTEN_CLIENT_ID', 'IDPORTEN_CLIENT_SECRET', 'IDPORTEN_CLIENT_KEY'],
  ['FEIDE_CLIENT_ID', 'FEIDE_CLIENT_SECRET'],
] as const;

/** What must be set where the demo is off, and the demo brings along. */
const broughtByDemo = ['IDENTITY_KEY', ...ofIssuers] as const;

/** What becomes of a document that is not in the manifest: answered, answered and logged, or refused. */
export type Trust = 'off' | 'warn' | 'require';

/** One issuer of access tokens: what `iss` and `aud` must say. */
export interface IssuerConfig {
  readonly issuer: string;
  readonly audience: string;
}

/** Points that may be spent in a minute; 0 for as many as one likes. */
export interface RateSettings {
  /** Of one signed-in person, whatever the address. */
  readonly person: number;
  /** Of all at one address who are not signed in. */
  readonly address: number;
  /** Tokens from one address that no issuer has signed for us. */
  readonly guesses: number;
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
  /** Points that may be spent in a minute. */
  readonly rates: RateSettings;
  /** Whether npm started the program, and is to end it. */
  readonly underNpm: boolean;
}

/**
 * Reads the configuration from the environment and, where there is one, the file `.env`.
 * @throws StartFailure CONFIG_INVALID that names every setting that is wrong.
 */
export function readConfig(env: NodeJS.ProcessEnv = withEnvFile()): Config {
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
    rates: { person: set.RATE_PERSON, address: set.RATE_ADDRESS, guesses: set.RATE_GUESSES },
    underNpm: set.npm_lifecycle_event !== undefined,
  };
}

/** What no variable shows by itself; told together with the others, so that one start shows all that is wrong. */
function faultsTogether(given: NodeJS.ProcessEnv): string[] {
  const { production, demo } = modeOf(given);
  const faults = demo
    ? []
    : broughtByDemo.filter((name) => !given[name]).map((name) => `${name}: must be set when DEMO is off`);
  if (demo && production)
    faults.push(
      'DEMO: the stand-in issuers and synthetic people can not be switched on together with NODE_ENV=production',
    );
  if (demo && !production) faults.push(...issuersInDemo(given));
  if (/^(?:warn|require)$/.test(given.TRUSTED_DOCUMENTS ?? '') && !given.TRUSTED_DOCUMENTS_FILE)
    faults.push('TRUSTED_DOCUMENTS_FILE: must be set where TRUSTED_DOCUMENTS is warn or require');
  faults.push(...clientFaults(given, production));
  const [one, other] = given.DATABASE_URL
    ? ['DATABASE_OWNER_URL', 'DATABASE_URL']
    : ['DATABASE_URL', 'DATABASE_OWNER_URL'];
  if (given[other] && !given[one]) faults.push(`${one}: must be set together with ${other}`);
  return faults;
}

/**
 * Real issuers beside the stand-ins are never meant: the demo would pass over them and let in whoever its own vouch for.
 * Most likely NODE_ENV was forgotten.
 */
function issuersInDemo(given: NodeJS.ProcessEnv): string[] {
  const named = ofIssuers.filter((name) => given[name]);
  if (named.length === 0) return [];
  return [
    `NODE_ENV: must be production where ${named.join(', ')} ${named.length > 1 ? 'are' : 'is'} set, or the program would start as the demo, with stand-in issuers and synthetic people; DEMO=false switches those off elsewhere`,
  ];
}

/** Half a client signs nobody in, and an issuer sends browsers back to a known address alone. */
function clientFaults(given: NodeJS.ProcessEnv, production: boolean): string[] {
  const faults: string[] = [];
  for (const [id, ...proofs] of ofClients) {
    const proven = proofs.filter((name) => given[name]);
    if (given[id] && proven.length !== 1)
      faults.push(`${id}: must be set together with ${proofs.join(' or ')}`);
    if (!given[id] && proven.length > 0) faults.push(`${proven.join(', ')}: must be set together with ${id}`);
    if (given[id] && !given.PUBLIC_URL) faults.push(`PUBLIC_URL: must be set together with ${id}`);
  }
  const open = /^http:\/\/(?!localhost[:/]|127\.|\[::1\])/i.test(`${given.PUBLIC_URL ?? ''}/`);
  if (production && open) faults.push('PUBLIC_URL: must begin with https:// in production');
  return faults;
}

function modeOf(given: NodeJS.ProcessEnv): { production: boolean; demo: boolean } {
  const production = given.NODE_ENV === 'production';
  return { production, demo: flag.safeParse(given.DEMO).data ?? !production };
}

type Environment = z.infer<typeof environment>;

function databaseOf(set: Environment, dataDir: string): DatabaseConfig {
  if (set.DATABASE_URL === undefined || set.DATABASE_OWNER_URL === undefined)
    return { kind: 'embedded', dataDir };
  return { kind: 'server', serverUrl: set.DATABASE_URL, ownerUrl: set.DATABASE_OWNER_URL };
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

/** The environment, over what `.env` says. */
function withEnvFile(): NodeJS.ProcessEnv {
  if (!existsSync('.env')) return process.env;
  const text = envFile();
  const line = strayLine(text);
  if (line > 0)
    throw new StartFailure('CONFIG_INVALID', `.env: line ${line} is neither NAME=value nor a # comment`);
  return { ...parseEnv(text), ...process.env };
}

function envFile(): string {
  try {
    return readFileSync('.env', 'utf8');
  } catch (error) {
    throw new StartFailure(
      'CONFIG_INVALID',
      `.env: can not be read (${(error as NodeJS.ErrnoException).code})`,
    );
  }
}

/** The first line that Node would pass over in silence, from 1; 0 where there is none. Quoted values span lines. */
function strayLine(text: string): number {
  const assignment = /^[ \t]*(?:export[ \t]+)?[A-Za-z_]\w*[ \t]*=[ \t]*(?:"[^"]*"|'[^']*'|`[^`]*`|[^\n]*)/gm;
  const rest = text.replace(assignment, (found) => found.replace(/[^\n]+/g, ''));
  return rest.split('\n').findIndex((line) => !/^\s*(?:#.*)?$/.test(line)) + 1;
}
