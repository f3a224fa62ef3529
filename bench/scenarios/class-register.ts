import { CROWD, type Scenario } from '../scenario.js';

/** S2: a contact teacher looks at who is away from the class today. */
export const classRegister: Scenario = {
  key: 'S2',
  title: 'class register of today',
  issuer: 'feide',
  parameters: ['schoolClass', 'day'],
  visits: `
    select a.subject::text as login, t.school_class_id::text as "schoolClass", scope.today()::text as day
    from contact_teacher t join feide_account a on a.person_id = t.teacher_id
    join employment e on e.person_id = t.teacher_id and e.role = 'TEACHER' and e.school_id = t.school_id
      and e."from" <= scope.today() and (e."to" is null or e."to" >= scope.today())
    where t."from" <= scope.today() and (t."to" is null or t."to" >= scope.today())
      and exists (select from child c join absence b on b.child_id = c.id and b.day = scope.today()
        where c.school_class_id = t.school_class_id)
    order by md5(t.id::text) limit ${CROWD}`,
  ours: `
    query Register($schoolClass: ID!, $day: LocalDate!) {
      schoolClass(id: $schoolClass) {
        id year letter
        children {
          id givenName familyName
          absences(from: $day, to: $day, first: 5) { nodes { id hours reason documented } }
        }
      }
    }`,
  postgraphile: `
    query Register($schoolClass: UUID!, $day: Date!) {
      schoolClass(rowId: $schoolClass) {
        id: rowId year letter
        children(orderBy: [FAMILY_NAME_ASC, GIVEN_NAME_ASC, PRIMARY_KEY_ASC]) {
          nodes {
            id: rowId givenName familyName
            absences: parentAbsences(condition: { day: $day }, first: 5, orderBy: [PRIMARY_KEY_DESC]) {
              nodes { id: rowId hours reason documented }
            }
          }
        }
      }
    }`,
  statement: `
    select json_build_object('data', json_build_object('schoolClass', (
      select json_build_object('id', k.id, 'year', k.year, 'letter', k.letter, 'children', (
        select coalesce(json_agg(json_build_object(
          'id', c.id, 'givenName', c.given_name, 'familyName', c.family_name,
          'absences', json_build_object('nodes', (select coalesce(json_agg(a), '[]') from (
            select a.id, a.hours, a.reason, a.documented from absence a
            where a.child_id = c.id and a.day = $2::date order by a.id desc limit 5) a))
          ) order by c.family_name, c.given_name, c.id), '[]')
        from child c where c.school_class_id = k.id))
      from school_class k where k.id = $1::uuid)))::text as answer`,
  looks: `
    select distinct a.child_id from child c join absence a on a.child_id = c.id
    where c.school_class_id = $1::uuid and a.day = $2::date`,
  target: { postgraphile: 2, limit: 0.4 },
  messages: 4,
};
