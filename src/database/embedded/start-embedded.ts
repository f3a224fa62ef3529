import { rm } from 'node:fs/promises';
import { StartFailure } from '../../errors/start-failure.js';
import { ensureDatabase, literal, prepareRoles, roles } from '../roles.js';
import { chooseAccount } from './account.js';
import { type Address, urlOf } from './address.js';
import { findBinaries } from './binaries.js';
import { type BringUp, bringUp, type Up } from './bring-up.js';
import { initialise } from './cluster-files.js';
import { readPassword } from './password.js';
import { preparePlaces } from './places.js';
import { shutDown } from './postmaster.js';
import { keepUp } from './supervision.js';

/** A PostgreSQL of the program's own, and the URLs that its roles use. */
export interface EmbeddedServer {
  ownerUrl(database: string): string;
  serverUrl(database: string): string;
  superuserUrl(database: string): string;
  /** Shuts the server down and waits for it; repeating it does nothing. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** The program's data directory; the cluster is `postgres` below it. */
  readonly dataDir: string;
  /** The database to have ready, owned by the owner role; "skolegraf" unless said otherwise. */
  readonly database?: string;
  /** Told each step as it begins, and each time the server had to be started again. */
  readonly report?: (step: string) => void;
  /** Told once when the server died and could not be brought back: the program had better end. */
  readonly onLost?: (failure: StartFailure) => void;
  /** PostgreSQL settings over our own. */
  readonly settings?: Readonly<Record<string, string>>;
  /** How clients reach it; a socket wherever the system has them. */
  readonly transport?: Address['kind'];
}

/**
 * Starts the program's own PostgreSQL: makes the cluster on the first run, takes over a server that an earlier run
 * left behind, recovers from a crash, and keeps the server up until `stop`.
 * @throws StartFailure ALREADY_RUNNING, DATABASE_BROKEN or DATABASE_UNAVAILABLE.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const { work, first } = await open(options).catch((error) => {
    throw asStartFailure(error, options.dataDir);
  });
  const supervision = keepUp(work, first, options.onLost ?? (() => {}));
  const url = (role: string) => (database: string) => urlOf(supervision.address(), role, database);
  let stopped: Promise<void> | undefined;
  return {
    ownerUrl: url(roles.owner),
    serverUrl: url(roles.server),
    superuserUrl: url('postgres'),
    stop: () => {
      stopped ??= supervision.end().then(() => tearDown(work, supervision.address()));
      return stopped;
    },
  };
}

async function open(options: EmbeddedOptions): Promise<{ work: BringUp; first: Up }> {
  const work = await prepare(options);
  const first = await bringUp(work);
  try {
    await furnish(first, options.database ?? 'skolegraf', work.password);
    return { work, first };
  } catch (error) {
    await first.guard.close();
    await tearDown(work, first.address);
    throw error;
  }
}

async function prepare(options: EmbeddedOptions): Promise<BringUp> {
  const report = options.report ?? (() => {});
  const settings = options.settings ?? {};
  const places = await preparePlaces(options.dataDir);
  const binaries = await findBinaries(places.libraries);
  const account = await chooseAccount(places, binaries);
  const password = await readPassword(places.password);
  for (const path of [places.socket, places.password]) await account.own(path);
  const made = await initialise({ places, account, binaries, durable: settings.fsync !== 'off' });
  if (made) report('created the database cluster');
  const transport = options.transport ?? (process.platform === 'win32' ? 'tcp' : 'socket');
  return { places, binaries, account, settings, password, transport, report };
}

// No space, no right, a file where a directory should be: the system's own word says which.
function asStartFailure(error: unknown, dataDir: string): unknown {
  if (error instanceof StartFailure || !(error instanceof Error && 'syscall' in error)) return error;
  return new StartFailure(
    'DATABASE_BROKEN',
    `The data directory ${dataDir} can not be used: ${error.message}.`,
    { cause: error },
  );
}

// On a socket the roles need no password, but a later start may listen on a port.
async function furnish({ guard, address }: Up, database: string, password: string): Promise<void> {
  await ensureDatabase(guard.run, database);
  await prepareRoles(guard.run, database);
  if (address.kind === 'tcp')
    for (const role of Object.values(roles))
      await guard.run(`alter role ${role} password ${literal(password)}`);
}

async function tearDown({ places, binaries, password }: BringUp, address: Address): Promise<void> {
  await shutDown(places, binaries, password);
  if (address.kind === 'socket' && address.directory !== places.socket)
    await rm(address.directory, { recursive: true, force: true });
}
