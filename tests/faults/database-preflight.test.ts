import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hats } from '../../entities/declare/policies.js';
import { inspectServer, refuseTooOld } from '../../src/database/preflight.js';
import { ensureDatabase, prepareRoles, type RunSql, roles } from '../../src/database/roles.js';
import { describeUnreachable } from '../../src/database/unreachable.js';
import { startCluster, type TestCluster } from '../harness/cluster.js';

const mark = `preflight_${randomBytes(4).toString('hex')}`;
let cluster: TestCluster;
let client: Client;
const run: RunSql = (sql) => client.query(sql);

beforeAll(async () => {
  cluster = await startCluster();
  client = new Client({ connectionString: cluster.superuserUrl('postgres') });
  await client.connect();
  await ensureDatabase(run, mark);
  await prepareRoles(run, mark);
});

afterAll(async () => {
  await run(`drop database ${mark} with (force)`);
  const { rows } = await client.query<{ name: string }>(
    `select rolname as name from pg_roles where rolname like '${mark}%'`,
  );
  for (const { name } of rows) await run(`drop role ${name}`);
  await client.end();
  await cluster.stop();
});

async function inDatabase(url: string, ...statements: string[]): Promise<void> {
  const inside = new Client({ connectionString: url });
  await inside.connect();
  try {
    for (const sql of statements) await inside.query(sql);
  } finally {
    await inside.end();
  }
}

/** A role fit to serve, made unfit by the statements; answers with its URL. */
async function aServerRole(stem: string, ...statements: string[]): Promise<string> {
  const role = `${mark}_${stem}`;
  await run(`create role ${role} login noinherit`);
  await run(`grant connect on database ${mark} to ${role}`);
  for (const hat of Object.values(hats)) await run(`grant ${hat} to ${role}`);
  for (const sql of statements) await run(sql.replaceAll(':role', role));
  return as(role);
}

function as(role: string): string {
  const url = new URL(cluster.serverUrl(mark));
  url.username = role;
  return url.href;
}

async function refusal(serverUrl: string, ownerUrl = cluster.ownerUrl(mark)): Promise<string> {
  const failure = await inspectServer(serverUrl, ownerUrl).then(
    () => ({ code: 'none', message: '' }),
    (error) => error,
  );
  return `${failure.code} ${failure.message}`.replaceAll(mark, 'x');
}

const cannot = (stem: string) =>
  `DATABASE_ROLE_UNSAFE The server's database role "x_${stem}" can not be used: it`;

describe('before it starts, the program looks at its database and', () => {
  it('accepts the roles that it makes itself', async () => {
    expect(await refusal(cluster.serverUrl(mark))).toBe('none ');
  });

  it.each([
    ['superuser', 'alter role :role superuser', 'is a superuser.'],
    ['bypass', 'alter role :role bypassrls', 'may bypass row level security.'],
    ['maker', 'alter role :role createrole', 'may create roles.'],
    ['owners', `grant ${roles.owner} to :role`, `is a member of the owner "${roles.owner}".`],
    [
      'reader',
      'grant pg_read_server_files to :role',
      'is a member of "pg_read_server_files", which reaches the files of the server.',
    ],
  ])('refuses a server role: %s', async (stem, sql, reason) => {
    expect(await refusal(await aServerRole(stem, sql))).toBe(`${cannot(stem)} ${reason}`);
  });

  it('refuses a server role that reaches a dangerous one through another', async () => {
    const url = await aServerRole(
      'far',
      `create role ${mark}_near noinherit`,
      `create role ${mark}_root bypassrls`,
      `grant ${mark}_root to ${mark}_near`,
      `grant ${mark}_near to :role`,
    );
    expect(await refusal(url)).toBe(
      `${cannot('far')} is a member of "x_root", which may bypass row level security.`,
    );
  });

  it('refuses a server role that owns something in the database', async () => {
    const url = await aServerRole('holder');
    await inDatabase(
      cluster.superuserUrl(mark),
      'create schema theirs',
      'create table theirs.thing ()',
      `alter table theirs.thing owner to ${mark}_holder`,
    );
    expect(await refusal(url)).toBe(`${cannot('holder')} owns table theirs.thing.`);
    await inDatabase(cluster.superuserUrl(mark), 'drop schema theirs cascade');
  });

  it('refuses a server role that wears every hat at once', async () => {
    const inheriting = Object.values(hats).flatMap((hat) => [
      `revoke ${hat} from :role`,
      `grant ${hat} to :role`,
    ]);
    const url = await aServerRole('heir', 'alter role :role inherit', ...inheriting);
    expect(await refusal(url)).toContain(
      `${cannot('heir')} inherits the rights of "skolegraf_events" (it must be NOINHERIT`,
    );
  });

  it('refuses a server role that lacks a hat', async () => {
    const url = await aServerRole('bare', `revoke ${hats.pupil} from :role`);
    expect(await refusal(url)).toBe(`${cannot('bare')} can not take on the role "skolegraf_pupil".`);
  });

  it('refuses one role as both owner and server', async () => {
    expect(await refusal(cluster.ownerUrl(mark))).toContain('is the owner too');
  });

  it('refuses two different databases', async () => {
    expect(await refusal(cluster.serverUrl(mark), cluster.superuserUrl('postgres'))).toMatch(
      /^CONFIG_INVALID /,
    );
  });

  it('says that a database does not answer, without its password', async () => {
    const said = await refusal('postgresql://someone:s3cret@127.0.0.1:1/school');
    expect(said).toBe(
      'DATABASE_UNAVAILABLE The database that DATABASE_URL names (127.0.0.1:1/school) can not be reached: connect ECONNREFUSED 127.0.0.1:1.',
    );
    const echoed = describeUnreachable('postgresql://a:s3cret@b/c', 'DATABASE_URL', new Error('not s3cret'));
    expect(echoed).toBe('The database that DATABASE_URL names (b/c) can not be reached: not ….');
  });

  it('refuses PostgreSQL 14 and accepts 15', () => {
    expect(() => refuseTooOld(140_022)).toThrow(
      'The database is PostgreSQL 14; version 15 or newer is needed.',
    );
    expect(() => refuseTooOld(150_000)).not.toThrow();
  });
});

describe('the roles', () => {
  it('can be prepared by several programs at once, and again', async () => {
    const clients = await Promise.all(
      ['postgres', mark, 'template1', mark].map(async (database) => {
        const other = new Client({ connectionString: cluster.superuserUrl(database) });
        await other.connect();
        return other;
      }),
    );
    await Promise.all(clients.map((other) => prepareRoles((sql) => other.query(sql), mark)));
    await Promise.all(clients.map((other) => other.end()));
    expect(await refusal(cluster.serverUrl(mark))).toBe('none ');
  });

  it('let the server put a hat on, one at a time, and nobody else into the database', async () => {
    await expect(
      inDatabase(
        cluster.serverUrl(mark),
        `set role ${hats.guardian}`,
        `reset role`,
        `set role ${hats.staff}`,
      ),
    ).resolves.toBeUndefined();
    await expect(inDatabase(cluster.serverUrl(mark), `set role ${roles.owner}`)).rejects.toMatchObject({
      code: '42501',
    });
    await run(`create role ${mark}_stranger login`);
    await expect(inDatabase(as(`${mark}_stranger`))).rejects.toMatchObject({ code: '42501' });
  });
});
