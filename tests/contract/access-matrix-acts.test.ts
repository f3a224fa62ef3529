import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { permits } from '../../schema/access/index.js';
import type { Role } from '../../src/identity/roles.js';
import { theWorld, type World } from '../harness/matrix/world.js';
import { aTown, type Town, theSchema } from '../harness/town.js';

const people: readonly (readonly [Role, string])[] = [
  ['guardian', 'guardian'],
  ['pupil', 'pupil-14'],
  ['teacher', 'contact-teacher'],
  ['principal', 'principal'],
  ['schoolOffice', 'school-office'],
  ['sfoStaff', 'sfo-staff'],
  ['sfoLeader', 'sfo-leader'],
  ['municipalAdmin', 'municipal-admin'],
  ['archivist', 'archivist'],
  ['dataProtectionOfficer', 'data-protection-officer'],
];

/** What is refused to whoever may do the act, below its payload. */
const beneath: Readonly<Record<string, readonly string[]>> = {
  correctMyContactDetails: [
    'viewer { employments { role } }',
    'viewer { children { identityNumber { value } } }',
    'viewer { children { guardianships { origin } } }',
    'viewer { children { address { protection } } }',
    'viewer { children { school { children { totalCount } } } }',
    'viewer { ... on Viewer { other: employments { __typename } } }',
  ],
  appointContactTeacher: [
    'contactTeacher { schoolClass { children { absences { totalCount } } } }',
    'contactTeacher { schoolClass { children { grades { nodes { value } } } } }',
    'contactTeacher { schoolClass { children { identityNumber { value } } } }',
    'contactTeacher { schoolClass { children { ... on Child { other: sfoAttendance { edges { cursor } } } } } }',
  ],
};

/** What each act shows to whoever may do it. */
const shows: Readonly<Record<string, string>> = {
  correctMyContactDetails: 'viewer { people { contact { email } } }',
  blockGuardian: 'guardianship { id blocks { reason } }',
  liftGuardianBlock: 'guardianship { id blocks { liftedAt } }',
  moveChildToClass: 'child { id schoolClass { name } }',
  appointContactTeacher: 'contactTeacher { teacher { name } }',
  checkInChild: 'attendance { child { name } checkedInAt }',
  checkOutChild: 'attendance { child { name } checkedOutAt }',
  startThread: 'thread { id participants { person { name } } }',
  sendMessage: 'message { id thread { subject } }',
  markThreadRead: 'thread { id unread }',
};

describe('acts, role by role', () => {
  let town: Town;
  let inputs: Readonly<Record<string, Readonly<Record<string, string>>>>;
  beforeAll(async () => {
    town = await aTown();
    inputs = await inputsIn(town);
  });
  afterAll(() => town.close());

  it('are all on trial', () => {
    const acts = Object.keys(theSchema().getMutationType()?.getFields() ?? {});
    expect(Object.keys(inputs).sort()).toEqual(acts.sort());
  });

  it.each(people)('a %s does what the table grants and nothing else', async (role, who) => {
    await backInClass(town);
    await stillAwaited(town);
    const visitor = await town.as(who);
    for (const [act, input] of Object.entries(inputs)) {
      const before = written(await theWorld(town.sql));
      const answer = await visitor.send(documentOf(act, shows[act] ?? ''), { input });
      const after = written(await theWorld(town.sql));
      if (permits([role], 'Mutation', act)) {
        expect([act, answer.code]).toEqual([act, null]);
        expect(answer.text).not.toContain(`"${shows[act]?.split(' ')[0]}":null`);
      } else {
        expect([act, answer.code, answer.data?.[act] ?? null]).toEqual([act, 'FORBIDDEN', null]);
        expect(after).toEqual(before);
      }
    }
  });

  it.each([
    'guardian',
    'municipal-admin',
  ])('%s is refused in a payload what is refused elsewhere', async (who) => {
    const visitor = await town.as(who);
    const { data } = await visitor.send('{ viewer { can } }');
    for (const act of data.viewer.can as string[])
      for (const selection of beneath[act] ?? []) {
        const input = { ...inputs[act], idempotencyKey: 'the same act again' };
        const answer = await visitor.send(documentOf(act, selection), { input });
        expect([selection, answer.code]).toEqual([selection, 'FORBIDDEN']);
        expect(leavesOf(answer.data)).toEqual([]);
      }
  });
});

