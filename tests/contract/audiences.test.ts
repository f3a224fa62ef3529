import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Seer } from '../../src/events/event-log.js';
import { streamReads } from '../../src/reading/streams.js';
import { aTown, type Town } from '../harness/town.js';

/** Something that changes who may see what; `pick` chooses the row that it happens to. */
interface Turn {
  readonly what: keyof typeof turns;
  readonly pick: number;
  readonly days: number;
}

const nth = (table: string, condition = 'true') =>
  `(select id from ${table} where ${condition} order by id offset $1 % greatest((select count(*) from ${table} where ${condition}), 1) limit 1)`;
/** Children who are talked about or come to SFO, so that what happens to them matters. */
const known = 'id in (select child_id from thread union select child_id from sfo_attendance)';
const theirs = 'child_id in (select child_id from thread union select child_id from sfo_attendance)';
const dated = (table: string, condition: string) => [
  `update ${table} set "to" = current_date + $2::int where id = ${nth(table, condition)}`,
  `update ${table} set "from" = current_date + $2::int where id = ${nth(table, condition)}`,
];

const turns = {
  block: [
    `insert into access_block (id, municipality_id, school_id, child_id, guardianship_id, reason, set_by_id, set_at)
       select gen_random_uuid(), g.municipality_id, g.school_id, g.child_id, g.id, 'SAFETY', g.guardian_id, now()
         from guardianship g where g.id = ${nth('guardianship', theirs)} and $2::int is not null on conflict do nothing`,
  ],
  lift: [
    `update access_block set lifted_at = now() where id = ${nth('access_block')} and $2::int is not null`,
  ],
  custody: [
    `update guardianship set access = (array['NONE', 'READ', 'FULL'])[1 + abs($2::int) % 3] where id = ${nth('guardianship', theirs)}`,
    ...dated('guardianship', theirs),
  ],
  child: [
    `update child set left_on = current_date + $2::int where id = ${nth('child', known)}`,
    `update child set birth_date = current_date - interval '18 years' + make_interval(days => $2::int) where id = ${nth('child', known)}`,
    `update child set school_class_id = ${nth('school_class')} where id = ${nth('child', known)} and $2::int is not null`,
  ],
  job: [
    ...dated('employment', 'true'),
    `update employment set school_id = null where id = ${nth('employment')} and $2::int is not null`,
    `update employment set role = (array['TEACHER', 'PRINCIPAL', 'SFO_STAFF', 'SFO_LEADER', 'ARCHIVIST', 'SCHOOL_OFFICE'])[1 + abs($2::int) % 6] where id = ${nth('employment')}`,
  ],
  contact: dated('contact_teacher', 'school_class_id in (select school_class_id from thread)'),
  thread: [
    `delete from thread_participant where id = ${nth('thread_participant')} and $2::int is not null`,
    `update thread set school_class_id = ${nth('school_class')} where id = ${nth('thread')} and $2::int is not null`,
  ],
  login: [
    `insert into feide_account (id, municipality_id, subject, person_id, child_id)
       select gen_random_uuid(), (select id from municipality m where m.id <> a.municipality_id limit 1), a.subject, a.person_id, a.child_id
         from feide_account a where a.id = ${nth('feide_account')} and $2::int is not null on conflict do nothing`,
    `update identity_number set digest = (select digest from identity_number o where o.person_id is not null order by o.id desc limit 1)
       where id = ${nth('identity_number', 'person_id is not null')} and $2::int is not null
         and municipality_id <> (select municipality_id from identity_number o where o.person_id is not null order by o.id desc limit 1)`,
  ],
  place: [
    `update sfo_attendance set school_id = (select id from school order by id offset abs($2::int) % 3 limit 1) where id = ${nth('sfo_attendance')}`,
  ],
} satisfies Record<string, readonly string[]>;

const turn: fc.Arbitrary<Turn> = fc.record({
  what: fc.constantFrom(...(Object.keys(turns) as (keyof typeof turns)[])),
  pick: fc.nat(10_000),
  days: fc.integer({ min: -400, max: 400 }).map((days) => (days % 5 === 0 ? Math.sign(days) : days)),
});

let town: Town;
let client: pg.Client;
let logins: readonly { key: string; issuer: 'idporten' | 'feide' }[];
beforeAll(async () => {
  town = await aTown();
  const { pathname } = new URL(town.ownerUrl);
  client = new pg.Client({ connectionString: inject('superuserUrl').replace('DATABASE', pathname.slice(1)) });
  await client.connect();
  await talk();
  const { rows } = await client.query(
    `select distinct i.digest as key, 'idporten' as issuer from identity_number i where i.person_id is not null
     union all select distinct subject::text, 'feide' from feide_account`,
  );
  logins = rows;
});
afterAll(async () => {
  await client.end();
  await town.close();
});

