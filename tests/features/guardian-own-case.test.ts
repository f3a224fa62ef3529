import { afterAll, beforeAll, expect, it } from 'vitest';
import { aTown, type Town } from '../harness/town.js';

let town: Town;
beforeAll(async () => {
  town = await aTown();
});
afterAll(() => town.close());

it('a member of staff decides on nobody’s access to a child of her own', async () => {
  const [own] = await town.sql<{ id: string }>(
    `select g.id from guardianship g join person p on p.id = g.guardian_id
       where p.given_name = 'Silje' and p.family_name = 'Overby'`,
  );
  await town.sql(
    `update employment set role = 'SCHOOL_OFFICE' where person_id in
       (select id from person where given_name = 'Silje' and family_name = 'Overby')`,
  );
  const block = 'mutation ($i: BlockGuardianInput!) { blockGuardian(input: $i) { userErrors { code } } }';
  const lift =
    'mutation ($i: LiftGuardianBlockInput!) { liftGuardianBlock(input: $i) { userErrors { code } } }';
  const teacher = await town.as('teacher-who-is-guardian');
  const before = await town.sql('select * from access_block order by id');
  expect((await teacher.send(block, { i: { guardianshipId: own?.id, reason: 'SAFETY' } })).code).toBe(
    'OWN_CASE',
  );
  expect((await teacher.send(lift, { i: { guardianshipId: own?.id } })).code).toBe('OWN_CASE');
  expect(await town.sql('select * from access_block order by id')).toEqual(before);
});

it('a text that can not be stored is the client’s to mend', async () => {
  const guardian = await town.as('guardian');
  const correct = `mutation ($e: String, $k: String) {
    correctMyContactDetails(input: { email: $e, idempotencyKey: $k }) { userErrors { code field } } }`;
  expect((await guardian.send(correct, { e: 'a\u0000b@example.no' })).code).toBe('INPUT_INVALID');
  expect((await guardian.send(correct, { e: 'a@example.no', k: 'k'.repeat(201) })).code).toBe(
    'INPUT_INVALID',
  );
});
