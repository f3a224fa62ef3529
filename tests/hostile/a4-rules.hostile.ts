import { afterAll, beforeAll, expect, it } from 'vitest';
import { accessTable } from '../../schema/access/index.js';
import { standInPeople } from '../../src/database/seeds/people.js';
import type { Role } from '../../src/identity/roles.js';
import { type AnyOperation, everyOperation } from '../harness/every-operation.js';
import { Explorer } from '../harness/matrix/explorer.js';
import { flipsOf } from '../harness/matrix/flips.js';
import { Graph } from '../harness/matrix/graph.js';
import { fillGaps } from '../harness/matrix/hard-cases.js';
import { reachOf } from '../harness/matrix/reach.js';
import { theWorld } from '../harness/matrix/world.js';
import { RawSocket } from '../harness/raw-socket.js';
import { aTown, type Town, theSchema } from '../harness/town.js';

const people: readonly (readonly [Role, string])[] = [
  ['guardian', 'guardian'],
  ['pupil', 'pupil-14'],
  ['teacher', 'contact-teacher'],
  ['principal', 'principal'],
  ['schoolOffice', 'school-office'],
  ['sfoStaff', 'sfo-staff'],
  ['sfoLeader', 'sfo-leader'],
  ['municipalAdmin', 'municipal-admin'],
  ['archivist', 'archivist'],
  ['dataProtectionOfficer', 'data-protection-officer'],
];

let town: Town;
beforeAll(async () => {
  town = await aTown();
  await fillGaps(town);
});
afterAll(() => town.close());

it('A4 each rule about a type, a field or a query, flipped for each role', async ({ task }) => {
  const graph = new Graph(theSchema());
  const survivors: string[] = [];
  let tried = 0;
  for (const [role, who] of people) {
    const world = await theWorld(town.sql);
    const person = standInPeople.find((each) => each.who === who);
    const reach = person && reachOf(world, town.vault, person);
    if (!reach) throw new Error(`${who} has no access`);
    const explorer = await new Explorer(who, await town.as(who), reach, world, graph).explore();
    const flips = await flipsOf(explorer, role, 'with queries');
    tried += flips.tried;
    survivors.push(...flips.survivors);
  }
  told(task, tried, survivors);
});

it('A4 each rule about an act or a subscription, flipped for each role', async ({ task }) => {
  const operations = everyOperation(theSchema()).filter(({ kind }) => kind !== 'query');
  const survivors: string[] = [];
  let tried = 0;
  for (const [role, who] of people) {
    const visitor = await town.as(who);
    const raw = await RawSocket.of(town, who);
    for (const operation of operations) {
      const { kind, field, query, variables } = operation;
      const type = kind === 'mutation' ? 'Mutation' : 'Subscription';
      const allowed = accessTable[type]?.[field] as Set<Role>;
      const codeNow = async (name: string) =>
        kind === 'mutation'
          ? (await visitor.send(query.replace('Every', name), variables)).code
          : heardOf(raw, operation, name);
      const had = allowed.delete(role);
      const without = await codeNow('Without');
      allowed.add(role);
      const withRole = await codeNow('With');
      if (!had) allowed.delete(role);
      tried += 1;
      if (without !== 'FORBIDDEN' || (withRole === 'FORBIDDEN' && had))
        survivors.push(`${type}.${field} for ${role}: ${without} without, ${withRole} with it`);
    }
    await raw.leave();
  }
  told(task, tried, survivors);
});

/** The code of a subscription whose cursor is none: RESYNC_REQUIRED where the door lets it through. */
async function heardOf(raw: RawSocket, { query, variables }: AnyOperation, name: string): Promise<string> {
  raw.subscribe(name, query.replace('Every', name), { ...variables, after: 'none' });
  const { type, payload } = await raw.next();
  return type === 'error' ? payload[0].extensions.code : type;
}

function told(
  task: { meta: { figures?: readonly string[]; holds?: boolean } },
  tried: number,
  survivors: readonly string[],
): void {
  const caught = (100 * (tried - survivors.length)) / tried;
  expect(tried).toBeGreaterThan(50);
  task.meta.figures = [
    `${tried} rules flipped, ${caught.toFixed(1)} % caught`,
    ...survivors.map((survivor) => `survives: ${survivor}`),
  ];
  task.meta.holds = caught >= 99;
}
