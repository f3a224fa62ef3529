import { CHANNEL } from '../../events/channel.js';
import { ACCESS_CHANGED } from '../../events/topics.js';

/** A change of one of these tables may take access away. `when` keeps out what can't. */
interface Watched {
  readonly table: string;
  readonly on: string;
  /** Names of subjects to columns, or to what is found by a row. */
  readonly subjects: Readonly<Record<string, string | ((row: string) => string)>>;
}

const guardianBy = (row: string) =>
  `(select g.guardian_id from public.guardianship g where g.id = ${row}.guardianship_id)`;

const watched: readonly Watched[] = [
  {
    table: 'guardianship',
    on: 'update or delete',
    subjects: { person: 'guardian_id', child: 'child_id' },
  },
  {
    table: 'access_block',
    on: 'insert or update or delete',
    // The guardian too: she may have got the child after her stream began.
    subjects: { person: guardianBy, child: 'child_id' },
  },
  { table: 'employment', on: 'update or delete', subjects: { person: 'person_id' } },
  {
    table: 'contact_teacher',
    on: 'update or delete',
    subjects: { person: 'teacher_id', schoolClass: 'school_class_id' },
  },
  {
    table: 'child',
    on: 'update of left_on, school_id, school_class_id, birth_date or delete',
    subjects: { child: 'id' },
  },
  {
    table: 'identity_number',
    on: 'update or delete',
    subjects: { person: 'person_id', child: 'child_id' },
  },
  { table: 'feide_account', on: 'update or delete', subjects: { person: 'person_id', child: 'child_id' } },
  {
    table: 'thread_participant',
    on: 'update of person_id, role or delete',
    subjects: { person: 'person_id' },
  },
];

/**
 * Changes of access are events of the log, whoever makes them: an act, a register that is read in, or an operator by
 * hand. Written by triggers in the same transaction, so that none can be forgotten.
 */
const trigger = ({ table, on, subjects }: Watched): string => {
  const named = (row: string) =>
    `json_build_object(${Object.entries(subjects)
      .map(([name, by]) => `'${name}', ${typeof by === 'string' ? `${row}.${by}` : by(row)}`)
      .join(', ')})`;
  return `
create or replace function events.access_changed_by_${table}() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op <> 'INSERT' then
    perform events.tell_access_changed(old.municipality_id, ${named('old')});
  end if;
  if tg_op <> 'DELETE' and (tg_op = 'INSERT' or ${named('new')}::text <> ${named('old')}::text) then
    perform events.tell_access_changed(new.municipality_id, ${named('new')});
  end if;
  return null;
end $$;
create or replace trigger access_changed after ${on} on public.${table}
  for each row execute function events.access_changed_by_${table}()`;
};

const tell = `
create or replace function events.tell_access_changed(municipality uuid, subjects json) returns void
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into public.event (id, municipality_id, topic, subjects, at, xid, ordinal)
    values (gen_random_uuid(), municipality, '${ACCESS_CHANGED}', json_strip_nulls(subjects)::text, now(),
      pg_current_xact_id(), nextval('scope.appended'));
  perform pg_notify('${CHANNEL}', '');
end $$;`;

export const accessChangeFunctions: readonly string[] = [tell, ...watched.map(trigger)];
