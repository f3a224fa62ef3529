import { join } from 'node:path';
import type { Config } from '../config.js';
import { urlOf } from '../database/embedded/address.js';
import { findPostmaster } from '../database/embedded/postmaster-file.js';
import { roles } from '../database/roles.js';
import { embeddedDatabase } from './database.js';
import { withOwner } from './owner.js';
import { findRunning } from './presence.js';

/** What is counted, by table and word. */
const counted = {
  municipality: 'municipalities',
  school: 'schools',
  child: 'children',
  person: 'adults',
} as const;

/** Whether the program runs and where, which migrations its database has, and how many of what. One line each. */
export async function statusOf(config: Pick<Config, 'dataDir' | 'database'>): Promise<string> {
  const running = await findRunning(config.dataDir);
  const program = running ? `runs at ${running.url} (process ${running.pid})` : 'does not run';
  const ownerUrl = await ownerUrlOf(config);
  const database = ownerUrl ? await databaseLines(ownerUrl) : ['Database    does not run'];
  return [`Program     ${program}`, `Data        ${config.dataDir}`, ...database].join('\n');
}

/** Undefined where the program's own PostgreSQL is not up. */
async function ownerUrlOf({
  database,
  dataDir,
}: Pick<Config, 'dataDir' | 'database'>): Promise<string | undefined> {
  if (database.kind === 'server') return database.ownerUrl;
  const found = await findPostmaster(join(dataDir, 'postgres'), '');
  return found?.address && urlOf(found.address, roles.owner, embeddedDatabase);
}

function databaseLines(ownerUrl: string): Promise<string[]> {
  return withOwner(ownerUrl, async (client) => {
    const one = async (sql: string) => (await client.query<{ text: string }>(sql)).rows[0]?.text ?? '';
    const lines = [`Database    PostgreSQL ${await one(`select current_setting('server_version') as text`)}`];
    if ((await one(`select to_regclass('public.migration')::text as text`)) === '')
      return [...lines, 'Migrations  none'];
    lines.push(
      `Migrations  ${await one('select string_agg(name, $$, $$ order by id) as text from migration')}`,
    );
    const counts: string[] = [];
    for (const [table, word] of Object.entries(counted))
      counts.push(`${await one(`select count(*)::text as text from ${table}`)} ${word}`);
    return [...lines, `Holds       ${counts.join(', ')}`];
  }).catch((error: unknown) => [
    `Database    can not be asked (${error instanceof Error ? error.message : error})`,
  ]);
}
