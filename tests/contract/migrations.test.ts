import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate } from '../../src/database/migrate.js';
import { migrateDown } from '../../src/database/migrate-down.js';
import { migrationsList } from '../../src/database/migrations/index.js';
import { type Database, Databases, query } from '../check/databases.js';
import { missingChanges } from '../check/migrations.js';
import { rowSecurityOf } from '../check/policies.js';
import { runningCluster } from '../harness/running-cluster.js';

const databases = new Databases(runningCluster);
let database: Database;
beforeAll(async () => {
  database = await databases.empty();
});
afterAll(() => databases.close());

const names = migrationsList.map((each) => (each as { name: string }).name);
const what = `
  select relname as name from pg_class where relnamespace in (select oid from pg_namespace where nspname in ('public', 'scope'))
  union all select proname from pg_proc where pronamespace in (select oid from pg_namespace where nspname in ('public', 'scope'))
  union all select typname from pg_type where typnamespace in (select oid from pg_namespace where nspname in ('public', 'scope'))
  union all select nspname from pg_namespace where nspname = 'scope'`;

test('a database goes up, all the way down to nothing, and up again to the same', async () => {
  expect(await migrate(database.ownerUrl)).toEqual(names);
  const before = await rowSecurityOf(database.ownerUrl);
  const things = await query<{ name: string }>(database.ownerUrl, what);
  expect(things.length).toBeGreaterThan(100);

  await migrateDown(database.ownerUrl);
  expect(await query(database.ownerUrl, what)).toEqual([]);

  expect(await migrate(database.ownerUrl)).toEqual(names);
  expect(await rowSecurityOf(database.ownerUrl)).toEqual(before);
  expect(await missingChanges(database.ownerUrl)).toEqual([]);
});

test('a database that is down already goes down again without complaint', async () => {
  const untouched = await databases.empty();
  await migrateDown(untouched.ownerUrl);
  expect(await query(untouched.ownerUrl, what)).toEqual([]);
});

test('a migration that was forgotten is caught, by the statement that it should have', async () => {
  await query(database.ownerUrl, 'alter table absence drop column hours');
  expect(await missingChanges(database.ownerUrl)).toEqual(['alter table "absence" add "hours" int null;']);
});
