import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { everyOperation } from '../harness/every-operation.js';
import { connected } from '../harness/matrix/sessions.js';
import { RawSocket } from '../harness/raw-socket.js';
import { aTown, type Town, theSchema } from '../harness/town.js';

const people = ['guardian', 'pupil-14', 'contact-teacher', 'school-office', 'sfo-leader', 'municipal-admin'];

let town: Town;
const operations = everyOperation(theSchema());
const name = () => new URL(town.ownerUrl).pathname.slice(1);
const asSuperuser = (database: string, statement: string) =>
  connected(inject('superuserUrl').replace('DATABASE', database), (client) => client.query(statement));

beforeAll(async () => {
  town = await aTown();
});
afterAll(() => town.close());

/** What somebody is answered to everything that can be asked, done and heard; `shown` is whatever is not nothing. */
async function answersTo(who: string): Promise<{ codes: string[]; shown: string[] }> {
  const visitor = await town.as(who);
  const codes = new Set<string>();
  const shown: string[] = [];
  for (const { kind, field, query, variables } of operations) {
    if (kind === 'subscription') continue;
    const { code, data, text } = await visitor.send(query, variables);
    codes.add(String(code));
    if (Object.values(data ?? {}).some((value) => value !== null)) shown.push(`${field}: ${text}`);
  }
  const raw = await RawSocket.of(town, who);
  for (const { kind, field, query, variables } of operations) {
    if (kind !== 'subscription') continue;
    raw.subscribe(field, query, { ...variables, after: null });
    const { type, payload } = await raw.next();
    codes.add(type === 'error' ? payload[0].extensions.code : type);
  }
  await raw.leave();
  return { codes: [...codes], shown };
}

describe('everything is refused', () => {
  const openings = ['open_idporten', 'open_feide'];
  const whole = new Map<string, string>();
  /** In its own place, since connections keep what they have prepared of the function that they know. */
  const spoil = async (body: string) => {
    for (const opening of openings) {
      const { rows } = await asSuperuser(
        name(),
        `select pg_get_functiondef('scope.${opening}'::regproc) as text`,
      );
      whole.set(opening, rows[0].text);
      const spoiled = String(rows[0].text)
        .replace(/LANGUAGE \w+/, 'LANGUAGE plpgsql')
        .replace(/AS \$function\$.*\$function\$/s, () => `AS $function$ begin ${body} end $function$`);
      await asSuperuser(name(), spoiled);
    }
  };
  const mend = async () => {
    for (const text of whole.values()) await asSuperuser(name(), text);
  };

  it.each([
    ['fails', `raise exception 'no scope today';`, 'INTERNAL_ERROR'],
    ['gives nobody', 'return null;', 'NO_ACCESS'],
    ['gives somebody who is nothing', `return '{"roles": [], "employments": []}';`, 'FORBIDDEN'],
  ])('where the scope %s', async (_how, body, code) => {
    await spoil(body);
    for (const who of people)
      expect([who, await answersTo(who)]).toEqual([who, { codes: [code], shown: [] }]);
    await mend();
    expect((await (await town.as('guardian')).send('{ viewer { roles } }')).code).toBeNull();
  });

  it('where the database takes no connections, and is answered again as soon as it does', async () => {
    await asSuperuser(
      'postgres',
      `alter database ${name()} allow_connections false;
       select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name()}'`,
    );
    for (const who of people.slice(0, 3))
      expect([who, await answersTo(who)]).toEqual([who, { codes: ['UNAVAILABLE'], shown: [] }]);
    await asSuperuser('postgres', `alter database ${name()} allow_connections true`);
    expect((await (await town.as('guardian')).send('{ viewer { roles } }')).code).toBeNull();
  });
});
