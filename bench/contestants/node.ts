import type { Config } from '../../src/config.js';
import { createLogger } from '../../src/http/logging.js';
import { createVault } from '../../src/identity/vault.js';
import { createVerifier } from '../../src/identity/verify/verifier.js';
import { serve } from '../../src/program.js';
import { Closing } from '../../src/start/closing.js';
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
      log: createLogger(config),
      issuers: {
        verifier,
        standIns: undefined,
        listening: async () => undefined,
        close: async () => verifier.close(),
      },
    };
    return Number(new URL(await serve(config, ground, new Closing())).port);
  },
  () => memoryNow(),
);

const configOf = ({ databaseUrl: serverUrl, ownerUrl, pool, key }: NodeSetup): Config => ({
  production: true,
  host: '127.0.0.1',
  port: 0,
  dataDir: '',
  database: { kind: 'server', serverUrl, ownerUrl },
  pool,
  logLevel: 'warn',
  demo: false,
  identityKey: key,
  issuers: undefined,
  operationTimeout: 5_000,
  introspection: false,
  underNpm: false,
});
