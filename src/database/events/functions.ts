/**
 * The event log's own work, with the owner's rights and for its own hat alone. Writers append events without a position;
 * whichever node comes first gives positions after commit, so that a position is never seen before a lower one.
 */
const numberCommitted = `
create or replace function events.number_committed(batch int) returns int
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  counter public.event_counter; horizon xid8; numbered int;
begin
  select * into counter from public.event_counter;
  if not exists (select from public.event e where e.position is null and e.xid >= counter.low_water) then
    return 0;
  end if;
  -- One at a time: the next sequencer sees what this one has numbered.
  select * into counter from public.event_counter for update;
  -- Whatever is older than this has ended; the next statement's snapshot sees all of it.
  horizon := pg_snapshot_xmin(pg_current_snapshot());
  with waiting as (
    select e.id, row_number() over (order by e.xid, e.ordinal) as n from public.event e
      where e.position is null and e.xid >= counter.low_water order by e.xid, e.ordinal limit batch)
  update public.event e set position = counter.position + w.n from waiting w where e.id = w.id;
  get diagnostics numbered = row_count;
  update public.event_counter set position = counter.position + numbered,
    low_water = case when numbered < batch then horizon else counter.low_water end;
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
  select c.position from public.event_counter c
$$;
create or replace function events.holds(at_position bigint, event_id uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from public.event e where e.position = at_position and e.id = event_id)
$$;`;

export const eventFunctions: readonly string[] = [
  'create schema if not exists events',
  numberCommitted,
  readers,
  'revoke all on all functions in schema events from public',
  'grant usage on schema events to skolegraf_events',
  'grant execute on all functions in schema events to skolegraf_events',
  `insert into public.event_counter (id, position, low_water)
     values ('00000000-0000-8000-8000-000000000001', 0, '0') on conflict do nothing`,
];
