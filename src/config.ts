import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { loadEnvFile } from 'node:process';
import { z } from 'zod';
import { StartFailure } from './errors/start-failure.js';

const flag = z.enum(['true', 'false', '1', '0']).transform((value) => value === 'true' || value === '1');

const url = z.url({ protocol: /^https?$/ });
const postgresUrl = z.url({ protocol: /^postgres(ql)?$/ });

/** Every variable that the program reads, with its meaning; anything else in the environment is ignored. */
const environment = z
  .object({
    NODE_ENV: z.enum(['production', 'development', 'test']).default('development'),
    HOST: z.string().min(1).default('127.0.0.1'),
    PORT: z.coerce.number().int().min(0).max(65535).default(4000),
    DATA_DIR: z.string().min(1).default('.data'),
    DATABASE_URL: postgresUrl.optional(),
    DATABASE_OWNER_URL: postgresUrl.optional(),
    DATABASE_POOL: z.coerce.number().int().min(2).max(100).default(10),
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
    OPERATION_TIMEOUT_MS: z.coerce.number().int().min(100).max(60_000).default(5_000),
    INTROSPECTION: flag.optional(),
  })
  .refine((env) => (env.DATABASE_URL === undefined) === (env.DATABASE_OWNER_URL === undefined), {
    path: ['DATABASE_OWNER_URL'],
    message: 'must be set together with DATABASE_URL',
  });

/** One issuer of access tokens: what `iss` and `aud` must say. */
export interface IssuerConfig {
  readonly issuer: string;
  readonly audience: string;
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
  /** Undefined in the demo, where the program hosts both issuers itself. */
  readonly issuers: { readonly idporten: IssuerConfig; readonly feide: IssuerConfig } | undefined;
  /** Milliseconds after which an operation's SQL is cancelled. */
  readonly operationTimeout: number;
  readonly introspection: boolean;
}

/**
 * Reads the configuration from the environment and, where there is one, the file `.env`.
 * @throws StartFailure (exit status 78) with one line for each setting that is wrong.
 */
export function readConfig(env: NodeJS.ProcessEnv = withEnvFile()): Config {
  const parsed = environment.safeParse(withoutEmpty(env));
  if (!parsed.success)
    throw new StartFailure(
      'CONFIG_INVALID',
      parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '),
    );
  const set = parsed.data;
  const production = set.NODE_ENV === 'production';
  const demo = set.DEMO ?? !production;
  if (demo && production)
    throw new StartFailure(
      'CONFIG_INVALID',
      'DEMO: the stand-in issuers and synthetic people can not be switched on together with NODE_ENV=production',
    );
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
    identityKey: demo ? set.IDENTITY_KEY : required(set.IDENTITY_KEY, 'IDENTITY_KEY'),
    issuers: demo ? undefined : issuersOf(set),
    operationTimeout: set.OPERATION_TIMEOUT_MS,
    introspection: set.INTROSPECTION ?? !production,
  };
}

type Environment = z.infer<typeof environment>;

function databaseOf(set: Environment, dataDir: string): DatabaseConfig {
  if (set.DATABASE_URL === undefined || set.DATABASE_OWNER_URL === undefined)
    return { kind: 'embedded', dataDir };
  return { kind: 'server', serverUrl: set.DATABASE_URL, ownerUrl: set.DATABASE_OWNER_URL };
}

function issuersOf(set: Environment): Config['issuers'] {
  return {
    idporten: {
      issuer: required(set.IDPORTEN_ISSUER, 'IDPORTEN_ISSUER'),
      audience: required(set.IDPORTEN_AUDIENCE, 'IDPORTEN_AUDIENCE'),
    },
    feide: {
      issuer: required(set.FEIDE_ISSUER, 'FEIDE_ISSUER'),
      audience: required(set.FEIDE_AUDIENCE, 'FEIDE_AUDIENCE'),
    },
  };
}

function required(value: string | undefined, name: string): string {
  if (value === undefined) throw new StartFailure('CONFIG_INVALID', `${name}: must be set when DEMO is off`);
  return value;
}

function withoutEmpty(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
}

function withEnvFile(): NodeJS.ProcessEnv {
  if (existsSync('.env')) loadEnvFile('.env');
  return process.env;
}
