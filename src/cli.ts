import { writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Command } from 'commander';
import { buildSchema, printContract } from '../schema/build.js';
import { readConfig } from './config.js';
import { migrate } from './database/migrate.js';
import { rolesSql } from './database/roles.js';
import { standInPeople } from './database/seeds/people.js';
import { StartFailure } from './errors/start-failure.js';
import { requestToken, TokenRequestFailure } from './identity/stand-in/request-token.js';

const program = new Command('skolegraf').description('Commands beside the server itself.');

program
  .command('token')
  .description('Print an access token for a synthetic person, from the running demo.')
  .argument('[who]', 'the person, as --list names them')
  .option('--list', 'say who there is')
  .action(async (who: string | undefined, options: { list?: boolean }) => {
    if (options.list || who === undefined) return say(personList());
    const { host, port } = readConfig();
    const { token } = await requestToken({ origin: `http://${host}:${port}`, who, people: standInPeople });
    say(token);
  });

program
  .command('migrate')
  .description('Bring the database that DATABASE_OWNER_URL names to the newest version.')
  .action(async () => {
    const { database } = readConfig();
    if (database.kind === 'embedded')
      throw new StartFailure('CONFIG_INVALID', 'DATABASE_OWNER_URL: the program migrates its own database when it starts');
    const done = await migrate(database.ownerUrl);
    say(done.length === 0 ? 'The database is up to date.' : `Applied: ${done.join(', ')}`);
  });

program
  .command('roles')
  .description('Print the SQL that makes the roles, for the administrator of a PostgreSQL server.')
  .argument('[database]', 'the database to hand over to the owner')
  .action((database?: string) => say(rolesSql(database)));

program
  .command('reset')
  .description('Delete the demo’s own database and keys. Stop the program first.')
  .action(async () => {
    const { dataDir, database } = readConfig();
    if (database.kind !== 'embedded')
      throw new StartFailure('CONFIG_INVALID', 'DATABASE_URL: reset deletes the program’s own database alone');
    await rm(dataDir, { recursive: true, force: true });
    say(`Deleted ${dataDir}.`);
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

function personList(): string {
  const width = Math.max(...standInPeople.map((person) => person.who.length)) + 2;
  return standInPeople
    .map((person) => `${person.who.padEnd(width)}${person.name}, ${person.municipality}: ${person.about}`)
    .join('\n');
}
