import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Child } from '../../entities/child.js';
import { newId } from '../../src/reading/identifier.js';
import { aTown, type Town, type Visitor } from '../harness/town.js';

let town: Town;
let guardian: Visitor;
let child: { id: string; name: string; school: { id: string; name: string }; municipality: { name: string } };
beforeAll(async () => {
  town = await aTown();
  guardian = await town.as('guardian');
  const { data } = await guardian.send(
    '{ viewer { children { id name school { id name } municipality { name } } } }',
  );
  child = data.viewer.children[0];
});
afterAll(() => town.close());

const ofChild = async (selection: string) =>
  (await guardian.send(`query ($id: ID!) { child(id: $id) { ${selection} } }`, { id: child.id })).data?.child;

describe('response keys', () => {
  it('may bear the names of other fields', async () => {
    expect(await ofChild('id: school { name: id id: name } name: id school: name')).toEqual({
      id: { name: child.school.id, id: child.school.name },
      name: child.id,
      school: child.name,
    });
  });

  it.each([
    'cursor',
    'subject',
    'order',
    'rows',
    'total',
    'counted',
    '__proto__',
    'constructor',
  ])('may be called %s, in a list of several types and in a page', async (key) => {
    const query = `query ($id: ID!) { child(id: $id) {
        groups { ... on SchoolClass { ${key}: school { name } } }
        absences(first: 1) { nodes { ${key}: child { id } } edges { cursor } } } }`;
    const { code, text } = await guardian.send(query, { id: child.id });
    expect(code).toBeNull();
    expect(text).toContain(`{"${key}":{"name":"${child.school.name}"}}`);
    expect(text).toContain(`"nodes":[{"${key}":{"id":"${child.id}"}}]`);
  });

  it('may be longer than PostgreSQL’s names, and differ in their last letter alone', async () => {
    const long = 'x'.repeat(62);
    for (const stem of [long.slice(1), long, `${long}y`.repeat(3)]) {
      const [one, other] = [`${stem}1`, `${stem}2`];
      expect(await ofChild(`${one}: school { name } ${other}: municipality { name }`)).toEqual({
        [one]: { name: child.school.name },
        [other]: { name: child.municipality.name },
      });
      expect(
        await ofChild(`absences(first: 1) { ${one}: nodes { ${other}: child { id } } ${other}: totalCount }`),
      ).toEqual({
        absences: { [one]: [{ [other]: { id: child.id } }], [other]: expect.any(Number) },
      });
    }
  });

  it('under nodes and under edges may mean different fields', async () => {
    const selection = `grades(first: 1) {
      one: nodes { who: child { name } }
      other: nodes { who: child { school { name } } }
      edges { a: node { who: schoolYear { id } } b: node { who: child { id } subjectCode } }
      again: edges { a: node { who: child { id } } } }`;
    const pupil = await town.as('pupil-15');
    const { data } = await pupil.send(`{ viewer { children { id name school { name } ${selection} } } }`);
    const [me] = data.viewer.children;
    const who = { id: me.id };
    expect(me.grades).toEqual({
      one: [{ who: { name: me.name } }],
      other: [{ who: { school: me.school } }],
      edges: [{ a: { who: { id: expect.any(String) } }, b: { who, subjectCode: expect.any(String) } }],
      again: [{ a: { who } }],
    });
    expect(me.grades.edges[0].a.who.id).not.toBe(me.id);
  });

  it('may be a hundred in one object', async () => {
    const keys = Array.from({ length: 50 }, (_, at) => `s${at}`);
    const selection = `${keys.map((key) => `${key}: school { id }`).join(' ')} school { id }`;
    expect(Object.keys(await ofChild(selection))).toHaveLength(51);
  });

  it('may be more than fifty in the payload of an act', async () => {
    const office = await town.as('school-office');
    const [other] = await town.sql<{ id: string }>(
      `select k.id from school_class k join child c on c.school_id = k.school_id
         where c.id = $1 and k.id <> c.school_class_id order by k.id limit 1`,
      [child.id],
    );
    const keys = Array.from({ length: 50 }, (_, at) => `c${at}`);
    const { data } = await office.send(
      `mutation ($input: MoveChildToClassInput!) { moveChildToClass(input: $input) {
         ${keys.map((key) => `${key}: child { id }`).join(' ')} child { schoolClass { id } } userErrors { code } } }`,
      { input: { childId: child.id, schoolClassId: other?.id } },
    );
    expect(data.moveChildToClass).toMatchObject({ c49: { id: child.id }, child: { schoolClass: other } });
  });
});

