import { buildSchema, printContract } from '../schema/build.js';
import type { Config } from './config.js';
import { connectOrm } from './database/orm.js';
import { standInPeople } from './database/seeds/people.js';
import type { StartFailure } from './errors/start-failure.js';
import { EventLog } from './events/event-log.js';
import { Follower } from './events/follower.js';
import { Retention } from './events/retention.js';
import { Rates } from './http/limits/rates.js';
import { createLogger, type Logger } from './http/logging.js';
import { createHttpServer } from './http/server.js';
import { readManifest } from './http/trusted/manifest.js';
import { TrustedDocuments } from './http/trusted/trusted-documents.js';
import { WebSockets } from './http/websocket/websockets.js';
import { standInPlugin } from './identity/stand-in/plugin.js';
import { createVault, type Vault } from './identity/vault.js';
import { createEngine } from './pipeline/engine.js';
import { inTurns } from './pipeline/turns.js';
import { Closing } from './start/closing.js';
import { answers, logLosses, poolOf } from './start/connections.js';
import { type OpenDatabase, openDatabase, prepareDatabase, seedDemo } from './start/database.js';
import { openDoor } from './start/door.js';
import { requireFreePort } from './start/free-port.js';
import { type Issuers, issuersFor } from './start/issuers.js';
import { masterKey, refuseForeignKey } from './start/master-key.js';
import { requireKnownRoles } from './start/playground-roles.js';
import { announcePresence, findRunning } from './start/presence.js';
import type { Steps } from './start/steps.js';

/** The program while it runs. */
export interface Program {
  readonly url: string;
  /** Lets running operations end, then closes connections, and stops the program's own database last. */
  stop(): Promise<void>;
}

/** How the program is ended from outside, and whom it tells when it can not go on. */
export interface Outside {
  /** Aborted to end a start that is under way. */
  readonly stopping: AbortSignal;
  /** Aborted to break off what runs: the program's own database then stops at once, whoever uses it. */
  readonly breaking: AbortSignal;
  /** Told once when the program's own database is gone for good. */
  lost(failure: StartFailure): void;
}

/** The start was ended from outside; nothing is left running. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

/**
 * Starts everything: database, migrations, the demo's people, schema and HTTP.
 * @throws StartFailure for whatever an operator can mend, Interrupted when told to stop; nothing is left running then.
 */
export async function startProgram(config: Config, steps: Steps, outside: Outside): Promise<Program> {
  const closing = new Closing();
  const { stopping } = outside;
  const interrupt = () => void closing.close().catch(() => undefined);
  stopping.addEventListener('abort', interrupt);
  try {
    const url = await startAll(config, steps, outside, closing);
    if (stopping.aborted) throw new Interrupted();
    return { url, stop: () => closing.close() };
  } catch (error) {
    await closing.close();
    throw stopping.aborted ? new Interrupted() : error;
  } finally {
    stopping.removeEventListener('abort', interrupt);
  }
}

async function startAll(config: Config, steps: Steps, outside: Outside, closing: Closing): Promise<string> {
  requireKnownRoles(config);
  const log = createLogger(config);
  const master = masterKey(config);
  const vault = createVault(master.key);
  const { trust, file } = config.trustedDocuments;
  const trusted = new TrustedDocuments(trust, file === undefined ? undefined : await readManifest(file), log);
  const sessionVault = createVault(master.key, 'session');
  // Where the program runs already, the database says so.
  if (!(await findRunning(config.dataDir))) await requireFreePort(config);
  const database = await openDatabase(config, { steps, log, lost: outside.lost });
  closing.add(() => database.stop());
  outside.breaking.addEventListener('abort', () => void database.stop());
  if (outside.stopping.aborted) throw new Interrupted();
  await prepareDatabase(database, config.database.kind, steps);
  await refuseForeignKey(database.ownerUrl, vault, master);
  master.keep();
  if (config.demo) await seedDemo(database.ownerUrl, vault, steps);
  const issuers = issuersFor(config, log);
  const url = await serve(config, { database, vault, sessionVault, log, issuers, trusted }, closing);
  if (config.demo) closing.add(await announcePresence(config.dataDir, url));
  steps.done(`answering at ${url}/graphql`);
  return url;
}

/** How many of the newest events a node keeps at hand for its subscribers. */
const RING = 10_000;

/** What a node stands on. */
export interface Ground {
  readonly database: OpenDatabase;
  readonly vault: Vault;
  /** Seals what sessions of browsers keep. */
  readonly sessionVault: Vault;
  readonly log: Logger;
  readonly issuers: Issuers;
  /** The documents that clients may send by their ids; by default none, and all others are answered. */
  readonly trusted?: TrustedDocuments;
}

/** Serves what is asked of one node, over a database that is ready. @returns its address. */
export async function serve(config: Config, ground: Ground, closing: Closing): Promise<string> {
  const { database, vault, log, issuers, trusted = new TrustedDocuments('off') } = ground;
  const orm = await connectOrm(database.serverUrl, config.pool, config.operationTimeout);
  closing.add(() => orm.close(true));
  const pool = await poolOf(orm);
  logLosses(pool, log);
  const schema = buildSchema();
  const misfits = trusted.misfits(schema.open);
  if (misfits.length > 0) log.warn({ misfits }, 'trusted documents that do not fit the schema');
  closing.add(() => issuers.close());
  const all = await createEngine({ orm, schema, vault, timeout: config.operationTimeout });
  // Half of the connections at most are one person's.
  const engine = inTurns(all, Math.ceil(config.pool / 2));
  const events = new EventLog(pool);
  const report = (failure: unknown) =>
    log.warn({ err: failure }, 'the log of events can not be followed now');
  const follower = await Follower.start({
    log: events,
    wakeUrl: database.serverUrl,
    ringSize: RING,
    report,
  });
  closing.add(() => follower.stop());
  const retention = new Retention(events, config.eventDays, report);
  closing.add(() => retention.stop());
  const door = openDoor(issuers, { pool, vault: ground.sessionVault, log, demo: config.demo }, closing);
  const rates = new Rates(config.rates);
  const http = await createHttpServer({
    door,
    rates,
    engine,
    verifier: issuers.verifier,
    config,
    schemaText: printContract(schema.open),
    trusted,
    ready: () => answers(pool),
    log,
    site: { demo: config.demo, people: config.demo ? standInPeople : [], playground: config.playground },
  });
  if (issuers.standIns) await http.app.register(standInPlugin(issuers.standIns));
  closing.add(() => http.close());
  const streaming = engine.streamingFrom(follower);
  http.watch({
    streams: () => streaming.hub.size,
    position: () => follower.top,
    lag: () => follower.lag,
  });
  const sockets = new WebSockets({
    server: http.app.server,
    streaming,
    documents: http.documents,
    verifier: issuers.verifier,
    door,
    log,
    suggestions: config.introspection,
    rates,
    proxies: config.proxies,
  });
  closing.add(() => sockets.close());
  const { url } = await http.listen();
  await issuers.listening(url);
  return url;
}
