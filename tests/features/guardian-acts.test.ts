import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aTown, type Town } from '../harness/town.js';

const CHILDREN = '{ viewer { children { id name } } }';
const BLOCK = `mutation ($input: BlockGuardianInput!) { blockGuardian(input: $input) {
  guardianship { id guardian { name } blocks { reason setBy { name } liftedAt } } userErrors { code field message } } }`;
const LIFT = `mutation ($input: LiftGuardianBlockInput!) { liftGuardianBlock(input: $input) {
  guardianship { id blocks { liftedAt liftedBy { name } } } userErrors { code field } } }`;
const CORRECT = `mutation ($input: CorrectMyContactDetailsInput!) { correctMyContactDetails(input: $input) {
  viewer { people { contact { email mobile origin } } } userErrors { code field message } } }`;

let town: Town;
beforeAll(async () => {
  town = await aTown();
});
afterAll(() => town.close());

async function guardianshipOf(familyName: string, givenName: string): Promise<{ id: string; child: string }> {
  const [row] = await town.sql<{ id: string; child: string }>(
    `select g.id, g.child_id as child from guardianship g join person p on p.id = g.guardian_id
       where p.family_name = $1 and p.given_name = $2 order by g.id limit 1`,
    [familyName, givenName],
  );
  if (!row) throw new Error(`${givenName} ${familyName} is nobody’s guardian`);
  return row;
}

const blocks = async (): Promise<number> =>
  Number((await town.sql<{ n: string }>('select count(*) as n from access_block'))[0]?.n);

describe('a block', () => {
  it('takes a guardian’s child away from her next operation, until it is lifted', async () => {
    const guardian = await town.as('guardian');
    const office = await town.as('school-office');
    const before = (await guardian.send(CHILDREN)).data.viewer.children;
    expect(before).toHaveLength(2);
    const { id, child } = await guardianshipOf('Haugen', 'Kari');

    const blocked = await office.send(BLOCK, { input: { guardianshipId: id, reason: 'RESTRAINING_ORDER' } });
    expect(blocked.data.blockGuardian).toEqual({
      guardianship: {
        id,
        guardian: { name: 'Kari Haugen' },
        blocks: [{ reason: 'RESTRAINING_ORDER', setBy: { name: 'Morten Lien' }, liftedAt: null }],
      },
      userErrors: [],
    });
    const during = await guardian.send(CHILDREN);
    expect(during.data.viewer.children.map((each: { id: string }) => each.id)).not.toContain(child);
    expect(during.data.viewer.children).toHaveLength(1);
    expect((await guardian.send('query ($id: ID!) { child(id: $id) { name } }', { id: child })).code).toBe(
      'NOT_FOUND',
    );

    const lifted = await office.send(LIFT, { input: { guardianshipId: id } });
    expect(lifted.data.liftGuardianBlock.guardianship.blocks).toEqual([
      { liftedAt: expect.any(String), liftedBy: { name: 'Morten Lien' } },
    ]);
    expect((await guardian.send(CHILDREN)).data.viewer.children).toEqual(before);
  });

  it('wins over a register that writes the guardianship anew', async () => {
    const guardian = await town.as('guardian-blocked');
    expect((await guardian.send(CHILDREN)).data.viewer.children).toEqual([]);
    await town.sql(
      `update guardianship set access = 'FULL', parental_responsibility = true, origin = 'REGISTER', "to" = null
         where guardian_id in (select id from person where family_name = 'Fjeld' and given_name = 'Roar')`,
    );
    expect((await guardian.send(CHILDREN)).data.viewer.children).toEqual([]);
  });

  it('that stands can not be set again, and one that does not stand can not be lifted', async () => {
    const office = await town.as('school-office');
    const { id } = await guardianshipOf('Solberg', 'Hanne');
    const input = { guardianshipId: id, reason: 'SAFETY' };
    expect((await office.send(LIFT, { input: { guardianshipId: id } })).code).toBe('NOT_BLOCKED');
    expect((await office.send(BLOCK, { input })).code).toBeNull();
    const before = await blocks();
    expect((await office.send(BLOCK, { input })).data.blockGuardian).toEqual({
      guardianship: null,
      userErrors: [
        { code: 'ALREADY_BLOCKED', field: 'guardianshipId', message: 'Access is already blocked.' },
      ],
    });
    expect(await blocks()).toBe(before);
  });

  it('that two people set in the same moment is set once', async () => {
    const [office, principal] = [await town.as('school-office'), await town.as('principal')];
    const { id } = await guardianshipOf('Granli', 'Berit');
    const input = { guardianshipId: id, reason: 'SAFETY' };
    const codes = (await Promise.all([office.send(BLOCK, { input }), principal.send(BLOCK, { input })])).map(
      (answer) => answer.code,
    );
    expect(codes.sort()).toEqual(['ALREADY_BLOCKED', null].sort());
    expect(await town.sql('select from access_block where guardianship_id = $1', [id])).toHaveLength(1);
  });

  it.each([
    ['the guardian herself', 'guardian', 'FORBIDDEN'],
    ['a contact teacher', 'contact-teacher', 'FORBIDDEN'],
    ['an SFO leader', 'sfo-leader', 'FORBIDDEN'],
    ['the municipal admin', 'municipal-admin', 'FORBIDDEN'],
    ['another municipality’s office', 'second-school-office', 'NOT_FOUND'],
    ['a pupil', 'pupil-14', 'FORBIDDEN'],
  ] as const)('by %s is answered %s %s', async (_, who, code) => {
    const { id } = await guardianshipOf('Somby', 'Ellen Marie');
    const before = await blocks();
    const answer = await (await town.as(who)).send(BLOCK, {
      input: { guardianshipId: id, reason: 'SAFETY' },
    });
    expect(answer.code).toBe(code);
    expect(await blocks()).toBe(before);
  });
});