describe('a selection', () => {
  it('of nothing but a page’s type or its end is answered', async () => {
    expect(await ofChild('absences(from: "2026-01-01", first: 3) { __typename }')).toEqual({
      absences: { __typename: 'AbsenceConnection' },
    });
    expect(await ofChild('absences(to: "1999-01-01") { pageInfo { hasNextPage } }')).toEqual({
      absences: { pageInfo: { hasNextPage: false } },
    });
  });

  it('that is sent again with other variables is answered anew', async () => {
    const query = `query ($id: ID!, $with: Boolean!, $first: Int, $search: String) {
      node(id: $id) { __typename id ... on School @include(if: $with) { name }
        ... on School { sfoGroups @skip(if: $with) { id } children(first: $first, search: $search) { nodes { name } } } } }`;
    const principal = await town.as('principal');
    const send = async (variables: object) =>
      (await principal.send(query, { id: child.school.id, ...variables })).data.node;
    for (const _time of [1, 2, 3]) {
      const first = await send({ with: true, first: 2 });
      expect(Object.keys(first)).toEqual(['__typename', 'id', 'name', 'children']);
      expect(first.children.nodes).toHaveLength(2);
      const second = await send({ with: false, first: 1, search: 'nobody at all' });
      expect(Object.keys(second)).toEqual(['__typename', 'id', 'sfoGroups', 'children']);
      expect(second.children.nodes).toEqual([]);
      const third = await send({ with: false, id: child.id });
      expect(third).toEqual({ __typename: 'Child', id: child.id });
    }
  });

  it('lists groups of one name by their ids', async () => {
    await town.sql(
      `update teaching_group g set name = k.year || k.letter from child c join school_class k on k.id = c.school_class_id
         where c.id = $1 and g.id = (select max(m.group_id::text)::uuid from teaching_group_member m where m.child_id = c.id)`,
      [child.id],
    );
    const { groups, schoolClass } = await ofChild('schoolClass { name } groups { name ... on Node { id } }');
    const ids = groups
      .filter((group: { name: string }) => group.name === schoolClass.name)
      .map((group: { id: string }) => group.id);
    expect(ids).toHaveLength(2);
    expect(ids).toEqual([...ids].sort());
  });
});

describe('an id', () => {
  const byId = 'query ($id: ID!) { child(id: $id) { id } }';
  const anyById = 'query ($id: ID!) { node(id: $id) { __typename id } }';

  it.each([
    'school',
    'school_class',
    'person',
    'absence',
    'guardianship',
    'sfo_group',
    'municipality',
  ])('of a %s is no child’s', async (table) => {
    const [row] = await town.sql<{ id: string }>(`select id from "${table}" limit 1`);
    expect((await guardian.send(byId, { id: row?.id })).code).toBe('NOT_FOUND');
  });

  it.each([
    ['that was never given', newId(Child)],
    ['in capitals', newId(Child).toUpperCase()],
    ['that is none', "1' or true --"],
    ['that is a number', 7],
    ['that is nothing', ''],
  ])('%s is NOT_FOUND', async (_, id) => {
    for (const query of [byId, anyById]) expect((await guardian.send(query, { id })).code).toBe('NOT_FOUND');
  });

  it('of something that is no node is NOT_FOUND, whosever it is', async () => {
    for (const table of ['absence', 'enrolment', 'child_address', 'identity_number', 'child_name_token']) {
      const [own] = await town.sql<{ id: string }>(`select id from "${table}" where child_id = $1 limit 1`, [
        child.id,
      ]);
      expect(own).toBeDefined();
      expect((await guardian.send(anyById, { id: own?.id })).code).toBe('NOT_FOUND');
    }
  });
});
