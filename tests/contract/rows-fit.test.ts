import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { standInPeople } from '../../src/database/seeds/people.js';
import { connected, inScopeOf } from '../harness/matrix/sessions.js';
import { personCalled } from '../harness/person-called.js';
import { aTown, type Town } from '../harness/town.js';

/** What people write to tables that name a child beside its school: whose it is, a row, and a child of another school. */
const written = [
  [
    'principal',
    'access_block',
    `select g.municipality_id, g.school_id, g.child_id, g.id as guardianship_id, 'SAFETY' as reason,
       (select (scope.person_ids())[1]) as set_by_id, now() as set_at
     from guardianship g where g.school_id = any(scope.school_ids())`,
  ],
  [
    'principal',
    'enrolment',
    `select c.municipality_id, c.school_id, c.id as child_id, k.school_year_id, k.id as school_class_id,
       scope.today() as "from" from child c join school_class k on k.id = c.school_class_id
     where c.school_id = any(scope.school_ids())`,
  ],
  [
    'guardian',
    'thread',
    `select c.municipality_id, c.school_id, c.school_class_id, c.id as child_id, 'A subject' as subject,
       (select (scope.person_ids())[1]) as started_by_id, now() as started_at, now() as last_message_at
     from child c where c.id = any(scope.child_ids())`,
  ],
] as const;

describe('rows that people write about a child, with no GraphQL in between', () => {
  let town: Town;
  beforeAll(async () => {
    town = await aTown();
  });
  afterAll(() => town.close());

  /** Adds one row with some of its values replaced, and says how PostgreSQL took it. */
  async function adding(client: pg.Client, table: string, rows: string, values: object): Promise<string> {
    await client.query('savepoint adding');
    const ending = await client
      .query(
        `insert into "${table}" select (jsonb_populate_record(null::"${table}", jsonb_build_object('id', gen_random_uuid())
           || (select to_jsonb(r) from (${rows} order by 3 limit 1) r) || $1::jsonb)).*`,
        [JSON.stringify(values)],
      )
      .then(() => 'added')
      .catch((error: { constraint?: string; code: string }) => error.constraint ?? error.code);
    await client.query('rollback to savepoint adding');
    return ending;
  }

  const foreign = async (school: string) => {
    const [found] = await town.sql<{ child: string; guardianship: string; class: string }>(
      `select c.id as child, g.id as guardianship, c.school_class_id as class from child c
         join guardianship g on g.child_id = c.id join school s on s.id = c.school_id
         where s.name = $1 and c.school_class_id is not null order by c.id limit 1`,
      [school],
    );
    return {
      child: { child_id: found?.child },
      guardianship: { guardianship_id: found?.guardianship },
      class: { school_class_id: found?.class },
    };
  };

  it.each(
    written,
  )('%s adds a row of %s for a child of the own school, and for no other', async (who, table, rows) => {
    const person = personCalled(who);
    await connected(town.serverUrl, (client) =>
      inScopeOf(client, person, town.vault, async () => {
        expect(await adding(client, table, rows, {})).toBe('added');
        const own = await client.query<{ name: string }>('select name from school order by name limit 1');
        const others = await town.sql<{ name: string }>('select name from school where name <> $1', [
          own.rows[0]?.name,
        ]);
        for (const { name } of others) {
          const there = await foreign(name);
          const misfits = [
            ...(table === 'thread' ? [] : [there.child]),
            ...(table === 'access_block'
              ? [there.guardianship, { ...there.child, ...there.guardianship }]
              : [there.class]),
          ];
          for (const values of misfits)
            expect([name, values, await adding(client, table, rows, values)]).toEqual([
              name,
              values,
              `${table}_fits`,
            ]);
        }
      }),
    );
  });

  it('a row that fits is not made to misfit afterwards', async () => {
    const person = standInPeople.find((each) => each.who === 'principal');
    if (!person) throw new Error('there is no principal');
    const { child } = await foreign('Furukollen skole');
    const [elsewhere] = await town.sql<{ id: string }>(
      `select c.id from child c where c.school_id <> (select school_id from child where id = $1) limit 1`,
      [child.child_id],
    );
    await connected(town.serverUrl, (client) =>
      inScopeOf(client, person, town.vault, async () => {
        const change = (id: string | undefined) =>
          client
            .query(
              'update enrolment set child_id = $1 where id = (select id from enrolment order by id limit 1)',
              [id],
            )
            .then(() => 'changed')
            .catch((error: { constraint?: string }) => error.constraint);
        expect(await change(elsewhere?.id)).toBe('enrolment_fits');
      }),
    );
  });
});