describe('contact details', () => {
  it('are corrected in every municipality that knows the guardian', async () => {
    const guardian = await town.as('guardian-two-municipalities');
    const input = { email: ' ellen@example.no ', mobile: '+47 41 00 00 00' };
    const answer = await guardian.send(CORRECT, { input });
    const contact = { email: 'ellen@example.no', mobile: '+4741000000', origin: 'SELF' };
    expect(answer.data.correctMyContactDetails.viewer.people).toEqual([{ contact }, { contact }]);
    const stored = await town.sql('select from person_contact where email = $1', ['ellen@example.no']);
    expect(stored).toHaveLength(2);
  });

  it.each([
    ['a named fragment', '...P', 'fragment P on CorrectMyContactDetailsPayload { viewer { roles } }'],
    ['an inline fragment', '... on CorrectMyContactDetailsPayload { viewer { roles } }', ''],
  ])('are shown where the payload is selected by %s', async (_how, selection, fragment) => {
    const act = `correctMyContactDetails(input: { mobile: "+4740000009" }) { ${selection} }`;
    const { data } = await (await town.as('guardian')).send(`mutation { ${act} } ${fragment}`);
    expect(data).toEqual({ correctMyContactDetails: { viewer: { roles: ['GUARDIAN'] } } });
  });

  it.each([
    ['no change', {}, 'NOTHING_TO_CHANGE', 'email'],
    ['an e-mail without a domain', { email: 'kari@' }, 'EMAIL_INVALID', 'email'],
    ['a mobile without country code', { mobile: '40000000' }, 'MOBILE_INVALID', 'mobile'],
  ] as const)('with %s change nothing', async (_, input, code, field) => {
    const before = await town.sql('select * from person_contact order by id');
    const answer = await (await town.as('guardian')).send(CORRECT, { input }, { 'accept-language': 'nb' });
    expect(answer.data.correctMyContactDetails).toEqual({
      viewer: null,
      userErrors: [{ code, field, message: expect.stringMatching(/ikke|Ingenting/) }],
    });
    expect(await town.sql('select * from person_contact order by id')).toEqual(before);
  });

  it('sent twice under one key are corrected once, and the key is good for nothing else', async () => {
    const guardian = await town.as('second-guardian');
    const input = { email: 'biret@example.no', idempotencyKey: 'one-key' };
    const [first, second] = await Promise.all([
      guardian.send(CORRECT, { input }),
      guardian.send(CORRECT, { input }),
    ]);
    expect(second.data).toEqual(first.data);
    const events = await town.sql(
      `select from event where topic = 'contact.corrected' and subjects like $1`,
      [
        `%${(await town.sql<{ id: string }>(`select id from person where family_name = 'Gaup' and given_name = 'Biret'`))[0]?.id}%`,
      ],
    );
    expect(events).toHaveLength(1);
    const other = await guardian.send(CORRECT, { input: { ...input, email: 'other@example.no' } });
    expect(other.code).toBe('IDEMPOTENCY_KEY_REUSED');
    expect(await town.sql('select from person_contact where email = $1', ['other@example.no'])).toHaveLength(
      0,
    );
  });
});

describe('two separated parents', () => {
  it('both see their child, and each other’s name but not how to reach each other', async () => {
    const query = `{ viewer { children { id name guardianships { guardian { name contact { email mobile } } } } } }`;
    const fresh = await aTown();
    try {
      const mother = (await (await fresh.as('mother-separated')).send(query)).data.viewer.children;
      const father = (await (await fresh.as('father-separated')).send(query)).data.viewer.children;
      expect(mother.map((child: { id: string }) => child.id)).toEqual(
        father.map((child: { id: string }) => child.id),
      );
      const reached = (children: typeof mother) =>
        children[0].guardianships.map((each: { guardian: { name: string; contact: object | null } }) => [
          each.guardian.name,
          each.guardian.contact !== null,
        ]);
      expect(Object.fromEntries(reached(mother))).toEqual({ 'Hanne Solberg': true, 'Stian Moen': false });
      expect(Object.fromEntries(reached(father))).toEqual({ 'Hanne Solberg': false, 'Stian Moen': true });
    } finally {
      await fresh.close();
    }
  });
});
