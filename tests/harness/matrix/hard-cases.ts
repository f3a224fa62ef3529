import { CompositeGroupPart } from '../../../entities/composite-group-part.js';
import type { Class } from '../../../entities/declare/registry.js';
import { Employment } from '../../../entities/employment.js';
import { SfoAttendance } from '../../../entities/sfo-attendance.js';
import { SfoPlacement } from '../../../entities/sfo-placement.js';
import { TeachingGroupTeacher } from '../../../entities/teaching-group-teacher.js';
import { castSubject } from '../../../src/database/seeds/people.js';
import { newId } from '../../../src/reading/identifier.js';
import type { Town } from '../town.js';

/** Second jobs at another school than the first one's; some are over. */
const elsewhere: readonly (readonly [who: string, role: string, to: string | null])[] = [
  ['school-office', 'SFO_STAFF', null],
  ['sfo-leader', 'PRINCIPAL', null],
  ['archivist', 'SFO_LEADER', null],
  ['data-protection-officer', 'SCHOOL_OFFICE', null],
  ['contact-teacher', 'PRINCIPAL', '2021-07-31'],
];

/** Second jobs at no school: they change the hat, and give nothing of the municipality's register. */
const atNoSchool: readonly (readonly [who: string, role: string])[] = [
  ['sfo-leader', 'SFO_LEADER'],
  ['other-teacher', 'TEACHER'],
  ['principal', 'PRINCIPAL'],
];

/** Gives the seeds' people what no seed holds, so that every granted field has something behind it. */
export async function fillGaps(town: Town): Promise<void> {
  await sendToSfo(town, 'pupil-14');
  await composeOfGroups(town);
}

/** Makes of the seeds' people what seeds should not hold: unions of roles, and a pupil whose address is protected. */
export async function hardCases(town: Town): Promise<void> {
  await fillGaps(town);
  for (const [who, role, to] of elsewhere) await employElsewhere(town, who, role, to);
  for (const [who, role] of atNoSchool) await employAtNoSchool(town, who, role);
  await protectAddressOf(town, 'pupil-14');
  await leaveSchool(town);
  await teachAlongWith(town, 'other-teacher', 'subject-teacher');
}

async function employElsewhere(town: Town, who: string, role: string, to: string | null): Promise<void> {
  await town.sql(
    `insert into employment (id, municipality_id, school_id, person_id, role, "from", "to")
       select $1, a.municipality_id, s.id, a.person_id, $3, '2020-08-01', $4 from feide_account a
         join school s on s.municipality_id = a.municipality_id
       where a.subject = $2 and not exists (
         select from employment e where e.person_id = a.person_id and e.school_id = s.id)
       order by s.name limit 1`,
    [newId(Employment as Class), castSubject(who), role, to],
  );
}

async function employAtNoSchool(town: Town, who: string, role: string): Promise<void> {
  await town.sql(
    `insert into employment (id, municipality_id, person_id, role, "from")
       select $1, municipality_id, person_id, $3, '2020-08-01' from feide_account where subject = $2`,
    [newId(Employment as Class), castSubject(who), role],
  );
}

async function protectAddressOf(town: Town, who: string): Promise<void> {
  await town.sql(
    `update child_address set protection = 'CLIENT'
       where child_id = (select child_id from feide_account where subject = $1)`,
    [castSubject(who)],
  );
}

/** One child in ten has gone away, while classes, groups and places still name it. */
async function leaveSchool(town: Town): Promise<void> {
  await town.sql(
    `update child set left_on = '2026-01-01' where id in (
       select id from (select id, row_number() over (order by id) as place from child) c where place % 10 = 3)
     and id not in (select child_id from feide_account where child_id is not null and subject = any($1))`,
    [['pupil-14', 'pupil-15', 'second-pupil'].map(castSubject)],
  );
}

/** A place at an SFO, whichever, and today there. */
async function sendToSfo(town: Town, who: string): Promise<void> {
  const copy = (table: string) => `insert into ${table}
    select (jsonb_populate_record(null::${table}, to_jsonb(t) || jsonb_build_object(
        'id', $1::uuid, 'child_id', a.child_id, 'day', (now() at time zone 'Europe/Oslo')::date))).*
      from ${table} t, feide_account a where a.subject = $2 and t.municipality_id = a.municipality_id
      order by t.id limit 1`;
  await town.sql(copy('sfo_placement'), [newId(SfoPlacement as Class), castSubject(who)]);
  await town.sql(copy('sfo_attendance'), [newId(SfoAttendance as Class), castSubject(who)]);
}

/** Gives a contact teacher of one class the groups of a colleague, whose pupils go to other classes. */
async function teachAlongWith(town: Town, who: string, colleague: string): Promise<void> {
  const taught = await town.sql<{ id: string }>(
    `select t.id from teaching_group_teacher t join feide_account a using (person_id) where a.subject = $1`,
    [castSubject(colleague)],
  );
  for (const { id } of taught)
    await town.sql(
      `insert into teaching_group_teacher select (jsonb_populate_record(null::teaching_group_teacher,
           to_jsonb(t) || jsonb_build_object('id', $1::uuid, 'person_id', a.person_id))).*
         from teaching_group_teacher t, feide_account a where t.id = $2 and a.subject = $3`,
      [newId(TeachingGroupTeacher as Class), id, castSubject(who)],
    );
}

/** In every composite group also a teaching group: seeds make them of classes alone. */
async function composeOfGroups(town: Town): Promise<void> {
  const groups = await town.sql<{ id: string; part: string }>(
    `select distinct on (p.composite_id) g.id, p.id as part from composite_group_part p
       join teaching_group g using (school_id) order by p.composite_id, g.id`,
  );
  for (const { id, part } of groups)
    await town.sql(
      `insert into composite_group_part select (jsonb_populate_record(null::composite_group_part, to_jsonb(p)
         || jsonb_build_object('id', $1::uuid, 'school_class_id', null, 'teaching_group_id', $2::uuid))).*
       from composite_group_part p where p.id = $3`,
      [newId(CompositeGroupPart as Class), id, part],
    );
}
