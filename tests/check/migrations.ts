import type { Check } from './check.js';
import { type Databases, withOrm } from './databases.js';

/** After all migrations the entities ask for nothing more. */
export const migrationsComplete = (databases: Databases): Check => ({
  name: 'migrations are complete',
  remedy: 'npm run migration:create -- <what-it-does> writes the migration that is missing; commit it.',
  find: async () => missingChanges((await databases.migrated()).ownerUrl),
});

/** The SQL that stands between a database and what the entities declare, a statement each. */
export async function missingChanges(ownerUrl: string): Promise<string[]> {
  const sql = await withOrm(ownerUrl, (orm) => orm.schema.getUpdateSchemaSQL());
  return sql.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('set names'));
}
