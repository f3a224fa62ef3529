import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MikroORM } from '@mikro-orm/postgresql';
import { startEmbedded } from './embedded/index.js';
import { ormOptions } from './orm.js';
import { scopeBeforeTables } from './scope/install.js';

const FOLDER = join('src', 'database', 'migrations');
const DATABASE = 'skolegraf';

/**
 * Writes the migration that brings a database from the newest migration to what the entities declare now, with its way
 * back, and lists it in the index. Works on a database of its own that is thrown away.
 * @param name what it does, such as `school-phone`.
 * @returns the file that was written; undefined where nothing has changed.
 */
export async function createMigration(name: string): Promise<string | undefined> {
  const dataDir = await mkdtemp(join(tmpdir(), 'skolegraf-migration-'));
  const server = await startEmbedded({ dataDir, database: DATABASE });
  try {
    const url = server.ownerUrl(DATABASE);
    const orm = await MikroORM.init(ormOptions(url, 2));
    // What runs after the tables may speak of one that the new migration is to make.
    for (const statement of scopeBeforeTables) await orm.em.getConnection().execute(statement);
    await orm.migrator.up();
    const { fileName } = await orm.migrator.create(FOLDER, false, false, name.replaceAll('-', '_'));
    await orm.close(true);
    if (!fileName) return undefined;
    await writeIndex();
    return join(FOLDER, fileName);
  } finally {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function writeIndex(): Promise<void> {
  const names = (await readdir(FOLDER))
    .filter((file) => /^Migration\d+.*\.ts$/.test(file))
    .map((file) => file.replace(/\.ts$/, ''))
    .sort();
  const index = join(FOLDER, 'index.ts');
  const [, head = ''] = /(\/\*\* Every migration[\s\S]*?= \[\n)/.exec(await readFile(index, 'utf8')) ?? [];
  const imports = names.map((each) => `import { ${each} } from './${each}.js';`).join('\n');
  const entries = names.map((each) => `  {\n    name: '${each}',\n    class: ${each},\n  },\n`).join('');
  await writeFile(
    index,
    `import type { MigrationObject } from '@mikro-orm/core';\n${imports}\n\n${head}${entries}];\n`,
  );
}
