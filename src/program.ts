import type { MikroORM } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import { buildSchema, printContract } from '../schema/build.js';
import type { Config } from './config.js';
import { connectOrm } from './database/orm.js';
import { standInPeople } from './database/seeds/people.js';
import type { StartFailure } from './errors/start-failure.js';
import { createHttpServer, type HttpServer } from './http/server.js';
import { standInPlugin } from './identity/stand-in/plugin.js';
import { createStandIns, type StandIns } from './identity/stand-in/stand-ins.js';
import { createVault } from './identity/vault.js';
import { createVerifier, type Verifier } from './identity/verify/verifier.js';
import { createEngine } from './pipeline/engine.js';
import { openDatabase, seedDemo } from './start/database.js';
import { masterKey } from './start/master-key.js';
import type { Steps } from './start/steps.js';

/** The demo's audiences: what its tokens are for. */
export const demoAudiences = {
  idporten: 'https://skolegraf.example/api',
  feide: 'https://n.feide.no/datasources/skolegraf-demo',
} as const;

/** The program while it runs. */
export interface Program {
  readonly url: string;
  /** Lets running operations end, then closes connections, and stops the program's own database last. */
  stop(): Promise<void>;
}

/**
 * Starts everything: database, migrations, the demo's people, schema and HTTP.
 * @param lost is told once when the program's own database is gone for good.
 * @throws StartFailure for whatever an operator can mend; nothing is left running then.
 */
export async function startProgram(
  config: Config,
  steps: Steps,
  lost: (failure: StartFailure) => void,
): Promise<Program> {
  const closing: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const close of closing.splice(0).reverse()) await close();
  };
  try {
    const vault = createVault(masterKey(config));
    const database = await openDatabase(config, steps, lost);
    closing.push(() => database.stop());
    if (config.demo) await seedDemo(database.ownerUrl, vault, steps);
    const orm = await connectOrm(database.serverUrl, config.pool);
    closing.push(() => orm.close(true));
    const schema = buildSchema();
    const engine = await createEngine({ orm, schema, vault, timeout: config.operationTimeout });
    const url = await serve(config, { engine, orm, schemaText: printContract(schema.open) }, closing);
    steps.done(`answering at ${url}/graphql`);
    return { url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Served {
  readonly engine: Awaited<ReturnType<typeof createEngine>>;
  readonly orm: MikroORM;
  readonly schemaText: string;
}

async function serve(config: Config, served: Served, closing: (() => Promise<unknown>)[]): Promise<string> {
  const issuers = issuersFor(config);
  const http: HttpServer = await createHttpServer({
    engine: served.engine,
    verifier: issuers.verifier,
    config,
    schemaText: served.schemaText,
    ready: () => answers(served.orm),
  });
  if (issuers.standIns) await http.app.register(standInPlugin(issuers.standIns));
  closing.push(
    () => http.close(),
    async () => issuers.close(),
  );
  const { url } = await http.listen();
  issuers.listening(url);
  return url;
}

/** The verifier, and in the demo the stand-ins, which are made once the program knows its own address. */
function issuersFor(config: Config) {
  if (config.issuers) {
    const verifier = createVerifier(config.issuers);
    return { verifier, standIns: undefined, listening: () => undefined, close: () => verifier.close() };
  }
  const address = Promise.withResolvers<string>();
  const standIns: Promise<StandIns> = address.promise.then((origin) =>
    createStandIns({
      production: config.production,
      origin,
      people: standInPeople,
      dataDir: config.dataDir,
      audiences: demoAudiences,
    }),
  );
  const verifier = standIns.then((issuers) => createVerifier(issuers, { allowSynthetic: true }));
  verifier.catch(() => undefined);
  const lazy: Pick<Verifier, 'verify'> = {
    verify: async (authorization) => (await verifier).verify(authorization),
  };
  return {
    verifier: lazy,
    standIns,
    listening: (url: string) => address.resolve(url),
    close: async () => (await verifier).close(),
  };
}

async function answers(orm: MikroORM): Promise<boolean> {
  try {
    await ((await orm.em.getConnection().getNativeClient()) as unknown as Pool).query('select 1');
    return true;
  } catch {
    return false;
  }
}
