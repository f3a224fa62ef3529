import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aTown, type Town } from '../harness/town.js';

describe('a look at sensitive data', () => {
  const log = new PassThrough();
  let town: Town;
  let logged = '';
  beforeAll(async () => {
    log.on('data', (line) => {
      logged += line;
    });
    town = await aTown({ log });
  });
  afterAll(() => town.close());

  interface Entry {
    readonly child_id: string;
    readonly what: string;
    readonly operation: string | null;
  }

  /** What the log has of the operations with this name. */
  const entries = (name: string) =>
    town.sql<Entry>(
      'select child_id, what, operation from access_log_entry where operation like $1 order by child_id, what',
      [name],
    );

  const childOf = async (condition: string) =>
    (
      await town.sql<{ id: string }>(
        `select c.id from child c join school s on s.id = c.school_id
           where s.name = 'Furukollen skole' and c.left_on is null and ${condition} order by c.id limit 1`,
      )
    )[0]?.id ?? '';

  it.each([
    ['absences { totalCount }'],
    ['absences { totalCount nodes { day } }'],
    ['one: absences { totalCount } other: absences(first: 1) { totalCount edges { node { day } } }'],
  ])('by way of %s has one row for its child', async (selection) => {
    await town.sql('delete from access_log_entry');
    const id = await childOf('exists (select from absence a where a.child_id = c.id)');
    const office = await town.as('school-office');
    const query = `query Counted($id: ID!) { child(id: $id) { ${selection} } }`;
    for (const _ of ['interpreted', 'compiled']) {
      expect((await office.send(query, { id })).code).toBeNull();
      expect(await entries('Counted')).toEqual([{ child_id: id, what: 'Absence', operation: 'Counted' }]);
      await town.sql('delete from access_log_entry');
    }
  });

  it.each(['subject', 'cursor', 'order', 'id'])('is not hidden behind an alias called %s', async (alias) => {
    await town.sql('delete from access_log_entry');
    const id = await childOf('exists (select from absence a where a.child_id = c.id)');
    const answer = await (await town.as('school-office')).send(
      `query Hidden($id: ID!) { child(id: $id) { absences(first: 1) { nodes { ${alias}: child { id } } edges { cursor } } } }`,
      { id },
    );
    expect(answer.data?.child.absences.nodes).toEqual([{ [alias]: { id } }]);
    expect(await entries('Hidden')).toEqual([{ child_id: id, what: 'Absence', operation: 'Hidden' }]);
  });

  it('that counts nothing tells of nobody, as a page without rows does', async () => {
    const id = await childOf('not exists (select from grade g where g.child_id = c.id)');
    const { data } = await (await town.as('school-office')).send(
      'query Nothing($id: ID!) { child(id: $id) { grades { totalCount nodes { id } } } }',
      { id },
    );
    expect(data.child.grades).toEqual({ totalCount: 0, nodes: [] });
    expect(await entries('Nothing')).toEqual([]);
  });

  it.each([
    'Look_at_01017012345',
    'a01017012345',
    'Of_010170_12345_today',
    `${'x'.repeat(94)}01017012345`,
  ])('by an operation called %s is logged without what may be an identity number', async (name) => {
    await town.sql('delete from access_log_entry');
    logged = '';
    const id = await childOf('exists (select from absence a where a.child_id = c.id)');
    const answer = await (await town.as('school-office')).send(
      `query ${name}($id: ID!) { child(id: $id) { absences { nodes { day } } } }`,
      { id },
    );
    expect(answer.code).toBeNull();
    const operations = (await entries('%')).map(({ operation }) => operation);
    expect(operations).toEqual([expect.stringContaining('*****')]);
    expect(operations.join()).not.toMatch(/\d/);
    expect(logged).toContain('"operation":"');
    expect(logged.split('"operation":"')[1]?.split('"')[0]).not.toMatch(/\d{5}/);
  });
});
