/** How long a session lasts that nobody uses. */
const IDLE = `interval '1 hour'`;

/** What lies ahead of every function: with the owner's rights, since no role has any on the table. */
const under = 'security definer set search_path = pg_catalog, public, pg_temp';

const alive = (row: string): string =>
  `${row}.ends_at > clock_timestamp() and ${row}.used_at > clock_timestamp() - ${IDLE}`;

/**
 * How many sessions have ended before their time: one row. Counted in the transaction that ends one, so that a node that
 * sees the number unchanged has missed nothing.
 */
const endings = `
create table if not exists sessions.ended (times bigint not null);
create or replace function sessions.endings() returns bigint
language sql stable ${under} as $$ select times from sessions.ended $$;`;

const begin = `
create or replace function sessions.begin(new_id uuid, new_digest text, new_issuer text, new_sealed text, ends timestamptz)
returns void language sql volatile ${under} as $$
  insert into public.browser_session (id, digest, issuer, sealed, used_at, ends_at)
    values (new_id, new_digest, new_issuer, new_sealed, clock_timestamp(), ends)
$$;`;

/** Finding one is using it, which is written down once a minute. `ends_at` is in milliseconds since 1970. */
const find = `
create or replace function sessions.find(known_digest text)
returns table (id uuid, issuer text, sealed text, ends_at float8)
language plpgsql volatile ${under} as $$
begin
  update public.browser_session s set used_at = clock_timestamp()
    where s.digest = known_digest and s.used_at < clock_timestamp() - interval '1 minute' and ${alive('s')};
  return query select s.id, s.issuer, s.sealed, extract(epoch from s.ends_at)::float8 * 1000 from public.browser_session s
    where s.digest = known_digest and ${alive('s')};
end $$;`;

/** Many an issuer takes a refresh token once: one node renews, for a time that is longer than it waits for the issuer. */
const renewing = `
create or replace function sessions.claim(session_id uuid) returns text
language sql volatile ${under} as $$
  update public.browser_session s set renewing_until = clock_timestamp() + interval '15 seconds'
    where s.id = session_id and (s.renewing_until is null or s.renewing_until < clock_timestamp())
    returning s.sealed
$$;
create or replace function sessions.let_go(session_id uuid, new_sealed text) returns void
language sql volatile ${under} as $$
  update public.browser_session s set renewing_until = null, sealed = coalesce(new_sealed, s.sealed)
    where s.id = session_id
$$;`;

const end = `
create or replace function sessions.end(known_digest text) returns uuid
language plpgsql volatile ${under} as $$
declare
  ended uuid;
begin
  delete from public.browser_session s where s.digest = known_digest returning s.id into ended;
  if ended is not null then update sessions.ended set times = times + 1; end if;
  return ended;
end $$;`;

/** Which of these are over; the others are in use. Two nodes that ask for the same ones do not wait for each other. */
const over = `
create or replace function sessions.over(session_ids uuid[]) returns setof uuid
language plpgsql volatile ${under} as $$
begin
  update public.browser_session s set used_at = clock_timestamp()
    where s.id in (select u.id from public.browser_session u where u.id = any(session_ids)
      and u.used_at < clock_timestamp() - interval '1 minute' and ${alive('u')} for update skip locked);
  return query select asked from unnest(session_ids) asked
    where not exists (select from public.browser_session s where s.id = asked and ${alive('s')});
end $$;`;

const prune = `
create or replace function sessions.prune() returns int
language plpgsql volatile ${under} as $$
declare
  pruned int;
begin
  delete from public.browser_session s where not (${alive('s')});
  get diagnostics pruned = row_count;
  return pruned;
end $$;`;

/** What the server's own role may do with sessions, before it takes a hat. */
export const sessionFunctions: readonly string[] = [
  'create schema if not exists sessions',
  endings,
  begin,
  find,
  renewing,
  end,
  over,
  prune,
  'revoke all on all functions in schema sessions from public',
  'grant usage on schema sessions to skolegraf_server',
  'grant execute on all functions in schema sessions to skolegraf_server',
  'insert into sessions.ended select 0 where not exists (select from sessions.ended)',
];
