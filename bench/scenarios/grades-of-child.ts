import { CROWD, type Scenario } from '../scenario.js';

/** S4: a contact teacher looks at a child's grades. */
export const gradesOfChild: Scenario = {
  key: 'S4',
  title: 'a child’s grades',
  issuer: 'feide',
  parameters: ['child'],
  visits: `
    select a.subject::text as login, min(c.id::text) as child
    from contact_teacher t join feide_account a on a.person_id = t.teacher_id
    join employment e on e.person_id = t.teacher_id and e.role = 'TEACHER' and e.school_id = t.school_id
      and e."from" <= scope.today() and (e."to" is null or e."to" >= scope.today())
    join child c on c.school_class_id = t.school_class_id and c.left_on is null
    where t."from" <= scope.today() and (t."to" is null or t."to" >= scope.today())
      and (select count(*) from grade g where g.child_id = c.id) >= 10
    group by a.id order by md5(a.id::text) limit ${CROWD}`,
  ours: `
    query Grades($child: ID!) {
      child(id: $child) {
        id givenName familyName
        grades(first: 50) {
          nodes { id subjectCode subjectName kind term value setOn group { id name } setBy { id givenName familyName } }
        }
      }
    }`,
  postgraphile: `
    query Grades($child: UUID!) {
      child(rowId: $child) {
        id: rowId givenName familyName
        grades: parentGrades(first: 50, orderBy: [SET_ON_DESC, PRIMARY_KEY_DESC]) {
          nodes {
            id: rowId subjectCode subjectName kind term value setOn
            group { id: rowId name } setBy { id: rowId givenName familyName }
          }
        }
      }
    }`,
  statement: `
    select json_build_object('data', json_build_object('child', (
      select json_build_object('id', c.id, 'givenName', c.given_name, 'familyName', c.family_name,
        'grades', json_build_object('nodes', (select coalesce(json_agg(g), '[]') from (
          select g.id, g.subject_code as "subjectCode", g.subject_name as "subjectName", g.kind, g.term, g.value,
            g.set_on as "setOn",
            (select json_build_object('id', n.id, 'name', n.name) from teaching_group n where n.id = g.group_id) as "group",
            (select json_build_object('id', p.id, 'givenName', p.given_name, 'familyName', p.family_name)
              from person p where p.id = g.set_by_id) as "setBy"
          from grade g where g.child_id = c.id order by g.set_on desc, g.id desc limit 50) g)))
      from child c where c.id = $1::uuid)))::text as answer`,
  looks: 'select distinct g.child_id from grade g where g.child_id = $1::uuid',
  target: { postgraphile: 2, limit: 0.4 },
  messages: 4,
};
