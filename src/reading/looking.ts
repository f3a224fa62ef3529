import { AccessLogEntry } from '../../entities/access-log-entry.js';
import { isOfSight } from '../identity/opening.js';
import { type AccessLook, nameInLog } from './access-log.js';
import { newId } from './identifier.js';
import type { Statement } from './one-message.js';
import { type SensitivePath, subjectKey } from './plan.js';

/**
 * A statement that also writes whose sensitive rows stand in its answer, one row for each child, so that nobody is shown
 * what is not in the log. It writes nothing where the scope is not of the sight that it was planned for, since its answer
 * is shown to nobody then. A viewer works for one municipality, so that all rows are its own.
 * @param word the word of that sight.
 */
export function lookedAt(
  { name, text, values }: Statement,
  paths: readonly SensitivePath[],
  look: AccessLook,
  word: string,
): Statement {
  const [types, places] = [paths.map(({ type }) => type), paths.map(placeOf)];
  const [front, back] = split(newId(AccessLogEntry));
  const added = [types, places, front, back, nameInLog(look), look.requestId, word];
  return { name, text: written(text, values.length), values: [...values, ...added] };
}

/** The ids of the rows are one id of the program's, counted on. */
function written(text: string, given: number): string {
  const $ = (number: number) => `$${given + number}`;
  return `with answer as materialized (${text}), seen as (
    select distinct p.type, (v #>> '{}')::uuid as child from answer, unnest(${$(1)}::text[], ${$(2)}::text[]) p(type, place),
      jsonb_path_query(answer.data::jsonb, p.place::jsonpath) v where jsonb_typeof(v) = 'string'), looked as (
    insert into "access_log_entry" (id, municipality_id, viewer_id, child_id, what, operation, request_id, at)
    select (${$(3)} || lpad(to_hex(${$(4)}::bigint + row_number() over ()), 12, '0'))::uuid,
      (select (scope.municipality_ids())[1]), (select (scope.person_ids())[1]),
      child, string_agg(type, ',' order by type collate "C"), ${$(5)}::text, ${$(6)}::text, now()
    from seen where ${isOfSight($(7))} group by child)
  select data from answer`;
}

/** Where the subjects of a path's rows stand, as a path of PostgreSQL's, which enters lists by itself. */
function placeOf({ path }: SensitivePath): string {
  return ['$', ...[...path, subjectKey].map((key) => JSON.stringify(key))].join('.');
}

/** An id up to its last twelve digits, and a number that twelve digits hold, also when it is counted on. */
function split(id: string): readonly [string, number] {
  return [id.slice(0, -12), Number.parseInt(id.slice(-11), 16)];
}
