import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import type { Claimant } from '../../src/identity/claimant.js';
import { loginKey, scopeOpening } from '../../src/identity/opening.js';
import { createVault } from '../../src/identity/vault.js';
import { type Statement, sendTogether } from '../../src/reading/one-message.js';
import type { Login } from '../issuer.js';
import { type LimitSetup, onSetup } from './setup.js';

const TIMEOUT = 5_000;

/**
 * As fast as this database can answer over HTTP: the product's own opening, one statement written by hand that gives the
 * answer's text, and the commit, all in one message.
 */
onSetup<LimitSetup>(async ({ databaseUrl, pool: max, key, logins, statements }) => {
  const pool = new pg.Pool({ connectionString: databaseUrl, max });
  const vault = createVault(key);
  const server = createServer((request, response) => {
    const login = logins[request.headers.authorization ?? ''];
    const text = statements[request.url ?? ''];
    if (!login || !text) return void response.writeHead(404).end();
    bodyOf(request)
      .then((values) =>
        answer(pool, login.issuer, loginKey(claimantOf(login), vault), {
          name: `${login.issuer[0]}${request.url}`,
          text,
          values,
        }),
      )
      .then((body) => response.setHeader('content-type', 'application/json').end(body))
      .catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return (server.address() as AddressInfo).port;
});

const plain = (text: string): Statement => ({ name: text, text, values: [] });

async function answer(
  pool: pg.Pool,
  issuer: Login['issuer'],
  key: string,
  statement: Statement,
): Promise<string> {
  const client = await pool.connect();
  const { rows, failure } = await sendTogether(client, [
    plain('begin isolation level repeatable read'),
    { name: `open ${issuer}`, text: scopeOpening(issuer, TIMEOUT), values: [key] },
    statement,
    plain('commit'),
  ]);
  client.release(failure);
  if (failure) throw failure;
  return rows[2]?.[0] ?? '';
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
