import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { IdempotencyKey } from '../../entities/idempotency-key.js';
import { append } from '../../src/events/append.js';
import { openScope } from '../../src/identity/opening.js';
import { createVault } from '../../src/identity/vault.js';
import { newId } from '../../src/reading/identifier.js';
import type { Act, Step, Values } from '../writes/act.js';
import { acts } from '../writes/acts.js';
import { type BareSetup, onSetup } from './setup.js';

const TIMEOUT = 5_000;
const LOCK: Step = { sql: 'select pg_advisory_xact_lock(hashtextextended($1, 0))', takes: ['turn'] };
const EARLIER: Step = {
  sql: 'select k.* from idempotency_key k where k.owner_id = $1 and k.key = $2 limit 1',
  takes: ['person', 'key'],
};
const REMEMBER: Step = {
  sql: `insert into idempotency_key (id, municipality_id, owner_id, key, digest, outcome, at)
    values ($1, $2, $3, $4, $5, $6, $7)`,
  takes: ['keyId', 'municipality', 'person', 'key', 'digest', 'id', 'now'],
};

/**
 * The statements of an act in a bare transaction behind node:http, under the same hat and scope. It verifies no token
 * and is told what it would have to look up; `/checked` looks it up all the same, as the product does.
 */
onSetup<BareSetup>(async ({ databaseUrl, pool: max, key }) => {
  const pool = new pg.Pool({ connectionString: databaseUrl, max });
  const vault = createVault(key);
  const server = createServer((request, response) => {
    const [, index, way] = (request.url ?? '').split('/');
    const act = acts[Number(index)];
    if (!act) return void response.writeHead(404).end();
    bodyOf(request)
      .then((visit) => {
        const claimant = {
          issuer: 'feide',
          subject: visit['login'] ?? '',
          principalName: undefined,
          expires: 0,
        } as const;
        return transaction(pool, openScope(claimant, vault, TIMEOUT), (send) =>
          done(send, act, complete(act, visit), way === 'checked'),
        );
      })
      .then((body) => response.setHeader('content-type', 'application/json').end(JSON.stringify(body)))
      .catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return (server.address() as AddressInfo).port;
});

type Send = (sql: string, values: readonly unknown[]) => Promise<readonly unknown[]>;

async function done(send: Send, act: Act, values: Values, checked: boolean): Promise<unknown> {
  const take = ({ sql, takes }: Step) =>
    send(
      sql,
      takes.map((name) => values[name]),
    );
  if (checked) {
    await take(LOCK);
    await requireRows(take(EARLIER), false);
    for (const check of act.checks) await requireRows(take(check), true);
    if (act.unless) await requireRows(take(act.unless), false);
  }
  for (const write of act.writes) await take(write);
  await take(REMEMBER);
  const subjects = Object.entries(act.subjects).map(([name, value]) => [name, values[value] ?? '']);
  const municipalityId = values['municipality'] ?? '';
  await append(send, [{ topic: act.topic, municipalityId, subjects: Object.fromEntries(subjects) }]);
  return checked ? await take(act.shown) : { id: values['id'] };
}

async function requireRows(found: Promise<readonly unknown[]>, some: boolean): Promise<void> {
  if ((await found).length > 0 !== some) throw new Error('the rules would refuse this act');
}

async function transaction<T>(pool: pg.Pool, opening: string, work: (send: Send) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query(`begin; ${opening}`);
    const result = await work(async (text, values) => {
      const { rows } = await client.query({ name: nameOf(text), text, values: [...values] });
      return rows;
    });
    await client.query('commit');
    client.release();
    return result;
  } catch (error) {
    client.release(error as Error);
    throw error;
  }
}

const names = new Map<string, string>();

function nameOf(text: string): string {
  const name = names.get(text) ?? `s${names.size}`;
  names.set(text, name);
  return name;
}

function complete(act: Act, visit: Values): Values {
  const digest = createHash('sha256').update(JSON.stringify(visit)).digest('hex');
  const turn = `${visit['person']} ${visit['key']}`;
  const now = new Date().toISOString();
  return { ...visit, id: act.newId(), keyId: newId(IdempotencyKey), now, digest, turn };
}

async function bodyOf(request: IncomingMessage): Promise<Values> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString('utf8')) as Values;
}
