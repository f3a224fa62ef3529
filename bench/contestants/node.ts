import { type Config, readConfig } from '../../src/config.js';
import { createLogger } from '../../src/http/logging.js';
import { createVault } from '../../src/identity/vault.js';
import { createVerifier } from '../../src/identity/verify/verifier.js';
import { serve } from '../../src/program.js';
import { Closing } from '../../src/start/closing.js';
import { bearersOnly } from '../../src/start/issuers.js';
import { memoryNow, type NodeSetup, onSetup } from './setup.js';

/** One whole node, with its sockets, in a process of its own; only the issuer is the benchmark's. */
onSetup<NodeSetup>(
  async (setup) => {
    const { databaseUrl: serverUrl, ownerUrl, key, trusted } = setup;
    const config = configOf(setup);
    const verifier = createVerifier(trusted, { allowSynthetic: true });
    const ground = {
      database: { serverUrl, ownerUrl, stop: async () => undefined },
      vault: createVault(key),
      sessionVault: createVault(key, 'session'),
      log: createLogger(config),
      issuers: bearersOnly(verifier),
    };
    return Number(new URL(await serve(config, ground, new Closing())).port);
  },
  () => memoryNow(),
);

/** The defaults of production. */
const configOf = ({ databaseUrl, ownerUrl, pool, key, trusted: { idporten, feide } }: NodeSetup): Config =>
  readConfig({
    NODE_ENV: 'production',
    PORT: '0',
    DATABASE_URL: databaseUrl,
    DATABASE_OWNER_URL: ownerUrl,
    DATABASE_POOL: String(pool),
    IDENTITY_KEY: key,
    IDPORTEN_ISSUER: idporten.issuer,
    IDPORTEN_AUDIENCE: idporten.audience,
    FEIDE_ISSUER: feide.issuer,
    FEIDE_AUDIENCE: feide.audience,
    LOG_LEVEL: 'warn',
    // A few hundred people ask as much as a whole town.
    RATE_PERSON: '0',
    RATE_ADDRESS: '0',
  });
