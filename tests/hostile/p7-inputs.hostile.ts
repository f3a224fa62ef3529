import { afterAll, beforeAll, expect, it } from 'vitest';
import { catalogue, type ErrorCode } from '../../src/errors/catalogue.js';
import { everyOperation } from '../harness/every-operation.js';
import { hostileValues, placed } from '../harness/hostile-inputs.js';
import { aKeptLog } from '../harness/kept-log.js';
import { theWorld } from '../harness/matrix/world.js';
import { aTown, type Town, theSchema } from '../harness/town.js';

const people = ['guardian', 'contact-teacher', 'school-office', 'sfo-leader', 'municipal-admin'];

const { log, text } = aKeptLog();
let town: Town;
beforeAll(async () => {
  town = await aTown({ log });
});
afterAll(() => town.close());

const stored = async () => {
  const { tables, rows } = await theWorld(town.sql);
  return Object.fromEntries(
    tables.filter((table) => table !== 'access_log_entry').map((table) => [table, rows(table)]),
  );
};

it('P7 what no input means, in every place of every query and act', async ({ task }) => {
  const before = await stored();
  const wrong: string[] = [];
  const codes = new Map<string, number>();
  let tried = 0;
  for (const who of people) {
    const { token } = await town.as(who);
    for (const operation of everyOperation(theSchema()).filter(({ kind }) => kind !== 'subscription'))
      for (const value of hostileValues)
        for (const body of placed(operation, value)) {
          const { status, code, headers } = await post(token, body);
          codes.set(code, (codes.get(code) ?? 0) + 1);
          tried += 1;
          if (status >= 500 || (code !== 'none' && catalogue[code as ErrorCode].status >= 500))
            wrong.push(`${who} ${operation.field} ${value.slice(0, 60)}: ${status} ${code}`);
          if (headers.has('x-injected')) wrong.push(`${value}: a header`);
        }
  }
  expect(wrong.slice(0, 20).join('\n')).toBe('');
  expect(await stored()).toEqual(before);
  expect((Object.prototype as { admin?: unknown }).admin).toBeUndefined();
  expect(text()).not.toMatch(/taken|drop table|admin/);
  const sorted = [...codes].sort(([, one], [, other]) => other - one);
  task.meta.figures = [
    `${tried} requests of ${people.length} people: nothing written, no prototype changed, no failure`,
    sorted.map(([code, count]) => `${count} × ${code}`).join(', '),
  ];
});

it('P7 marks of SQL find nobody', async () => {
  const admin = await town.as('municipal-admin');
  for (const search of ['%', '_', "' or '1'='1", '$1', '\\', '*', '.*', '\u0000', "a' --", '"'])
    expect([
      search,
      (await admin.send('query ($s: String) { children(search: $s) { totalCount } }', { s: search })).data
        ?.children.totalCount,
    ]).toEqual([search, search === '\u0000' ? expect.any(Number) : 0]);
});

async function post(token: string, body: string) {
  const response = await fetch(`${town.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body,
  });
  const { data, errors } = (await response.json()) as {
    data?: Record<string, { userErrors?: { code: string }[] } | null>;
    errors?: { extensions: { code: string } }[];
  };
  const mendable = Object.values(data ?? {}).flatMap((payload) => payload?.userErrors ?? []);
  const code = errors?.[0]?.extensions.code ?? mendable[0]?.code ?? 'none';
  return { status: response.status, code, headers: response.headers };
}
