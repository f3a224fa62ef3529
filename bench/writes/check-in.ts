import { SfoAttendance } from '../../entities/sfo-attendance.js';
import { newId } from '../../src/reading/identifier.js';
import { inForce } from '../in-force.js';
import type { Act } from './act.js';

/** Every child with a place today, with somebody who works there. Owner's SQL. */
export const CHECK_IN_VISITS = `
  select distinct on (p.child_id) a.subject::text as login, p.child_id as child, p.municipality_id as municipality,
    p.school_id as school, p.group_id as "group", e.person_id as person, scope.today()::text as day
  from sfo_placement p join child c on c.id = p.child_id and (c.left_on is null or c.left_on >= scope.today())
    join employment e on e.school_id = p.school_id and e.role = 'SFO_STAFF' and ${inForce('e')}
    join feide_account a on a.person_id = e.person_id
  where p.status = 'ACTIVE' and ${inForce('p')}
  order by p.child_id, md5(p.child_id::text || a.id::text)`;

/** Somebody at SFO checks in a child that nobody has checked in today. */
export const checkIn: Act = {
  key: 'S6',
  title: 'check-in with its event',
  ours: `mutation CheckIn($input: CheckInChildInput!) {
    checkInChild(input: $input) { attendance { id checkedInAt } userErrors { code } } }`,
  input: { childId: 'child' },
  checks: [
    { sql: 'select c.* from child c where c.id = $1 limit 1', takes: ['child'] },
    {
      sql: `select p.* from sfo_placement p where p.child_id = $1 and p.school_id = $2 and p.status = 'ACTIVE'
        and p."from" <= $3 and (p."to" is null or p."to" >= $3) order by p.id limit 1`,
      takes: ['child', 'school', 'day'],
    },
  ],
  unless: {
    sql: 'select a.* from sfo_attendance a where a.child_id = $1 and a.school_id = $2 and a.day = $3 limit 1 for update',
    takes: ['child', 'school', 'day'],
  },
  writes: [
    {
      sql: `insert into sfo_attendance (id, municipality_id, school_id, child_id, group_id, day, checked_in_at,
        checked_in_by_id) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      takes: ['id', 'municipality', 'school', 'child', 'group', 'day', 'now', 'person'],
    },
  ],
  shown: {
    sql: `select json_build_object('id', a.id, 'checkedInAt', a.checked_in_at) as shown from sfo_attendance a where a.id = $1`,
    takes: ['id'],
  },
  topic: 'sfo.checked-in',
  subjects: { attendance: 'id', child: 'child', group: 'group' },
  newId: () => newId(SfoAttendance),
  written: 'select count(*)::int as written from sfo_attendance where day = scope.today()',
  clear: 'delete from sfo_attendance where day = scope.today()',
  target: 0.5,
};
