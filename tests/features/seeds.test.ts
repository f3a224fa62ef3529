import { randomUUID } from 'node:crypto';
import validator from '@navikt/fnrvalidator';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { migrate } from '../../src/database/migrate.js';
import { rolesSql } from '../../src/database/roles.js';
import { schoolDays } from '../../src/database/seeds/calendar.js';
import { AlreadySeeded, type Size, seed, standInPeople } from '../../src/database/seeds/index.js';
import { nameTokens } from '../../src/database/seeds/name-tokens.js';
import { createVault } from '../../src/identity/vault.js';
import { personCalled } from '../harness/person-called.js';
import { testKey } from '../harness/town-key.js';

const vault = createVault(testKey);
const made: string[] = [];

async function asSuperuser(database: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('superuserUrl').replace('DATABASE', database) });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

/** A database that is migrated and empty. */
async function anEmptyDatabase() {
  const database = `skolegraf_seed_${randomUUID().replaceAll('-', '')}`;
  await asSuperuser('postgres', `create database ${database} template template0 encoding 'UTF8'`);
  made.push(database);
  await asSuperuser(database, rolesSql(database));
  const url = inject('ownerUrl').replace('DATABASE', database);
  await migrate(url);
  return connected(url);
}

/** A copy of the municipalities that all tests share, seeded today. */
async function theTemplate() {
  const database = `skolegraf_seed_${randomUUID().replaceAll('-', '')}`;
  await asSuperuser('postgres', `create database ${database} template ${inject('template')}`);
  made.push(database);
  return connected(inject('ownerUrl').replace('DATABASE', database));
}

function connected(url: string) {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  const sql = async <Row extends object = Record<string, unknown>>(text: string, values: unknown[] = []) =>
    (await pool.query<Row>(text, values)).rows;
  return { url, sql, close: () => pool.end() };
}

type Database = ReturnType<typeof connected>;

afterAll(async () => {
  for (const database of made)
    await asSuperuser('postgres', `drop database if exists ${database} with (force)`);
});

