import { MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';
import { MIGRATION_LOCK } from './migrate.js';
import { ormOptions } from './orm.js';

/**
 * Takes every migration back, the newest first, and then all else that `migrate` made: an empty database is left, but
 * for its roles. Everything in it is lost.
 * @param ownerUrl the owner's login.
 */
export async function migrateDown(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query(`select pg_advisory_lock(${MIGRATION_LOCK})`);
    await client.query(dropFunctionsOfRows);
    await takeTablesBack(ownerUrl);
    await client.query('drop table if exists public.migration');
    await client.query('drop schema if exists scope cascade');
    await client.query('drop schema if exists events cascade');
  } finally {
    await client.end();
  }
}

async function takeTablesBack(ownerUrl: string): Promise<void> {
  const orm = await MikroORM.init(ormOptions(ownerUrl, 2));
  try {
    await orm.migrator.down({ to: 0 });
  } finally {
    await orm.close(true);
  }
}

// A function that takes a table's row, or an array of them, holds the table; the others can wait for the schema's end.
const dropFunctionsOfRows = `
do $$
declare
  held regprocedure;
begin
  for held in
    select distinct p.oid::regprocedure
      from pg_proc p, unnest(p.proargtypes) argument(oid)
      join pg_type t on t.oid = argument.oid
      left join pg_type element on element.oid = t.typelem
      join pg_class c on c.oid in (t.typrelid, element.typrelid)
      where p.pronamespace = to_regnamespace('scope')
        and c.relnamespace = 'public'::regnamespace
  loop
    execute format('drop function %s', held);
  end loop;
end $$`;
