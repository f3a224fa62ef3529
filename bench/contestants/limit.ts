import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import type { Claimant } from '../../src/identity/claimant.js';
import { openScope } from '../../src/identity/opening.js';
import { createVault } from '../../src/identity/vault.js';
import type { Login } from '../issuer.js';
import { type LimitSetup, onSetup } from './setup.js';

const TIMEOUT = 5_000;

/**
 * As fast as this database can answer over HTTP: the product's own opening message, one statement written by hand that
 * gives the answer's text, and a commit that nobody waits for unless something was written.
 */
onSetup<LimitSetup>(async ({ databaseUrl, pool: max, key, logins, statements }) => {
  const pool = new pg.Pool({ connectionString: databaseUrl, max });
  const vault = createVault(key);
  const server = createServer((request, response) => {
    const login = logins[request.headers.authorization ?? ''];
    const text = statements[request.url ?? ''];
    if (!login || !text) return void response.writeHead(404).end();
    const opening = `begin isolation level repeatable read; ${openScope(claimantOf(login), vault, TIMEOUT)}`;
    const name = `${login.issuer[0]}${request.url}`;
    bodyOf(request)
      .then((values) => answer(pool, opening, { name, text, values }, text.includes('insert into')))
      .then((body) => response.setHeader('content-type', 'application/json').end(body))
      .catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return (server.address() as AddressInfo).port;
});

async function answer(
  pool: pg.Pool,
  opening: string,
  query: pg.QueryConfig,
  writes: boolean,
): Promise<string> {
  const client = await pool.connect();
  try {
    await client.query(opening);
    const { rows } = await client.query<{ answer: string }>(query);
    const closed = client.query('commit').then(() => client.release());
    if (writes) await closed;
    return rows[0]?.answer ?? '';
  } catch (error) {
    client.release(error as Error);
    throw error;
  }
}

async function bodyOf(request: IncomingMessage): Promise<string[]> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString('utf8')) as string[];
}

function claimantOf(login: Login): Claimant {
  if (login.issuer === 'idporten') return { ...login, level: 'high', expires: 0 };
  return { ...login, principalName: undefined, expires: 0 };
}
