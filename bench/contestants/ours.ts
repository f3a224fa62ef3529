import { buildSchema, printContract } from '../../schema/build.js';
import { connectOrm } from '../../src/database/orm.js';
import { createHttpServer } from '../../src/http/server.js';
import { createVault } from '../../src/identity/vault.js';
import { createVerifier } from '../../src/identity/verify/verifier.js';
import { createEngine } from '../../src/pipeline/engine.js';
import { type OursSetup, onSetup } from './setup.js';

const TIMEOUT = 5_000;

/** The product as it runs, in a process of its own; only the issuer is the benchmark's. */
onSetup<OursSetup>(async ({ databaseUrl, pool, key, trusted }) => {
  const orm = await connectOrm(databaseUrl, pool, TIMEOUT);
  const schema = buildSchema();
  const engine = await createEngine({ orm, schema, vault: createVault(key), timeout: TIMEOUT });
  const http = await createHttpServer({
    engine,
    verifier: createVerifier(trusted, { allowSynthetic: true }),
    config: { host: '127.0.0.1', port: 0, logLevel: 'warn', introspection: false, operationTimeout: TIMEOUT },
    schemaText: printContract(schema.open),
    ready: async () => true,
  });
  const { url } = await http.listen();
  return Number(new URL(url).port);
});
