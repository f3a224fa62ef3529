import { Client } from 'pg';
import { StartFailure } from '../errors/start-failure.js';
import { roleFaults } from './role-faults.js';
import { describeUnreachable } from './unreachable.js';

const oldestVersion = 15;

/**
 * Looks at the server before anything is read from it: both roles can log in, the version is one that we know, and
 * the server's role can not get round row security.
 * @throws StartFailure DATABASE_UNAVAILABLE, DATABASE_TOO_OLD, CONFIG_INVALID or DATABASE_ROLE_UNSAFE.
 */
export async function inspectServer(serverUrl: string, ownerUrl: string): Promise<void> {
  await using server = await connect(serverUrl, 'DATABASE_URL');
  await using owner = await connect(ownerUrl, 'DATABASE_OWNER_URL');
  const asServer = await standing(server.client);
  const asOwner = await standing(owner.client);
  refuseTooOld(asServer.version);
  if (asServer.place !== asOwner.place)
    throw new StartFailure(
      'CONFIG_INVALID',
      'DATABASE_URL and DATABASE_OWNER_URL name different databases: they must name the same one with two roles.',
    );
  if (asServer.role === asOwner.role)
    throw unsafe(asServer.role, ['is the owner too: the server needs a role of its own']);
  const faults = await roleFaults(server.client, asOwner.role);
  if (faults.length > 0) throw unsafe(asServer.role, faults);
}

/** @throws StartFailure DATABASE_TOO_OLD when `server_version_num` (150004 is 15.4) is of an older major version. */
export function refuseTooOld(versionNumber: number): void {
  const major = Math.floor(versionNumber / 10_000);
  if (major < oldestVersion)
    throw new StartFailure(
      'DATABASE_TOO_OLD',
      `The database is PostgreSQL ${major}; version ${oldestVersion} or newer is needed.`,
    );
}

function unsafe(role: string, faults: readonly string[]): StartFailure {
  return new StartFailure(
    'DATABASE_ROLE_UNSAFE',
    `The server's database role "${role}" can not be used: it ${faults.join('; it ')}.`,
  );
}

interface Standing {
  readonly role: string;
  readonly version: number;
  /** The same for two connections to one database of one running server. */
  readonly place: string;
}

async function standing(client: Client): Promise<Standing> {
  const { rows } = await client.query<Standing>(`
    select session_user::text as role, current_setting('server_version_num')::int as version,
      d.oid || ' ' || extract(epoch from pg_postmaster_start_time()) as place
    from pg_database d where d.datname = current_database()`);
  const [row] = rows;
  if (row === undefined) throw new StartFailure('DATABASE_UNAVAILABLE', 'The database is gone.');
  return row;
}

async function connect(url: string, setting: string): Promise<{ client: Client } & AsyncDisposable> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => {});
  try {
    await client.connect();
  } catch (error) {
    await client.end().catch(() => {});
    throw new StartFailure('DATABASE_UNAVAILABLE', describeUnreachable(url, setting, error));
  }
  return { client, [Symbol.asyncDispose]: () => client.end() };
}
