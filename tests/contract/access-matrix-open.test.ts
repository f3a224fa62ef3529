import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { standInPeople } from '../../src/database/seeds/people.js';
import { asked } from '../harness/matrix/asking.js';
import { Explorer } from '../harness/matrix/explorer.js';
import { type Entry, Graph } from '../harness/matrix/graph.js';
import { hardCases } from '../harness/matrix/hard-cases.js';
import { idsFor } from '../harness/matrix/oracle.js';
import { reachOf } from '../harness/matrix/reach.js';
import { further, type Way, wayIn } from '../harness/matrix/ways.js';
import { tableOf, theWorld, type World } from '../harness/matrix/world.js';
import { aTown, type Town, theSchema } from '../harness/town.js';

/** Rows are tried for everybody in SQL alone; here for one of each kind, since it is the paths that are on trial. */
const people = standInPeople.filter(({ who }) =>
  [
    'guardian',
    'guardian-two-municipalities',
    'father-separated',
    'guardian-blocked',
    'pupil-14',
    'contact-teacher',
    'other-teacher',
    'teacher-and-sfo',
    'principal',
    'school-office',
    'sfo-staff',
    'sfo-leader',
    'municipal-admin',
    'archivist',
    'data-protection-officer',
    'second-principal',
  ].includes(who),
);

describe('the graph with the access table taken away', () => {
  const graph = new Graph(theSchema());
  let town: Town;
  let world: World;
  beforeAll(async () => {
    town = await aTown({ rules: 'off' });
    await hardCases(town);
    world = await theWorld(town.sql);
  });
  afterAll(() => town.close());

  it.each(
    people.map((person) => [person.who, person] as const),
  )('%s meets no row beyond reach by any path, and counts none', async (who, person) => {
    const reach = reachOf(world, town.vault, person);
    if (!reach) throw new Error(`${who} has no access`);
    const explorer = await new Explorer(who, await town.as(who), reach, world, graph, 'off').explore();
    expect(await strangersMet(explorer, town)).toEqual([]);
    expect(await strangersCounted(explorer, town)).toEqual([]);
    expect(await strangersNamed(explorer)).toEqual([]);
  });
});

/** Rows met on any way into any type that the rules of the school don't give. */
async function strangersMet(explorer: Explorer, town: Town): Promise<string[]> {
  const questions = [...explorer.ways]
    .filter(([type]) => explorer.graph.leaves(type).includes('id'))
    .flatMap(([type, ways]) => ways.map((way) => ({ type, way, selection: '{ __typename id }' })));
  const strangers: string[] = [];
  const replies = await asked(explorer.visitor, questions);
  // The looks themselves have been written into the access log meanwhile.
  const world = await theWorld(town.sql);
  for (const [{ type, way }, { found }] of replies) {
    const known = new Set(idsFor('read', tableOf(type), explorer.reach, world));
    for (const object of found)
      if (object['__typename'] === type && !known.has(String(object['id'])))
        strangers.push(`${type} ${object['id']} by ${way.said}`);
  }
  return strangers;
}

/** Counts of pages that are higher than the number of rows that hang there for this person. */
async function strangersCounted(explorer: Explorer, town: Town): Promise<string[]> {
  const { graph, visitor, reach } = explorer;
  const pages = graph.entries.filter((entry) => entry.connection);
  const questions = pages.flatMap((entry) =>
    pagesOf(explorer, entry).map((page) => ({ ...page, entry, selection: '{ totalCount }' })),
  );
  const replies = await asked(visitor, questions);
  const world = await theWorld(town.sql);
  return replies.flatMap(([{ entry, owner }, { found }]) => {
    const table = tableOf(entry.target);
    const known = new Set(idsFor('read', table, reach, world));
    const most = world
      .rows(table)
      .filter((row) => known.has(row.id) && (!owner || Object.values(row).includes(owner))).length;
    return found
      .filter((page) => Number(page['totalCount']) > most)
      .map((page) => `${entry.owner}.${entry.field} counts ${page['totalCount']} of ${most}`);
  });
}

/** The pages of a list: one, or those of some rows that it hangs on. */
function pagesOf(explorer: Explorer, entry: Entry): { way: Way; owner?: string }[] {
  const page = { ...entry, connection: false };
  if (entry.owner === 'Query') return [{ way: { ...wayIn(page), around: (all) => `${entry.field} ${all}` } }];
  const node = explorer.graph.entriesInto(entry.owner).find((each) => each.field === 'node');
  // What has no id of its own, such as the viewer, has one page.
  if (!node)
    return (explorer.ways.get(entry.owner) ?? []).slice(0, 1).map((way) => ({ way: further(way, page) }));
  const owners = explorer.visible(entry.owner).slice(0, 5);
  return owners.map(({ id }) => ({ owner: id, way: further(wayIn(node, id), page) }));
}

/** Rows beyond reach that are shown when they are named by their ids. */
async function strangersNamed(explorer: Explorer): Promise<string[]> {
  const questions = explorer.graph.entries
    .filter((entry) => entry.byId)
    .flatMap((entry) => {
      const known = new Set(explorer.visible(entry.target).map((row) => row.id));
      const strange = explorer.world.rows(tableOf(entry.target)).filter((row) => !known.has(row.id));
      return strange
        .slice(0, 12)
        .map((row) => ({ entry, way: wayIn(entry, row.id), selection: '{ __typename }' }));
    });
  const replies = await asked(explorer.visitor, questions);
  return (
    replies
      // Where a hat may not even ask for a table, the database refuses the operation.
      .filter(
        ([, { found, codes }]) => found.length > 0 || !/^(NOT_FOUND|INTERNAL_ERROR)$/.test(codes.join()),
      )
      .map(([{ entry }, { codes }]) => `${entry.field} into ${entry.target}: ${codes.join()}`)
  );
}
