import type { JWK } from 'jose';
import { z } from 'zod';

export const flag = z
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
export const environment = z.object({
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
  RATE_REFUSED: whole(0, 60_000).default(250),
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

export type Environment = z.infer<typeof environment>;