/** Every contact teacher's class has a few threads, so that there is something to hear. */
async function talk(): Promise<void> {
  await client.query(`
    with about as (select c.*, g.guardian_id, t.teacher_id, row_number() over (partition by c.school_class_id order by g.id) as n
      from child c join guardianship g on g.child_id = c.id join contact_teacher t on t.school_class_id = c.school_class_id),
    begun as (insert into thread (id, municipality_id, school_id, school_class_id, child_id, subject, started_by_id, started_at, last_message_at)
      select gen_random_uuid(), municipality_id, school_id, school_class_id, id, 'x', guardian_id, now(), now() from about where n <= 2
      returning *),
    joined as (insert into thread_participant (id, municipality_id, thread_id, person_id, role, joined_at)
      select gen_random_uuid(), b.municipality_id, b.id, b.started_by_id, 'GUARDIAN', now() from begun b
      union all
      select gen_random_uuid(), b.municipality_id, b.id, a.teacher_id, 'TEACHER', now() from begun b
        join lateral (select distinct teacher_id from about a where a.school_class_id = b.school_class_id) a on true
      returning *)
    insert into message (id, municipality_id, thread_id, sender_id, text, sent_at)
      select gen_random_uuid(), municipality_id, id, started_by_id, 'x', now() from begun`);
}

/** What a constraint forbids does not happen. */
async function happen({ what, pick, days }: Turn): Promise<void> {
  const statement = turns[what][pick % turns[what].length] ?? '';
  await client.query('savepoint turn');
  await client
    .query(statement, [pick, days])
    .catch((error: { code?: string }) =>
      error.code?.startsWith('23') ? client.query('rollback to savepoint turn') : Promise.reject(error),
    );
}

/** Who sees which rows by row security: each login opens its scope and looks. */
async function seenBy(table: string, ids: readonly string[], keys: readonly (typeof logins)[number][]) {
  const seen: string[] = [];
  for (const { key, issuer } of keys) {
    await client.query('savepoint login');
    const open = issuer === 'idporten' ? 'scope.open_idporten($1)' : 'scope.open_feide($1::uuid)';
    const { rows: opened } = await client.query(`select ${open} as viewer`, [key]);
    const viewer = opened[0]?.viewer;
    if (viewer) {
      await client.query(`set local role skolegraf_${viewer.hat}`);
      // A hat without a policy on a table has no right to it at all.
      const { rows: may } = await client.query(
        `select has_table_privilege(current_user, '${table}', 'select') as may`,
      );
      const { rows } = may[0]?.may
        ? await client.query(`select id from ${table} where id = any($1)`, [ids])
        : { rows: [] };
      const jobs = viewer.employments.map(
        (job: { role: string; schoolId: string }) => `${job.role}@${job.schoolId}`,
      );
      for (const { id } of rows) seen.push(`${id} ${key} ${viewer.hat} ${jobs.sort().join()}`);
    }
    await client.query('rollback to savepoint login');
  }
  return seen.sort();
}

async function audienceOf(table: string, ids: readonly string[]) {
  const { rows } = await client.query(`select * from events.audience_of_${table}($1)`, [ids]);
  return rows.flatMap(({ shown, seers }) =>
    (seers as Seer[]).flatMap(([key, hat, employments]) => {
      const jobs = (employments ?? []).map(({ role, schoolId }) => `${role}@${schoolId}`);
      return (shown as string)
        .split(',')
        .map((id) => ({ key, line: `${id} ${key} ${hat} ${jobs.sort().join()}` }));
    }),
  );
}

describe('who hears of an event', () => {
  it.each([
    ...new Set([...streamReads().values()].map((stream) => stream.target().name)),
  ])('is exactly who sees its row by row security: %s', async (type) => {
    const table = type.replace(/(?!^)[A-Z]/g, '_$&').toLowerCase();
    const size = { heard: 0 };
    await fc.assert(
      fc.asyncProperty(fc.array(turn, { maxLength: 12 }), fc.nat(1_000_000), async (happened, seed) => {
        await client.query('begin');
        try {
          for (const each of happened) await happen(each);
          const { rows } = await client.query(
            `select id from ${table} order by md5(id::text || $1) limit 25`,
            [seed],
          );
          const ids = rows.map(({ id }) => id as string);
          const audience = await audienceOf(table, ids);
          const heard = new Set(audience.map(({ key }) => key));
          const others = logins.filter((_, index) => (index * 7 + seed) % 23 === 0);
          const asked = logins.filter((login) => heard.has(login.key) || others.includes(login));
          size.heard += audience.length;
          expect(audience.map(({ line }) => line).sort()).toEqual(await seenBy(table, ids, asked));
        } finally {
          await client.query('rollback');
        }
      }),
      { numRuns: 40 },
    );
    expect(size.heard).toBeGreaterThan(100);
  }, 120_000);
});