const documentOf = (act: string, selection: string): string => {
  const type = `${act[0]?.toUpperCase()}${act.slice(1)}Input`;
  return `mutation($input: ${type}!) { ${act}(input: $input) { ${selection} userErrors { code } } }`;
};

/** Everything that acts write, without the log of looks; an event's position is given to it by a node, at its own time. */
const written = (world: World) =>
  [
    'access_block',
    'child',
    'contact_teacher',
    'enrolment',
    'event',
    'message',
    'person_contact',
    'sfo_attendance',
    'thread',
    'thread_participant',
  ].map((table) => world.rows(table).map(({ position: _position, ...row }) => row));

/** Values that are not lists, objects or null. */
function leavesOf(value: unknown): unknown[] {
  if (value === null || value === undefined) return [];
  return typeof value === 'object' ? Object.values(value).flatMap(leavesOf) : [value];
}

/** Puts the child back where it was, for whoever comes next to move it. */
const backInClass = (town: Town) =>
  town.sql(
    `update child c set school_class_id = e.school_class_id from enrolment e
       where e.child_id = c.id and c.given_name = 'Nora' and c.family_name = 'Haugen'
         and e."from" = (select max("from") from enrolment where child_id = c.id and "from" < now() - interval '1 day')`,
  );

/** Takes the child's day at SFO back, for whoever comes next to check it in. */
const stillAwaited = (town: Town) =>
  town.sql(
    `update sfo_attendance set checked_in_at = null, checked_in_by_id = null, checked_out_at = null, checked_out_by_id = null
       where day = (now() at time zone 'Europe/Oslo')::date
         and child_id = (select id from child where given_name = 'Nora' and family_name = 'Haugen')`,
  );

/** An input for each act that would be good if the right person gave it. The lift comes after the block. */
async function inputsIn(town: Town): Promise<Readonly<Record<string, Readonly<Record<string, string>>>>> {
  const [found] = await town.sql<Record<'child' | 'guardianship' | 'other' | 'teacher', string>>(
    `select c.id as child, g.id as guardianship, k.id as other, t.teacher_id as teacher
       from child c join guardianship g on g.child_id = c.id join school_class now on now.id = c.school_class_id
       join school_class k on k.school_id = c.school_id and k.school_year_id = now.school_year_id and k.id <> now.id
       join contact_teacher t on t.school_class_id = now.id and (t."to" is null or t."to" >= now())
     where c.given_name = 'Nora' and c.family_name = 'Haugen' order by k.id, g.id limit 1`,
  );
  if (!found) throw new Error('Nora has nowhere to go');
  const { child, guardianship, other, teacher } = found;
  const [talk] = await town.sql<Record<'child' | 'guardianship' | 'thread', string>>(
    `select c.id as child, g.id as guardianship, t.id as thread from child c
       join guardianship g on g.child_id = c.id join person p on p.id = g.guardian_id and p.given_name = 'Kari'
       join thread t on t.child_id = c.id
       join thread_participant i on i.thread_id = t.id and i.person_id = p.id
     where c.given_name = 'Jonas' and c.family_name = 'Haugen' order by t.id limit 1`,
  );
  if (!talk) throw new Error('Kari has nothing to talk about');
  const said = { text: 'Hei!', idempotencyKey: 'one message' };
  return {
    correctMyContactDetails: { mobile: '+4740000001' },
    blockGuardian: { guardianshipId: guardianship, reason: 'COURT_ORDER' },
    liftGuardianBlock: { guardianshipId: guardianship },
    moveChildToClass: { childId: child, schoolClassId: other },
    appointContactTeacher: { schoolClassId: other, teacherId: teacher, kind: 'SUBSTITUTE' },
    checkInChild: { childId: child, idempotencyKey: 'she comes' },
    checkOutChild: { childId: child, idempotencyKey: 'she goes' },
    startThread: {
      childId: talk.child,
      guardianshipId: talk.guardianship,
      subject: 'En prøve',
      text: 'Hei!',
      idempotencyKey: 'one thread',
    },
    sendMessage: { threadId: talk.thread, ...said },
    markThreadRead: { threadId: talk.thread },
  };
}
