import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { everyOperation } from '../harness/every-operation.js';
import { hostileDocuments } from '../harness/hostile-documents/index.js';
import { hostileValues, placed } from '../harness/hostile-inputs.js';
import { identityNumbersOf, leaksIn } from '../harness/leaks.js';
import { connected } from '../harness/matrix/sessions.js';
import { RawSocket } from '../harness/raw-socket.js';
import { aTown, type Town, theSchema } from '../harness/town.js';

const people = ['guardian', 'contact-teacher', 'municipal-admin'];
/** What is sent and must come back in nothing: in an answer, or in the log. */
const MARK = 'Merke-7391';

let town: Town;
let numbers: ReadonlySet<string>;
const log: string[] = [];
beforeAll(async () => {
  const lines = new PassThrough().on('data', (line) => void log.push(...String(line).split('\n')));
  town = await aTown({ log: lines });
  numbers = await identityNumbersOf(town);
});
afterAll(() => town.close());

const found = new Set<string>();
let swept = 0;
function sweep(text: string, where: 'answer' | 'log', marks: readonly string[] = []): void {
  swept += 1;
  for (const leak of leaksIn(text, where, numbers, marks)) found.add(`${where} ${leak}`);
}

async function post(path: string, init: RequestInit = {}): Promise<void> {
  const response = await fetch(`${town.url}${path}`, init);
  sweep(`${[...response.headers].map(String).join('\n')}\n${await response.text()}`, 'answer');
}

const graphql = (token: string, body: string, headers: Record<string, string> = {}) =>
  post('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
    body,
  });

it('P8 everything that a client can see, while all goes well and while it does not', async ({ task }) => {
  const [number = ''] = numbers;
  const operations = everyOperation(theSchema()).filter(({ kind }) => kind !== 'subscription');
  const everything = async () => {
    for (const who of people) {
      const { token } = await town.as(who);
      for (const operation of operations)
        for (const value of [...hostileValues.slice(0, 16), JSON.stringify(MARK), `"${number}"`])
          for (const body of placed(operation, value)) await graphql(token, body);
    }
    const { token } = await town.as('guardian');
    for (const [, query] of hostileDocuments) await graphql(token, JSON.stringify({ query }));
    const raw = await RawSocket.of(town, 'guardian');
    for (const [index, { query, variables }] of everyOperation(theSchema()).entries())
      raw.subscribe(`${index}`, query, variables);
    await raw.beat();
    await raw.leave();
    for (const text of raw.texts) sweep(text, 'answer');
  };
  await everything();
  for (const bad of ['x', 'a.b.c', `${MARK}.${MARK}.${MARK}`, number])
    await graphql(bad, '{"query":"{ viewer { can } }"}');
  for (const path of [
    '/',
    '/%',
    '/%00',
    `/${number}`,
    '/graphql?query={',
    '/../../etc/passwd',
    '/ready',
    '/live',
  ])
    await post(path);
  await graphql('x', '{', { 'x-request-id': `${number}` });
  await graphql('x', '{"query":', { 'content-type': `application/${MARK}` });
  await connected(
    inject('superuserUrl').replace('DATABASE', new URL(town.ownerUrl).pathname.slice(1)),
    async (client) => {
      await client.query('alter table child rename to taken_away');
      await everything();
      await client.query('alter table taken_away rename to child');
    },
  );
  // Where it listens is for whoever has started it.
  for (const line of log.filter((each) => !each.includes('listening at'))) sweep(line, 'log', [MARK]);
  expect([...found]).toEqual([]);
  expect(log.some((line) => line.includes('INTERNAL_ERROR'))).toBe(true);
  task.meta.figures = [
    `${swept} answers, headers and lines of the log held against SQL, places in code, paths, addresses, tokens and ${numbers.size} identity numbers: 0`,
  ];
});
