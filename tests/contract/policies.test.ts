import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, Databases, query } from '../check/databases.js';
import { alikePolicies, differences, rowSecurityOf } from '../check/policies.js';
import { bareTables, serverOwnsNothing } from '../check/row-security.js';
import { runningCluster } from '../harness/running-cluster.js';

const databases = new Databases(runningCluster);
let migrated: Database;
beforeAll(async () => {
  migrated = await databases.migrated();
});
afterAll(() => databases.close());

const asOwner = (statement: string) => query(migrated.ownerUrl, statement);

test('a migrated database has the policies of one that was made fresh', async () => {
  expect(await alikePolicies(databases).find()).toEqual([]);
});

test('every table has row security, a fence around its municipality, and somebody who reads it', async () => {
  expect(await bareTables(migrated.ownerUrl)).toEqual([]);
});

test('the server’s role owns nothing and has no way round the policies', async () => {
  expect(await serverOwnsNothing(databases).find()).toEqual([]);
});

test('a policy that was changed by hand is caught, whatever its layout', async () => {
  const before = await rowSecurityOf(migrated.ownerUrl);
  await asOwner('alter policy within_municipality on school using (true)');
  const [had, has] = differences(before, await rowSecurityOf(migrated.ownerUrl));
  expect(had).toMatch(
    /^only when migrated: school: policy within_municipality, RESTRICTIVE, for ALL, .* using \(\w/,
  );
  expect(has).toMatch(/^only when made fresh: school: policy within_municipality, .* using true, check/);
});

test('a table is caught that has no row security, no fence, no reader, or a reader that it should not have', async () => {
  await asOwner('alter table grade disable row level security');
  await asOwner('drop policy within_municipality on absence');
  await asOwner('create table diary (id uuid primary key)');
  await asOwner('alter table diary enable row level security');
  await asOwner('create policy readers on event for select to skolegraf_staff using (true)');
  expect(await bareTables(migrated.ownerUrl)).toEqual([
    'absence has no restrictive policy over municipalities',
    'diary has no restrictive policy over municipalities',
    'diary has no policy for reading',
    'event is read, but listed as unread',
    'grade has no row security',
  ]);
});

test('a server role that came to own a table is caught', async () => {
  await asOwner('create table mine (id uuid)');
  await query(migrated.superuserUrl, 'alter table mine owner to skolegraf_server');
  expect(await serverOwnsNothing(databases).find()).toEqual(['owns table mine']);
});
