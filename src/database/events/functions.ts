/** How far the log has been numbered: one row. Whoever numbers locks it first; only these functions know it. */
const counter = `
create table if not exists events.counter (position bigint not null, low_water xid8 not null)`;

/**
 * Which log this is: a new one when the database came from a backup, was copied, or was promoted, since a cursor of the
 * other log says nothing about this one. The server's identifier, its timeline and the database's number tell.
 */
const epoch = `
alter table events.counter add column if not exists epoch text not null default '',
  add column if not exists origin text not null default '';
create or replace function events.epoch() returns text
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  here text; known events.counter;
begin
  select s.system_identifier || '/' || c.timeline_id || '/' || d.oid into here
    from pg_control_system() s, pg_control_checkpoint() c, pg_database d where d.datname = current_database();
  select * into known from events.counter;
  if known.origin = here then return known.epoch; end if;
  select * into known from events.counter for update;
  if known.origin <> here then
    update events.counter set origin = here, epoch = translate(gen_random_uuid()::text, '-', '')
      returning * into known;
  end if;
  return known.epoch;
end $$;
create or replace function events.renew(known_epoch text) returns void
language sql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
  update events.counter set epoch = translate(gen_random_uuid()::text, '-', '') where epoch = known_epoch
$$;`;

/** The log keeps its newest event, so that those who have heard everything can always resume. */
const prune = `
create or replace function events.prune(older_than interval, batch int) returns int
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  pruned int;
begin
  delete from public.event e where e.id in (
    select o.id from public.event o where o.at < now() - older_than
      and o.position < (select c.position from events.counter c) order by o.position limit batch);
  get diagnostics pruned = row_count;
  return pruned;
end $$;`;

/**
 * Writers append events without a position; whichever node comes first gives positions after commit, so that a position
 * is never seen before a lower one. What is waiting stands in the order in which it was appended: who appended after
 * another's commit comes after it, though its transaction may have begun to write, and got its number, before. With the owner's rights, and for the log's own hat alone.
 */
const numberCommitted = `
create or replace function events.number_committed(batch int) returns int
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  so_far events.counter; horizon xid8; numbered int;
begin
  select * into so_far from events.counter;
  if not exists (select from public.event e where e.position is null and e.xid >= so_far.low_water) then
    return 0;
  end if;
  -- One at a time: the next sequencer sees what this one has numbered.
  select * into so_far from events.counter for update;
  -- Whatever is older than this has ended; the next statement's snapshot sees all of it.
  horizon := pg_snapshot_xmin(pg_current_snapshot());
  with waiting as (
    select e.id, row_number() over (order by e.ordinal) as n from public.event e
      where e.position is null and e.xid >= so_far.low_water order by e.ordinal limit batch)
  update public.event e set position = so_far.position + w.n from waiting w where e.id = w.id;
  get diagnostics numbered = row_count;
  update events.counter set position = so_far.position + numbered,
    low_water = case when numbered < batch then horizon else so_far.low_water end;
  return numbered;
end $$;`;

const readers = `
create or replace function events.after(cursor bigint, batch int)
returns table ("position" bigint, id uuid, municipality_id uuid, topic text, subjects text, at timestamptz)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select e.position, e.id, e.municipality_id, e.topic, e.subjects, e.at from public.event e
    where e.position > cursor order by e.position limit batch
$$;
drop function if exists events.top();
create function events.top() returns table ("position" bigint, id uuid)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select c.position, e.id from events.counter c left join public.event e on e.position = c.position
$$;
create or replace function events.holds(at_position bigint, event_id uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from public.event e where e.position = at_position and e.id = event_id)
$$;`;

export const eventFunctions: readonly string[] = [
  'create schema if not exists events',
  counter,
  epoch,
  prune,
  numberCommitted,
  readers,
  'revoke all on all functions in schema events from public',
  'grant usage on schema events to skolegraf_events',
  'grant execute on all functions in schema events to skolegraf_events',
  `insert into events.counter select 0, '0' where not exists (select from events.counter)`,
];
