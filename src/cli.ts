import { writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { buildSchema, printContract } from '../schema/build.js';
import { type Config, readConfig } from './config.js';
import { createMigration } from './database/create-migration.js';
import { rolesSql } from './database/roles.js';
import { standInPeople } from './database/seeds/people.js';
import { StartFailure } from './errors/start-failure.js';
import { requestToken, TokenRequestFailure } from './identity/stand-in/request-token.js';
import { bringUpToDate } from './start/database.js';
import { demoMessage } from './start/demo-message.js';
import { findRunning } from './start/presence.js';
import { resetData } from './start/reset.js';
import { statusOf } from './start/status.js';

const program = new Command('skolegraf').description('Commands beside the server itself.');

program
  .command('token')
  .description('Print an access token for a synthetic person, from the running demo.')
  .argument('[who]', 'the person, as --list names them')
  .option('--list', 'say who there is')
  .action(async (who: string | undefined, options: { list?: boolean }) => {
    if (options.list || who === undefined) return say(personList());
    const { token } = await requestToken({
      origin: await originOf(readConfig()),
      who,
      people: standInPeople,
    });
    say(token);
  });

program
  .command('demo:message')
  .description('Let the contact teacher write to the guardian in the running demo.')
  .argument('[text]', 'what to write', 'Hei! Husk gymtøy i morgen.')
  .action(async (text: string) => say(await demoMessage(await originOf(readConfig()), text)));

program
  .command('status')
  .description(
    'Say whether the program runs and where, which migrations its database has, and how many of what.',
  )
  .action(async () => say(await statusOf(readConfig())));

program
  .command('migrate')
  .description('Bring the database that DATABASE_OWNER_URL names to the newest version.')
  .action(async () => {
    const { database } = readConfig();
    if (database.kind === 'embedded')
      throw new StartFailure(
        'CONFIG_INVALID',
        'DATABASE_OWNER_URL: must be set; the program migrates its own database when it starts',
      );
    const done = await bringUpToDate(database.ownerUrl);
    say(done.length === 0 ? 'The database is up to date.' : `Applied: ${done.join(', ')}`);
  });

program
  .command('roles')
  .description('Print the SQL that makes the roles, for the administrator of a PostgreSQL server.')
  .argument('[database]', 'the database to hand over to the owner')
  .action((database?: string) => say(`${rolesSql(database)};`));

program
  .command('reset')
  .description('Delete the demo’s own database and keys. Stop the program first.')
  .action(async () => {
    const config = readConfig();
    if (config.database.kind !== 'embedded')
      throw new StartFailure(
        'CONFIG_INVALID',
        'DATABASE_URL: reset deletes the program’s own database alone',
      );
    const deleted = await resetData(config);
    const what = deleted.length === 0 ? 'There was nothing to delete' : `Deleted ${deleted.join(', ')}`;
    say(`${what} in ${config.dataDir}.`);
  });

program
  .command('migration:create')
  .description('Write the migration from the newest one to what the entities declare.')
  .argument('<name>', 'what it does, such as school-phone')
  .action(async (name: string) => {
    const file = await createMigration(name);
    say(
      file === undefined
        ? 'The newest migration already says all that the entities declare.'
        : `Wrote ${file}.`,
    );
  });

program
  .command('schema:emit')
  .description('Write schema/schema.graphql from the classes.')
  .action(() => {
    writeFileSync('schema/schema.graphql', printContract(buildSchema().open));
    say('Wrote schema/schema.graphql.');
  });

try {
  await program.parseAsync();
} catch (error) {
  const known = error instanceof StartFailure || error instanceof TokenRequestFailure;
  process.stderr.write(known ? `${error.code}: ${error.message}\n` : `UNEXPECTED: ${String(error)}\n`);
  process.exitCode = known ? error.exitStatus : 70;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Where the program runs, or would. */
async function originOf({ host, port, dataDir }: Config): Promise<string> {
  return (await findRunning(dataDir))?.url ?? `http://${host}:${port}`;
}

function personList(): string {
  const width = Math.max(...standInPeople.map((person) => person.who.length)) + 2;
  return standInPeople
    .map((person) => `${person.who.padEnd(width)}${person.name}, ${person.municipality}: ${person.about}`)
    .join('\n');
}
