import { ThreadRole } from '../../entities/codes/thread.js';
import { Thread } from '../../entities/thread.js';
import { ThreadParticipant } from '../../entities/thread-participant.js';
import { newId } from '../../src/reading/identifier.js';
import { run } from '../database.js';
import { inForce } from '../in-force.js';

/** A child of some class, and the contact teacher who writes about it. */
export interface Desk {
  readonly child: string;
  readonly municipality: string;
  readonly school: string;
  readonly schoolClass: string;
  readonly teacher: string;
  /** The teacher's subject at Feide. */
  readonly login: string;
  /** Guardians of the class, in no order that means anything. */
  readonly guardians: readonly string[];
}

/** A thread with as many at home as one likes. */
export interface Circle extends Desk {
  readonly thread: string;
}

// The child lives with somebody who may do all, whose responsibility others can be given.
const DESKS = `
  select distinct on (md5(k.id::text)) c.id as child, c.municipality_id as municipality, c.school_id as school,
    k.id as "schoolClass", t.teacher_id as teacher, a.subject::text as login, array(
      select distinct g.guardian_id from guardianship g join child m on m.id = g.child_id
      where m.school_class_id = k.id and ${inForce('g')} limit 28) as guardians
  from school_class k join contact_teacher t on t.school_class_id = k.id and ${inForce('t')}
    join employment e on e.person_id = t.teacher_id and e.school_id = k.school_id and e.role = 'TEACHER' and ${inForce('e')}
    join feide_account a on a.person_id = t.teacher_id
    join child c on c.school_class_id = k.id and c.left_on is null
      and c.birth_date > scope.today() - interval '17 years'
  where exists (select from guardianship g where g.child_id = c.id and g.access = 'FULL' and ${inForce('g')}
    and not exists (select from access_block b where b.guardianship_id = g.id))
  order by md5(k.id::text), md5(t.id::text), md5(c.id::text) limit $1`;

/** So many children, each of another class. @throws Error when there are fewer. */
export async function desksOf(ownerUrl: string, count: number): Promise<readonly Desk[]> {
  const found = (await run(ownerUrl, DESKS, [count])) as Desk[];
  if (found.length < count) throw new Error(`the data holds ${found.length} classes of ${count}`);
  return found;
}

/** Begins a thread at a desk, in which its teacher and all of these take part. */
export async function beginThread(
  ownerUrl: string,
  desk: Desk,
  guardians: readonly string[],
): Promise<Circle> {
  const thread = newId(Thread);
  await run(
    ownerUrl,
    `insert into thread (id, municipality_id, school_id, school_class_id, child_id, subject, started_by_id, started_at,
       last_message_at) values ($1, $2, $3, $4, $5, 'Beskjeder', $6, now(), now())`,
    [thread, desk.municipality, desk.school, desk.schoolClass, desk.child, desk.teacher],
  );
  const people = [desk.teacher, ...guardians];
  await run(
    ownerUrl,
    `insert into thread_participant (id, municipality_id, thread_id, person_id, role, joined_at)
     select i, $1, $2, p, case when p = $3 then '${ThreadRole.TEACHER}' else '${ThreadRole.GUARDIAN}' end, now()
     from unnest($4::uuid[], $5::uuid[]) x(i, p)`,
    [desk.municipality, thread, desk.teacher, people.map(() => newId(ThreadParticipant)), people],
  );
  return { ...desk, thread };
}
