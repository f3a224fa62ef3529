/** How far the log has been numbered: one row. Whoever numbers locks it first; only these functions know it. */
const counter = `
create table if not exists events.counter (position bigint not null, low_water xid8 not null)`;

/**
 * Writers append events without a position; whichever node comes first gives positions after commit, so that a position
 * is never seen before a lower one. With the owner's rights, and for the log's own hat alone.
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
    select e.id, row_number() over (order by e.xid, e.ordinal) as n from public.event e
      where e.position is null and e.xid >= so_far.low_water order by e.xid, e.ordinal limit batch)
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
create or replace function events.top() returns bigint
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select c.position from events.counter c
$$;
create or replace function events.holds(at_position bigint, event_id uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from public.event e where e.position = at_position and e.id = event_id)
$$;`;

export const eventFunctions: readonly string[] = [
  'create schema if not exists events',
  counter,
  numberCommitted,
  readers,
  'revoke all on all functions in schema events from public',
  'grant usage on schema events to skolegraf_events',
  'grant execute on all functions in schema events to skolegraf_events',
  `insert into events.counter select 0, '0' where not exists (select from events.counter)`,
];
