import { AccessLogEntry } from '../../entities/access-log-entry.js';
import { isOfSight } from '../identity/opening.js';
import { type AccessLook, nameInLog } from './access-log.js';
import { newId } from './identifier.js';
import type { Statement } from './one-message.js';
import { subjectKey } from './plan.js';

/**
 * A statement that also writes whose sensitive rows stand in its answer, one row for each child, so that nobody is shown
 * what is not in the log. It writes nothing where the scope is not of the sight that it was planned for, since its answer
 * is shown to nobody then. A viewer works for one municipality, so that all rows are its own.
 * @param types the sensitive types that stand in the answer.
 * @param word the word of that sight.
 */
export function lookedAt(
  { name, text, values }: Statement,
  types: readonly string[],
  look: AccessLook,
  word: string,
): Statement {
  const [front, back] = split(newId(AccessLogEntry));
  const marks = types.map((type) => `${JSON.stringify(subjectKey(type))}:"`);
  const added = [types, marks, front, back, nameInLog(look), look.requestId, word];
  return { name, text: written(text, values.length), values: [...values, ...added] };
}

/**
 * Whose rows stand in the answer is cut out of its text: to read it as JSON once more would take as long as the insert.
 * A mark has quotes, which no text within JSON has without a backslash, and a space, which no client's key has. The ids
 * of the rows are one id of the program's, counted on.
 */
function written(text: string, given: number): string {
  const $ = (number: number) => `$${given + number}`;
  return `with answer as materialized (${text}), looked as (
    insert into "access_log_entry" (id, municipality_id, viewer_id, child_id, what, operation, request_id, at)
    select (${$(3)} || lpad(to_hex(${$(4)}::bigint + row_number() over ()), 12, '0'))::uuid,
      (select (scope.municipality_ids())[1]), (select (scope.person_ids())[1]),
      left(s.piece, 36)::uuid, string_agg(distinct m.type collate "C", ',' order by m.type collate "C"), ${$(5)}::text, ${$(6)}::text, now()
    from answer, unnest(${$(1)}::text[], ${$(2)}::text[]) m(type, mark),
      string_to_table(answer.data::text, m.mark) with ordinality s(piece, number)
    where s.number > 1 and ${isOfSight($(7))} group by left(s.piece, 36))
  select data from answer`;
}

/** An id up to its last twelve digits, and a number that twelve digits hold, also when it is counted on. */
function split(id: string): readonly [string, number] {
  return [id.slice(0, -12), Number.parseInt(id.slice(-11), 16)];
}
