import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { permits } from '../../schema/access/index.js';
import { type Role, roles } from '../../src/identity/roles.js';
import { Graph } from '../harness/matrix/graph.js';
import { type Knock, knocksOf, strayKnocks } from '../harness/matrix/streams.js';
import { RawSocket } from '../harness/raw-socket.js';
import { aTown, type Town, theSchema } from '../harness/town.js';

/** One person for each role that signs in. */
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
/** How many operations are under way at once; the server takes 20. */
const AT_ONCE = 16;

describe('the access table, cell by cell, at the live door', () => {
  const graph = new Graph(theSchema());
  const streams = graph.fields('Subscription').map(({ name }) => name);
  let town: Town;
  let tried = 0;
  beforeAll(async () => {
    town = await aTown();
  });
  afterAll(() => town.close());

  it.each(people)('lets a %s through to what the table grants, and to nothing else', async (role, who) => {
    const raw = await RawSocket.of(town, who);
    const knocks = knocksOf(graph, role);
    expect(await mistakes(raw, knocks)).toEqual([]);
    tried += knocks.length;
    await raw.leave();
  });

  it.each(people)('opens to a %s the streams that are granted', async (role, who) => {
    const raw = await RawSocket.of(town, who);
    const open = streams.filter((name) => {
      const target = graph.entry('Subscription', name)?.target ?? '';
      return permits([role], 'Subscription', name) && permits([role], target, '*');
    });
    for (const name of open) raw.subscribe(name, `subscription { ${name} { __typename } }`);
    await vi.waitFor(() => expect(town.listening()).toBe(open.length), 10_000);
    expect(await raw.beat()).toEqual({ type: 'pong' });
    await raw.leave();
    await vi.waitFor(() => expect(town.listening()).toBe(0), 10_000);
  });

  it.each(people)('is no way for a %s to ask or to act', async (_, who) => {
    const raw = await RawSocket.of(town, who);
    expect(await mistakes(raw, strayKnocks(graph.schema))).toEqual([]);
    await raw.leave();
  });

  it('left nobody and no form of refusal out', () => {
    expect(roles.filter((role) => !people.some(([each]) => each === role))).toEqual(['machine']);
    expect(tried).toBeGreaterThan(1_000);
  });
});

/** Operations that were answered with anything but the code that is due. */
async function mistakes(raw: RawSocket, knocks: readonly Knock[]): Promise<string[]> {
  const found: string[] = [];
  for (let first = 0; first < knocks.length; first += AT_ONCE) {
    const batch = knocks.slice(first, first + AT_ONCE);
    for (const [index, { query }] of batch.entries()) raw.subscribe(`${index}`, query, { yes: true });
    for (const _ of batch) {
      const { id, type, payload } = await raw.next();
      const { said, due, query } = batch[Number(id)] ?? { said: id, due: '', query: '' };
      const codes =
        type === 'error'
          ? payload.map((each: { extensions: { code: string } }) => each.extensions.code)
          : [type];
      if (codes.join() !== due) found.push(`${said}: ${codes.join()} where ${due} is due: ${query}`);
    }
  }
  return found;
}
