import { hats } from '../../entities/declare/policies.js';

/** The two roles that log in: the owner migrates and seeds, the server answers requests and owns nothing. */
export const roles = { owner: 'skolegraf_owner', server: 'skolegraf_server' } as const;

/** Runs one SQL statement as a superuser, or as a role that may create roles. */
export type RunSql = (sql: string) => Promise<unknown>;

/**
 * Makes the roles, and the database theirs, where that is not so yet. Safe to repeat, and to run from several
 * programs at once. Without a database only the roles are made, which belong to the whole server.
 */
export async function prepareRoles(run: RunSql, database?: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await run(rolesSql(database));
      return;
    } catch (error) {
      if (attempt === 5 || !isRace(error)) throw error;
    }
  }
}

/** Creates the database in UTF-8 where it does not exist yet. */
export async function ensureDatabase(run: RunSql, database: string): Promise<void> {
  try {
    await run(`create database ${identifier(database)} encoding 'UTF8' template template0`);
  } catch (error) {
    const exists = ['42P04', '23505'];
    if (!exists.includes(sqlState(error))) throw error;
  }
}

/**
 * The statement that makes the roles, for a database administrator to read and run on PostgreSQL 15 or newer.
 * It sets no passwords: the two roles that log in get theirs from the administrator.
 */
export function rolesSql(database?: string): string {
  return `do $roles$
declare
  hat text;
begin
  perform pg_advisory_xact_lock(hashtext('skolegraf'), hashtext('roles'));
${creating(roles.owner, 'login nosuperuser nobypassrls')}
${creating(roles.server, 'login noinherit nosuperuser nobypassrls')}
${Object.values(hats)
  .map((hat) => creating(hat, 'nologin'))
  .join('\n')}
${weakening()}
${wearing()}${database === undefined ? '' : `\n${handingOver(database)}`}
end
$roles$`;
}

/** Quotes a name for SQL. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Quotes a text for SQL. */
export function literal(text: string): string {
  const quoted = `'${text.replaceAll("'", "''")}'`;
  return text.includes('\\') ? ` E${quoted.replaceAll('\\', '\\\\')}` : quoted;
}

// The advisory lock holds within one database only; a start in another database is met by the exception.
function creating(role: string, attributes: string): string {
  return `  if not exists (select from pg_roles where rolname = '${role}') then
    begin
      create role ${role} ${attributes};
    exception when duplicate_object or unique_violation then null;
    end;
  end if;`;
}

function weakening(): string {
  return `  if exists (select from pg_roles where rolname = '${roles.owner}' and (rolsuper or rolbypassrls or not rolcanlogin)) then
    alter role ${roles.owner} login nosuperuser nobypassrls;
  end if;
  if exists (select from pg_roles where rolname = '${roles.server}'
      and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication or rolinherit or not rolcanlogin)) then
    alter role ${roles.server} login noinherit nosuperuser nobypassrls nocreaterole nocreatedb noreplication;
  end if;`;
}

// Before version 16 a membership has no options of its own: there NOINHERIT on the member says the same.
function wearing(): string {
  const names = Object.values(hats).map((hat) => `'${hat}'`);
  return `  foreach hat in array array[${names.join(', ')}] loop
    continue when exists (
      select from pg_auth_members m
      where m.roleid = hat::regrole and m.member = '${roles.server}'::regrole
        and coalesce(to_jsonb(m) ->> 'set_option', 'true') = 'true'
        and coalesce(to_jsonb(m) ->> 'inherit_option', 'false') = 'false');
    if current_setting('server_version_num')::int >= 160000 then
      execute format('grant %I to ${roles.server} with inherit false, set true', hat);
    else
      execute format('grant %I to ${roles.server}', hat);
    end if;
  end loop;`;
}

// An administrator who is no superuser must be able to become the owner to hand a database over to it.
function handingOver(database: string): string {
  const name = identifier(database);
  const text = literal(database);
  return `  if exists (select from pg_database where datname = ${text} and datdba <> '${roles.owner}'::regrole) then
    if not pg_has_role('${roles.owner}',
        case when current_setting('server_version_num')::int >= 160000 then 'set' else 'member' end) then
      grant ${roles.owner} to current_user;
    end if;
    alter database ${name} owner to ${roles.owner};
  end if;
  if has_database_privilege('public', ${text}, 'connect') then
    revoke all on database ${name} from public;
  end if;
  if not has_database_privilege('${roles.server}', ${text}, 'connect') then
    grant connect on database ${name} to ${roles.server};
  end if;`;
}

// "tuple concurrently updated", a deadlock or a name taken in between: another program did the same work.
function isRace(error: unknown): boolean {
  return ['XX000', '40P01', '23505', '42710'].includes(sqlState(error));
}

function sqlState(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