/** What each table holds, but for the sealed numbers, whose nonce is new each time. */
async function checksums({ sql }: Database): Promise<readonly object[]> {
  const tables = await sql<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'migration' order by 1`,
  );
  const sums = tables.map(({ name }) =>
    sql(`select '${name}' as "table", count(*)::int as rows,
           md5(string_agg((to_jsonb(t) - 'sealed')::text, '' order by t.id)) as sum from "${name}" t`),
  );
  return (await Promise.all(sums)).flat();
}

describe('the synthetic municipalities', () => {
  let database: Database;

  beforeAll(async () => {
    database = await theTemplate();
  });
  afterAll(() => database.close());

  /** Opens the scope of a stand-in, and reads what it reaches before the transaction ends. */
  async function reachOf(who: string) {
    const person = personCalled(who);
    const { account } = person;
    const [open, value] =
      account.issuer === 'feide'
        ? (['open_feide', account.subject] as const)
        : (['open_idporten', vault.digest(account.pid)] as const);
    await database.sql('begin');
    const [scope] = await database.sql<{ opened: Opened | null }>(`select scope.${open}($1) as opened`, [
      value,
    ]);
    const [reach] = await database.sql<Reach>(
      `select cardinality(scope.contact_child_ids()) as contacts, cardinality(scope.taught_child_ids()) as taught,
         cardinality(scope.sfo_child_ids()) as sfo, cardinality(scope.school_ids()) as schools,
         cardinality(scope.admin_municipality_ids()) as admin, cardinality(scope.record_municipality_ids()) as record,
         cardinality(scope.audit_municipality_ids()) as audit`,
    );
    await database.sql('rollback');
    return { opened: scope?.opened ?? null, reach };
  }

  interface Opened {
    readonly roles: readonly string[];
    readonly municipalityIds: readonly string[];
    readonly personIds: readonly string[];
    readonly childIds: readonly string[];
    readonly employments: readonly { readonly role: string; readonly schoolId: string }[];
  }
  type Reach = Record<'contacts' | 'taught' | 'sfo' | 'schools' | 'admin' | 'record' | 'audit', number>;

  it.each([
    ['guardian', 2],
    ['guardian-two-municipalities', 2],
    ['mother-separated', 1],
    ['father-separated', 1],
    ['guardian-blocked', 0],
    ['guardian-without-responsibility', 0],
    ['guardian-read-only', 1],
    ['guardian-many', 30],
    ['guardian-who-teaches', 1],
    ['second-guardian', 2],
    ['pupil-14', 1],
    ['pupil-15', 1],
    ['second-pupil', 1],
  ])('%s signs in and reaches %i children', async (who, children) => {
    expect((await reachOf(who)).opened?.childIds).toHaveLength(children);
  });

  const nothing = { contacts: 0, taught: 0, sfo: 0, schools: 0, admin: 0, record: 0, audit: 0 };
  it.each([
    ['principal', { schools: 1 }],
    ['school-office', { schools: 1 }],
    ['second-principal', { schools: 1 }],
    ['second-school-office', { schools: 1 }],
    ['municipal-admin', { admin: 1 }],
    ['second-municipal-admin', { admin: 1 }],
    ['archivist', { record: 1 }],
    ['second-archivist', { record: 1 }],
    ['data-protection-officer', { audit: 1 }],
    ['second-data-protection-officer', { audit: 1 }],
  ])('%s reaches what the office gives and no class', async (who, reach) => {
    expect((await reachOf(who)).reach).toEqual({ ...nothing, ...reach });
  });

  it('contact teacher and substitute reach the same class, the other teacher another', async () => {
    const [contact, substitute, other] = await Promise.all(
      ['contact-teacher', 'substitute-teacher', 'other-teacher'].map((who) => classOf(who)),
    );
    expect(contact).toBe('9A');
    expect(substitute).toBe('9A');
    expect(other).toBe('9B');
  });

  async function classOf(who: string): Promise<string> {
    const account = standInPeople.find((each) => each.who === who)?.account;
    const rows = await database.sql<{ name: string }>(
      `select k.year || k.letter as name from feide_account a join contact_teacher t on t.teacher_id = a.person_id
         join school_class k on k.id = t.school_class_id
       where a.subject = $1 and t."from" <= scope.today() and (t."to" is null or t."to" >= scope.today())`,
      [account?.issuer === 'feide' ? account.subject : null],
    );
    return rows.map((row) => row.name).join();
  }

  it('the subject teacher reaches pupils of groups in years 8 to 10 and is nobody’s contact teacher', async () => {
    const { reach } = await reachOf('subject-teacher');
    expect(reach?.contacts).toBe(0);
    expect(reach?.taught).toBeGreaterThan(30);
  });

  it('SFO reaches children with a place there', async () => {
    for (const who of ['sfo-staff', 'sfo-leader', 'second-sfo-staff']) {
      const { reach } = await reachOf(who);
      expect(reach?.sfo).toBeGreaterThan(0);
      expect(reach?.schools).toBe(0);
    }
  });

  it('a teacher who also works in SFO has two roles at two schools', async () => {
    const { opened } = await reachOf('teacher-and-sfo');
    expect(opened?.employments.map((each) => each.role).sort()).toEqual(['SFO_STAFF', 'TEACHER']);
    expect(new Set(opened?.employments.map((each) => each.schoolId)).size).toBe(2);
  });

  it('a former teacher’s login opens nothing', async () => {
    expect((await reachOf('former-teacher')).opened).toBeNull();
  });

  it('separated parents share their one child', async () => {
    const [mother, father] = [await reachOf('mother-separated'), await reachOf('father-separated')];
    expect(mother.opened?.childIds).toEqual(father.opened?.childIds);
  });

  it('a guardian with children in both municipalities is one row in each', async () => {
    const { opened } = await reachOf('guardian-two-municipalities');
    expect(new Set(opened?.municipalityIds).size).toBe(2);
    expect(new Set(opened?.personIds).size).toBe(2);
  });

  it('a guardian who teaches there is one person with two logins', async () => {
    const [home, work] = [await reachOf('guardian-who-teaches'), await reachOf('teacher-who-is-guardian')];
    expect(home.opened?.personIds).toEqual(work.opened?.personIds);
    expect(work.opened?.childIds).toEqual([]);
    expect(work.reach?.contacts).toBeGreaterThan(0);
  });

  it('the pupils are as old as their names say', async () => {
    const ages = await database.sql(
      `select f.subject, extract(year from age(scope.today(), c.birth_date))::int as age, k.year
         from feide_account f join child c on c.id = f.child_id join school_class k on k.id = c.school_class_id`,
    );
    const of = (who: string) => {
      const account = standInPeople.find((each) => each.who === who)?.account;
      return ages.find((each) => account?.issuer === 'feide' && each['subject'] === account.subject);
    };
    expect(of('pupil-14')).toMatchObject({ age: 14, year: 9 });
    expect(of('pupil-15')).toMatchObject({ age: 15, year: 10 });
  });

  it('every identity number is synthetic, valid, and fits birth date and sex', async () => {
    const rows = await database.sql<{
      sealed: string;
      digest: string;
      birth: string | null;
      sex: string | null;
    }>(
      `select i.sealed, i.digest, to_char(c.birth_date, 'DDMMYY') as birth, c.sex
         from identity_number i left join child c on c.id = i.child_id`,
    );
    const numbers = rows.map((row) => ({ ...row, number: vault.open(row.sealed) }));
    expect(numbers.filter(({ number }) => validator.idnr(number).status !== 'valid')).toEqual([]);
    expect(numbers.filter(({ number }) => Number(number.slice(2, 4)) <= 80)).toEqual([]);
    expect(numbers.filter(({ number, digest }) => vault.digest(number) !== digest)).toEqual([]);
    const children = numbers.filter((each) => each.birth !== null);
    expect(children.filter(({ number, birth }) => birth !== birthOf(number))).toEqual([]);
    expect(children.filter(({ number, sex }) => sex !== (Number(number[8]) % 2 ? 'MALE' : 'FEMALE'))).toEqual(
      [],
    );
  });

  const birthOf = (number: string) =>
    `${number.slice(0, 2)}${String(Number(number.slice(2, 4)) - 80).padStart(2, '0')}${number.slice(4, 6)}`;

  it('no row stands in another municipality than its school or its child', async () => {
    const columns = await database.sql<{ table: string; column: string; target: string }>(
      `select s.conrelid::regclass::text as "table", a.attname as "column", s.confrelid::regclass::text as target
         from pg_constraint s join pg_attribute a on a.attrelid = s.conrelid and a.attnum = s.conkey[1]
        where s.contype = 'f' and s.confrelid <> 'municipality'::regclass`,
    );
    expect(columns.length).toBeGreaterThan(50);
    for (const { table, column, target } of columns) {
      const strays = await database.sql(
        `select t.id from ${table} t join ${target} o on o.id = t."${column}" where o.municipality_id <> t.municipality_id`,
      );
      expect(strays, `${table}.${column}`).toEqual([]);
    }
  });

  it('no table of the register and the record is empty', async () => {
    const empty = (await checksums(database)).filter((each) => (each as { rows: number }).rows === 0);
    expect(empty).toMatchObject([
      { table: 'browser_session' },
      { table: 'event' },
      { table: 'idempotency_key' },
    ]);
  });

  it('there are protected addresses, standing and lifted blocks, and ended guardianships', async () => {
    const [found] = await database.sql(
      `select (select count(distinct protection)::int from child_address) as protections,
         (select count(*)::int from access_block where lifted_at is null) > 0 as standing,
         (select count(*)::int from access_block where lifted_at is not null) > 0 as lifted,
         (select count(*)::int from guardianship where "to" < scope.today()) > 0 as ended`,
    );
    expect(found).toEqual({ protections: 3, standing: true, lifted: true, ended: true });
  });
});

describe('seeding', () => {
  it('gives the same rows for the same size and day', async () => {
    const [one, other] = [await anEmptyDatabase(), await anEmptyDatabase()];
    for (const { url } of [one, other]) await seed(url, { size: 'test', vault, today: '2026-11-23' });
    expect(await checksums(other)).toEqual(await checksums(one));
    await Promise.all([one.close(), other.close()]);
  });

  it('refuses a database that holds a municipality, and leaves it as it was', async () => {
    const database = await theTemplate();
    const before = await checksums(database);
    await expect(seed(database.url, { size: 'test', vault })).rejects.toThrow(AlreadySeeded);
    expect(await checksums(database)).toEqual(before);
    await database.close();
  });

  it('leaves nothing behind when it fails half-way', async () => {
    const database = await anEmptyDatabase();
    const report = (done: number) => {
      if (done > 0) throw new Error('the power is gone');
    };
    await expect(seed(database.url, { size: 'test', vault, report })).rejects.toThrow('the power is gone');
    expect((await checksums(database)).filter((each) => (each as { rows: number }).rows > 0)).toEqual([]);
    await database.close();
  });

  it.each([
    '2026-08-01',
    '2027-01-01',
    '2027-07-31',
    '2028-02-29',
  ])('has an SFO board and absence on %s', async (today) => {
    const database = await anEmptyDatabase();
    await seed(database.url, { size: 'test', vault, today });
    const [day] = await database.sql(
      `select (select count(*) from sfo_attendance where day = $1 and checked_in_at is not null) > 0 as here,
         (select count(*) from sfo_attendance where day = $1 and checked_out_at is not null) > 0 as gone,
         (select count(*) from absence where day = $1) > 0 as away,
         (select max(day) from absence) = $1 as "noneLater"`,
      [today],
    );
    expect(day).toEqual({ here: true, gone: true, away: true, noneLater: true });
    await database.close();
  });

  it('makes a demo of two municipalities, four schools and more than 400 children', async () => {
    const database = await anEmptyDatabase();
    const steps: number[] = [];
    const size: Size = 'demo';
    const summary = await seed(database.url, {
      size,
      vault,
      report: (done, total) => steps.push(done / total),
    });
    expect(summary).toMatchObject({ municipalities: 2, schools: 4 });
    expect(summary.children).toBeGreaterThan(400);
    expect(steps.at(-1)).toBe(1);
    await database.close();
  });
});

it('school days leave out weekends and holidays, and count the last day whatever it is', () => {
  expect(schoolDays('2027-03-19', '2027-03-31')).toEqual(['2027-03-19', '2027-03-30', '2027-03-31']);
  expect(schoolDays('2026-12-18', '2026-12-27')).toEqual(['2026-12-18', '2026-12-27']);
  expect(schoolDays('2027-05-05', '2027-05-10')).toEqual(['2027-05-05', '2027-05-07', '2027-05-10']);
});

it('a hyphenated name is found by each of its words and as a whole', () => {
  expect(nameTokens('Anne-Lise Åse', 'Al-Hassan')).toEqual([
    'anne-lise',
    'anne',
    'lise',
    'åse',
    'al-hassan',
    'al',
    'hassan',
  ]);
});
